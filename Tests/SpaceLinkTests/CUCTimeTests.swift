import SpaceLink
import Testing
import Timekeeping

@Suite struct CUCTimeTests {
    /// 2000-01-01T12:00:00 TAI is 15340.5 days after 1958-01-01 TAI, that is 1325419200 s (42 years, 10 leap days).
    @Test func knowsItsEpoch() throws {
        let time = try CUCTime(Instant(nanosecondsSinceJ2000TAI: 0))
        #expect(time == CUCTime(coarseSeconds: 1_325_419_200, fine: 0))
        #expect(time.bytes == [0x4F, 0x00, 0x4A, 0xC0, 0, 0])
        #expect(CUCTime(coarseSeconds: 0, fine: 0).instant.nanosecondsSinceJ2000TAI == -1_325_419_200_000_000_000)
    }

    /// Unix time 0 is 4383 days after 1958-01-01; with 37 s of TAI−UTC, 2017-01-01T00:00:00 UTC is 1861920037 s.
    @Test func agreesWithUTC() throws {
        let instant = try Instant(utc: "2017-01-01T00:00:00Z")
        #expect(try CUCTime(instant).coarseSeconds == 1_861_920_037)
    }

    @Test func returnsWhatItWasGiven() throws {
        var random = Seeded(3)
        for _ in 0..<1000 {
            let time = CUCTime(
                coarseSeconds: .random(in: 0...(.max), using: &random), fine: .random(in: 0...(.max), using: &random))
            #expect(try CUCTime(time.instant) == time)
            #expect(try CUCTime(parsing: time.bytes) == time)
        }
    }

    @Test func roundsUpIntoTheNextSecond() throws {
        let time = try CUCTime(Instant(nanosecondsSinceJ2000TAI: 999_999_999))
        #expect(time == CUCTime(coarseSeconds: 1_325_419_201, fine: 0))
    }

    @Test func refusesWhatItCannotExpress() {
        for nanoseconds in [Int64.min, Int64.max, -1_325_419_200_000_000_001] {
            #expect(throws: SpaceLinkError.timeOutOfRange) {
                try CUCTime(Instant(nanosecondsSinceJ2000TAI: nanoseconds))
            }
        }
        #expect(throws: SpaceLinkError.truncated(neededBytes: 6, foundBytes: 2)) { try CUCTime(parsing: [1, 2]) }
    }
}
