/// A stretch of one body's way against another, in Chebyshev polynomials over even intervals.
struct ChebyshevSegment: Sendable {
    /// NAIF number of the body.
    let target: Int
    /// NAIF number of the body it is counted from.
    let centre: Int
    /// TDB seconds since J2000.0 from which the segment holds.
    let startSeconds: Double
    /// TDB seconds since J2000.0 until which the segment holds.
    let endSeconds: Double
    /// TDB seconds since J2000.0 at which the first interval begins.
    let firstSeconds: Double
    /// Length of an interval, seconds; positive.
    let intervalSeconds: Double
    /// Intervals, at least one.
    let intervalCount: Int
    /// Intervals that one record holds one after the other; 1 in SPK files.
    let intervalsPerRecord: Int
    /// Where the first record's first coefficient lies.
    let firstByte: Int
    /// From one record to the next.
    let recordBytes: Int
    /// Coefficients of a coordinate, at least one.
    let coefficientCount: Int
    /// Whether velocities have polynomials of their own (SPK type 3); else they are the positions' derivatives.
    let hasVelocities: Bool
    /// What the coefficients are multiplied with.
    let factor: Double

    private var coordinateCount: Int { hasVelocities ? 6 : 3 }

    /// Position and velocity at a time within the segment, km and km/s.
    func motion(at time: EphemerisTime, in file: EphemerisBytes) throws(FrameError) -> Motion {
        let place = time.since(firstSeconds) / intervalSeconds
        // The end of the last interval belongs to it.
        let index = min(max(place.rounded(.down), 0), Double(intervalCount - 1))
        let argument = 2 * (time.since(firstSeconds + index * intervalSeconds) / intervalSeconds) - 1
        let (record, part) = Int(index).quotientAndRemainder(dividingBy: intervalsPerRecord)
        let first = firstByte + record * recordBytes + part * coordinateCount * coefficientCount * 8
        let rateScale = 2 / intervalSeconds * factor
        var values = (0.0, 0.0, 0.0)
        var rates = (0.0, 0.0, 0.0)
        (values.0, rates.0) = try sum(0, first, argument, file)
        (values.1, rates.1) = try sum(1, first, argument, file)
        (values.2, rates.2) = try sum(2, first, argument, file)
        rates = (rates.0 * rateScale, rates.1 * rateScale, rates.2 * rateScale)
        if hasVelocities {
            rates.0 = try sum(3, first, argument, file).value * factor
            rates.1 = try sum(4, first, argument, file).value * factor
            rates.2 = try sum(5, first, argument, file).value * factor
        }
        let motion = Motion(
            x: values.0 * factor, y: values.1 * factor, z: values.2 * factor, xRate: rates.0, yRate: rates.1,
            zRate: rates.2)
        guard motion.isFinite else { throw .badEphemeris(byte: first, expected: "coefficients that are finite") }
        return motion
    }

    /// A coordinate's polynomial and its derivative at −1…1 (Clenshaw's recurrence).
    private func sum(
        _ coordinate: Int, _ first: Int, _ x: Double, _ file: EphemerisBytes
    ) throws(FrameError) -> (value: Double, rate: Double) {
        let start = first + coordinate * coefficientCount * 8
        var (b1, b2, rate1, rate2) = (0.0, 0.0, 0.0, 0.0)
        for index in stride(from: coefficientCount - 1, to: 0, by: -1) {
            let coefficient = try file.double(start + index * 8)
            (rate1, rate2) = (2 * b1 + 2 * x * rate1 - rate2, rate1)
            (b1, b2) = (coefficient + 2 * x * b1 - b2, b1)
        }
        return (try file.double(start) + x * b1 - b2, b1 + x * rate1 - rate2)
    }
}

extension Motion {
    var isFinite: Bool { (x * 0 + y * 0 + z * 0 + xRate * 0 + yRate * 0 + zRate * 0) == 0 }
}

/// A file's bytes, read by place; a place outside it is refused.
struct EphemerisBytes: Sendable {
    let bytes: [UInt8]
    var isBigEndian: Bool

    /// The double at a place.
    func double(_ offset: Int) throws(FrameError) -> Double {
        Double(bitPattern: try integer(offset, as: UInt64.self))
    }

    /// The four-byte integer at a place.
    func int(_ offset: Int) throws(FrameError) -> Int {
        Int(Int32(bitPattern: try integer(offset, as: UInt32.self)))
    }

    private func integer<T: FixedWidthInteger>(_ offset: Int, as type: T.Type) throws(FrameError) -> T {
        let (end, overflow) = offset.addingReportingOverflow(MemoryLayout<T>.size)
        guard offset >= 0, !overflow, end <= bytes.count else {
            throw .badEphemeris(byte: offset, expected: "a place within its \(bytes.count) bytes")
        }
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
        return isBigEndian ? T(bigEndian: value) : T(littleEndian: value)
    }

    /// The double at a place as a whole number of a range.
    func whole(_ offset: Int, in range: ClosedRange<Int>, _ what: String) throws(FrameError) -> Int {
        guard let value = Int(exactly: try double(offset)), range.contains(value) else {
            throw .badEphemeris(byte: offset, expected: "\(what), \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// Whether a text stands at a place.
    func has(_ text: String, at offset: Int) -> Bool {
        bytes.dropFirst(offset).starts(with: text.utf8)
    }
}
