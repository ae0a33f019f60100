import Foundation
import TestSupport
import Testing
import Timekeeping

/// Lines of the IERS file finals2000A.all (first three days).
private let lines = """
    73 1 2 41684.00 I  0.120733 0.009786  0.136966 0.015902  I 0.8084178 0.0002710  0.0000 0.1916  P    -0.766    0.199    -0.720    0.300   .143000   .137000   .8075000   -18.637    -3.667  
    73 1 3 41685.00 I  0.118980 0.011039  0.135656 0.013616  I 0.8056163 0.0002710  3.5563 0.1916  P    -0.751    0.199    -0.701    0.300   .141000   .134000   .8044000   -18.636    -3.571  
    73 1 4 41686.00 I  0.117227 0.011039  0.134348 0.013616  I 0.8027895 0.0002710  2.6599 0.1916  P    -0.738    0.199    -0.662    0.300   .139000   .131000   .8012000   -18.669    -3.621  
    """

@Suite struct EarthOrientationTests {
    @Test func readsColumns() throws {
        let table = try EarthOrientation(finals2000A: lines)
        #expect(table.days == 41_684...41_686)
        let value = table.value(at: try Instant(utc: "1973-01-03"))
        #expect(value.ut1MinusUTCSeconds == 0.8056163)
        #expect((value.xPoleArcsec, value.yPoleArcsec) == (0.118980, 0.135656))
        #expect((value.dXMas, value.dYMas) == (-0.751, -0.701))
        #expect(value.coverage == .measured)
    }

    @Test func interpolatesAndHolds() throws {
        let table = try EarthOrientation(finals2000A: lines)
        let middle = table.value(at: try Instant(utc: "1973-01-02T12:00:00Z"))
        #expect(abs(middle.ut1MinusUTCSeconds - (0.8084178 + 0.8056163) / 2) < 1e-12)
        #expect(abs(middle.excessLengthOfDaySeconds - (0.8084178 - 0.8056163)) < 1e-12)
        let late = table.value(at: try Instant(utc: "1999-01-01"))
        #expect((late.coverage, late.ut1MinusUTCSeconds) == (.outside, 0.8027895))
        #expect(table.value(at: try Instant(utc: "1970-01-01")).coverage == .outside)
        #expect(EarthOrientation.none.value(at: .j2000TAI).coverage == .none)
        #expect(EarthOrientation.none.ut1MinusTAISeconds(at: .j2000TAI) == -32)
    }

    @Test func refusesBrokenText() {
        let broken = lines.replacingOccurrences(of: "0.8056163", with: "0.80x6163")
        let error = #expect(throws: TimeError.self) { try EarthOrientation(finals2000A: broken) }
        #expect(error?.description.hasPrefix("Earth orientation table, line 2: expected UT1-UTC") == true)
        let gap = lines.split(separator: "\n").enumerated().filter { $0.offset != 1 }.map(\.element)
        #expect(throws: TimeError.self) { try EarthOrientation(finals2000A: gap.joined(separator: "\n")) }
        #expect(throws: TimeError.self) { try EarthOrientation(finals2000A: "") }
        #expect(throws: TimeError.self) { try EarthOrientation(finals2000A: "<html>") }
    }

    @Test func wholeFileIsSmoothThroughLeapSeconds() throws {
        guard let text = SharedData.text("earth/finals2000A.all") else { return }
        let table = try EarthOrientation(finals2000A: text)
        let midnight = try Instant(utc: "2017-01-01")
        let steps = stride(from: -3.0, through: 3, by: 0.5).map {
            table.ut1MinusTAISeconds(at: midnight.advanced(bySeconds: $0))
        }
        for (first, second) in zip(steps, steps.dropFirst()) { #expect(abs(second - first) < 1e-7) }
        #expect(table.value(at: try Instant(utc: "2026-11-22")).coverage != .outside)
        #expect(table.value(at: try Instant(utc: "2029-01-01")).coverage == .outside)
    }
}
