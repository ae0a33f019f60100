extension PlanetaryEphemeris {
    /// Reads a binary file of JPL's Development Ephemerides as made by their `asc2eph`, such as `unxp2000.405`, of
    /// either byte order: planets, Sun and Moon; nutations and librations are passed over.
    ///
    /// Layout: two header records, then records of Chebyshev coefficients for even stretches of days (comments of
    /// JPL's `testeph.f`). A file that is cut short or whose figures contradict one another is refused.
    public init(jplBinary bytes: [UInt8]) throws(FrameError) {
        let header = try JPLHeader(bytes)
        var segments: [ChebyshevSegment] = []
        for (index, body) in [1, 2, 3, 4, 5, 6, 7, 8, 9, 301, 10].enumerated() {
            let series = header.series[index]
            // The Moon is given against the Earth; both against their barycentre follow from the masses' ratio.
            if body == 301 {
                let share = 1 / (1 + header.earthMoonMassRatio)
                segments.append(header.segment(301, against: 3, series, factor: 1 - share))
                segments.append(header.segment(399, against: 3, series, factor: -share))
            } else {
                segments.append(header.segment(body, against: 0, series, factor: 1))
            }
        }
        self.init(segments: segments, file: header.file, skipped: [])
    }
}

/// What the first record of a binary DE file tells.
private struct JPLHeader {
    /// Where a series begins in a record, numbers from 1; coefficients of a coordinate; intervals in a record.
    struct Series {
        let first: Int
        let coefficientCount: Int
        let intervalCount: Int
    }

    let file: EphemerisBytes
    /// Mercury to Pluto, Moon, Sun; then, for the size of a record, nutations and librations.
    let series: [Series]
    let earthMoonMassRatio: Double
    private let startDay: Double
    private let recordDays: Double
    private let recordBytes: Int
    private let recordCount: Int

    init(_ bytes: [UInt8]) throws(FrameError) {
        var file = EphemerisBytes(bytes: bytes, isBigEndian: false)
        // The days of a record are a small whole number in the right byte order only.
        if !(1...1000).contains(try file.double(2668)) { file.isBigEndian = true }
        let (first, last, days) = (try file.double(2652), try file.double(2660), try file.double(2668))
        let plausible = 0.0...10_000_000.0
        guard (1...1000).contains(days), plausible.contains(first), plausible.contains(last), first < last else {
            throw .badEphemeris(byte: 2652, expected: "first and last Julian Date and the days of a record")
        }
        earthMoonMassRatio = try file.double(2688)
        guard (10...1000).contains(earthMoonMassRatio) else {
            throw .badEphemeris(byte: 2688, expected: "the ratio of the Earth's to the Moon's mass")
        }
        series = try Self.series(file)
        let others = try Self.laterSeriesNumbers(file)
        let numbers = series.enumerated().map {
            $1.first - 1 + $1.coefficientCount * $1.intervalCount * ($0 == 11 ? 2 : 3)
        }
        let record = 8 * max(numbers.max() ?? 0, others)
        (recordBytes, startDay, recordDays) = (record, first, days)
        (self.file, recordCount) = (file, bytes.count / record - 2)
        guard recordCount >= 1, try file.double(2 * record) == first, try file.double(2 * record + 8) == first + days
        else { throw .badEphemeris(byte: 2 * record, expected: "the Julian Dates \(first) and \(first + days)") }
        guard Double(recordCount) * days >= last - first else {
            throw .badEphemeris(byte: bytes.count, expected: "records until the Julian Date \(last)")
        }
    }

    private static func series(_ file: EphemerisBytes) throws(FrameError) -> [Series] {
        var series: [Series] = []
        for index in 0..<13 {
            let byte = index < 12 ? 2696 + index * 12 : 2844
            let next = try one(file, at: byte)
            guard index > 10 || next.coefficientCount > 0 && next.intervalCount > 0 else {
                throw .badEphemeris(byte: byte, expected: "coefficients of the planets, the Moon and the Sun")
            }
            series.append(next)
        }
        return series
    }

    private static func one(_ file: EphemerisBytes, at byte: Int) throws(FrameError) -> Series {
        let (first, coefficients, intervals) = (try file.int(byte), try file.int(byte + 4), try file.int(byte + 8))
        guard (0...100_000).contains(first), (0...100).contains(coefficients), (0...1000).contains(intervals),
            first >= 3 || coefficients == 0 || intervals == 0
        else { throw .badEphemeris(byte: byte, expected: "place, coefficients and intervals of a series") }
        return Series(first: max(first, 1), coefficientCount: coefficients, intervalCount: intervals)
    }

    /// Numbers of a record up to the end of the series that came with DE430: the Moon's mantle and TT − TDB.
    private static func laterSeriesNumbers(_ file: EphemerisBytes) throws(FrameError) -> Int {
        guard try file.int(2840) >= 430 else { return 0 }
        // Names of constants beyond the 400th stand before them.
        let (constants, mostConstants) = (try file.int(2676), 3000)
        guard (0...mostConstants).contains(constants) else {
            throw .badEphemeris(byte: 2676, expected: "a count of constants, 0 to \(mostConstants)")
        }
        let start = 2856 + max(0, constants - 400) * 6
        let (mantle, clock) = (try one(file, at: start), try one(file, at: start + 12))
        return max(
            mantle.first - 1 + 3 * mantle.coefficientCount * mantle.intervalCount,
            clock.first - 1 + clock.coefficientCount * clock.intervalCount)
    }

    func segment(_ target: Int, against centre: Int, _ series: Series, factor: Double) -> ChebyshevSegment {
        let start = (startDay - 2_451_545) * 86_400
        let record = recordDays * 86_400
        return ChebyshevSegment(
            target: target, centre: centre, startSeconds: start, endSeconds: start + record * Double(recordCount),
            firstSeconds: start, intervalSeconds: record / Double(series.intervalCount),
            intervalCount: series.intervalCount * recordCount, intervalsPerRecord: series.intervalCount,
            firstByte: 2 * recordBytes + (series.first - 1) * 8, recordBytes: recordBytes,
            coefficientCount: series.coefficientCount, hasVelocities: false, factor: factor)
    }
}
