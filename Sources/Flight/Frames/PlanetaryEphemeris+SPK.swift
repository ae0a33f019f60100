extension PlanetaryEphemeris {
    /// Reads an SPK kernel (NAIF, SPK Required Reading; DAF Required Reading), of either byte order.
    ///
    /// Used are segments of types 2 and 3 on the axes J2000, which NAIF takes as ICRF; others are named in
    /// `skippedSegments`. A file that is cut short or whose figures contradict one another is refused.
    public init(spk bytes: [UInt8]) throws(FrameError) {
        var file = EphemerisBytes(bytes: bytes, isBigEndian: false)
        guard file.has("DAF/SPK", at: 0) else { throw .badEphemeris(byte: 0, expected: "`DAF/SPK`") }
        if file.has("BIG-IEEE", at: 88) {
            file.isBigEndian = true
        } else if !file.has("LTL-IEEE", at: 88) {
            throw .badEphemeris(byte: 88, expected: "`BIG-IEEE` or `LTL-IEEE`")
        }
        guard try file.int(8) == 2, try file.int(12) == 6 else {
            throw .badEphemeris(byte: 8, expected: "2 doubles and 6 integers in a summary")
        }
        var (segments, skipped): ([ChebyshevSegment], [String]) = ([], [])
        for summary in try Self.summaries(file) {
            if let reason = summary.reasonToSkip {
                skipped.append("body \(summary.target) against \(summary.centre): \(reason)")
            } else {
                segments.append(try summary.segment(in: file))
            }
        }
        guard !segments.isEmpty else {
            throw .badEphemeris(byte: 1024, expected: "at least one segment of type 2 or 3 on ICRF")
        }
        self.init(segments: segments, file: file, skipped: skipped)
    }

    /// The segments' summaries in file order, from a chain of summary records.
    private static func summaries(_ file: EphemerisBytes) throws(FrameError) -> [SPKSummary] {
        let records = 1...max(1, file.bytes.count / recordBytes)
        var (summaries, seen): ([SPKSummary], Set<Int>) = ([], [])
        var record = try file.int(76)
        while record != 0 {
            let start = (record - 1) * recordBytes
            guard records.contains(record), seen.insert(record).inserted else {
                throw .badEphemeris(byte: max(0, start), expected: "a summary record within the file and read once")
            }
            let count = try file.whole(start + 16, in: 0...25, "a count of summaries")
            for index in 0..<count { summaries.append(try SPKSummary(file, at: start + 24 + index * 40)) }
            record = try file.whole(start, in: 0...records.upperBound, "the next summary record")
        }
        return summaries
    }
}

private let recordBytes = 1024

/// What a DAF summary tells of a segment.
private struct SPKSummary {
    let byte: Int
    let startSeconds: Double
    let endSeconds: Double
    let target: Int
    let centre: Int
    let frame: Int
    let type: Int
    let firstAddress: Int
    let lastAddress: Int

    init(_ file: EphemerisBytes, at byte: Int) throws(FrameError) {
        self.byte = byte
        (startSeconds, endSeconds) = (try file.double(byte), try file.double(byte + 8))
        (target, centre) = (try file.int(byte + 16), try file.int(byte + 20))
        (frame, type) = (try file.int(byte + 24), try file.int(byte + 28))
        (firstAddress, lastAddress) = (try file.int(byte + 32), try file.int(byte + 36))
        guard startSeconds.isFinite, endSeconds.isFinite, startSeconds <= endSeconds else {
            throw .badEphemeris(byte: byte, expected: "a segment's first and last second in order")
        }
        // Addresses count doubles from 1; four of them close the segment, after at least one record.
        guard firstAddress >= 1, lastAddress <= file.bytes.count / 8, lastAddress - firstAddress >= 8 else {
            throw .badEphemeris(byte: byte + 32, expected: "a segment within the file's \(file.bytes.count) bytes")
        }
    }

    var reasonToSkip: String? {
        if type != 2 && type != 3 { return "type \(type) is not read" }
        return frame == 1 ? nil : "the axes \(frame) are not ICRF"
    }

    /// The segment by its last four numbers: first second, interval, record size, records (SPK Required Reading,
    /// type 2).
    func segment(in file: EphemerisBytes) throws(FrameError) -> ChebyshevSegment {
        let trailer = (lastAddress - 4) * 8
        let (first, interval) = (try file.double(trailer), try file.double(trailer + 8))
        let available = lastAddress - firstAddress - 3
        let size = try file.whole(trailer + 16, in: 5...available, "a record's size")
        let count = try file.whole(trailer + 24, in: 1...available, "a count of records")
        let coordinates = type == 3 ? 6 : 3
        // A record's first two numbers are its middle and half its length.
        guard (size - 2) % coordinates == 0, count <= available / size else {
            throw .badEphemeris(byte: trailer + 16, expected: "\(count) records of \(size) numbers within the segment")
        }
        let end = first + interval * Double(count)
        guard first.isFinite, interval > 0, end.isFinite, first <= startSeconds + 1, end >= endSeconds - 1 else {
            throw .badEphemeris(byte: trailer, expected: "intervals that cover the segment")
        }
        return ChebyshevSegment(
            target: target, centre: centre, startSeconds: startSeconds, endSeconds: endSeconds, firstSeconds: first,
            intervalSeconds: interval, intervalCount: count, intervalsPerRecord: 1,
            firstByte: (firstAddress - 1) * 8 + 16, recordBytes: size * 8,
            coefficientCount: (size - 2) / coordinates, hasVelocities: type == 3, factor: 1)
    }
}
