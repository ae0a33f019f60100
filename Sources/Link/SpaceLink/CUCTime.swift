public import Timekeeping

/// Unsegmented time code of six bytes: four of seconds, two of 1/65536 s.
///
/// Epoch 1958-01-01T00:00:00 TAI, scale TAI, range to 2094-02-07. CCSDS 301.0-B-4 3.2, without the preamble.
public struct CUCTime: Hashable, Sendable {
    /// Size of the code, 6 bytes.
    public static let sizeBytes = 6

    /// Seconds of TAI since 1958-01-01T00:00:00 TAI.
    public let coarseSeconds: UInt32
    /// Fraction in units of 1/65536 s.
    public let fine: UInt16

    /// Nanoseconds from 1958-01-01T00:00:00 TAI to 2000-01-01T12:00:00 TAI: 15340.5 days.
    private static let epochOffsetNanoseconds: Int64 = 1_325_419_200 * 1_000_000_000

    /// Time code from its two fields.
    public init(coarseSeconds: UInt32, fine: UInt16) {
        self.coarseSeconds = coarseSeconds
        self.fine = fine
    }

    /// Time code nearest to `instant`; throws outside 1958…2094.
    public init(_ instant: Instant) throws(SpaceLinkError) {
        let (nanoseconds, overflow) = instant.nanosecondsSinceJ2000TAI
            .addingReportingOverflow(Self.epochOffsetNanoseconds)
        guard !overflow, nanoseconds >= 0 else { throw .timeOutOfRange }
        let (seconds, fraction) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let units = (fraction * 65536 + 500_000_000) / 1_000_000_000
        guard let coarse = UInt32(exactly: seconds + units / 65536) else { throw .timeOutOfRange }
        self.init(coarseSeconds: coarse, fine: UInt16(truncatingIfNeeded: units % 65536))
    }

    /// Time code from the first six of `bytes`; throws when there are fewer.
    public init(parsing bytes: some Collection<UInt8>) throws(SpaceLinkError) {
        guard bytes.count >= Self.sizeBytes else {
            throw .truncated(neededBytes: Self.sizeBytes, foundBytes: bytes.count)
        }
        let word = bytes.prefix(Self.sizeBytes).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        self.init(
            coarseSeconds: UInt32(truncatingIfNeeded: word >> 16), fine: UInt16(truncatingIfNeeded: word))
    }

    /// Six bytes, most significant first.
    public var bytes: [UInt8] {
        let word = UInt64(coarseSeconds) << 16 | UInt64(fine)
        return (0..<Self.sizeBytes).map { UInt8(truncatingIfNeeded: word >> (40 - 8 * UInt64($0))) }
    }

    /// Instant of the code, to the nearest nanosecond.
    public var instant: Instant {
        let fraction = (Int64(fine) * 1_000_000_000 + 32768) / 65536
        let nanoseconds = Int64(coarseSeconds) * 1_000_000_000 + fraction
        return Instant(nanosecondsSinceJ2000TAI: nanoseconds - Self.epochOffsetNanoseconds)
    }
}
