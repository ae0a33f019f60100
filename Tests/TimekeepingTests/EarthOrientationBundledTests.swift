import TestSupport
import Testing
import Timekeeping

@Suite struct EarthOrientationBundledTests {
    /// Lines of IERS finals2000A.all, columns as they stand there.
    @Test func agreesWithSingleLines() throws {
        let bundled = EarthOrientation.bundled
        let first = bundled.value(at: try Instant(utc: "1973-01-02"))
        #expect((first.xPoleArcsec, first.yPoleArcsec, first.ut1MinusUTCSeconds) == (0.120733, 0.136966, 0.8084178))
        #expect((first.dXMas, first.dYMas, first.coverage) == (-0.766, -0.720, .measured))
        let last = bundled.value(at: try Instant(utc: "2026-10-22"))
        #expect((last.xPoleArcsec, last.yPoleArcsec, last.ut1MinusUTCSeconds) == (0.149159, 0.317685, -0.0428601))
        #expect((last.dXMas, last.dYMas, last.coverage) == (0.271, 0.162, .predicted))
        let end = bundled.value(at: try Instant(utc: "2027-10-29"))
        #expect((end.xPoleArcsec, end.yPoleArcsec, end.ut1MinusUTCSeconds) == (0.179319, 0.276208, -0.2081431))
        #expect(end.coverage == .predicted)
    }

    @Test func tellsHowFarItReaches() throws {
        let bundled = EarthOrientation.bundled
        #expect(bundled.days == 41_684...61_707)
        #expect(bundled.measuredDays == 41_684...61_335)
        let expires = try #require(bundled.expires())
        #expect(expires.iso8601UTC() == "2027-10-29T00:00:00.000Z")
        #expect(bundled.value(at: expires.advanced(bySeconds: 1)).coverage == .outside)
        #expect(EarthOrientation.none.measuredDays == nil && EarthOrientation.none.expires() == nil)
    }

    /// In every digit: the packing loses nothing.
    @Test func isTheFile() throws {
        guard let text = SharedData.text("earth/finals2000A.all") else { return }
        let file = try EarthOrientation(finals2000A: text)
        #expect(file.days == EarthOrientation.bundled.days)
        #expect(file == .bundled)
    }
}
