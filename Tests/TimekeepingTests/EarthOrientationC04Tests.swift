import Foundation
import Testing
import Timekeeping

/// Lines of the IERS file eopc04.1962-now (series 20).
private let series20 = """
    # EOP (IERS) 20 C04 TIME SERIES  consistent with ITRF 2020 - sampled at 0h UTC
    1962   1   1   0  37665.00   -0.012700    0.213000   0.0326338    0.000000    0.000000    0.000000    0.000000   0.0017230    0.030000    0.030000   0.0020000    0.004774    0.002000    0.000000    0.000000   0.0014000
    1962   1   2   0  37666.00   -0.015900    0.214100   0.0320547    0.000383   -0.000121    0.000000    0.000000   0.0016690    0.030000    0.030000   0.0020000    0.004774    0.002000    0.000000    0.000000   0.0014000
    """

/// The same days in the layout of series 14.
private let series14 = """

        Date      MJD      x          y        UT1-UTC       LOD         dX        dY
                           "          "           s           s          "         "
         (0h UTC)
    1962   1   1  37665  -0.012700   0.213000   0.0326338   0.0017230   0.000000   0.000000   0.030000   0.030000  0.0020000  0.0014000    0.004774    0.002000
    1962   1   2  37666  -0.015900   0.214100   0.0320547   0.0016690   0.000383  -0.000121   0.030000   0.030000  0.0020000  0.0014000    0.004774    0.002000
    """

@Suite struct EarthOrientationC04Tests {
    @Test(arguments: [series20, series14])
    func readsBothLayouts(text: String) throws {
        let table = try EarthOrientation(eopC04: text)
        #expect(table.days == 37_665...37_666)
        let value = table.value(at: try Instant(utc: "1962-01-02"))
        #expect((value.xPoleArcsec, value.yPoleArcsec) == (-0.015900, 0.214100))
        #expect((value.ut1MinusUTCSeconds, value.coverage) == (0.0320547, .measured))
        #expect(abs(value.dXMas - 0.383) < 1e-12 && abs(value.dYMas + 0.121) < 1e-12)
    }

    @Test func refusesBrokenText() {
        let broken = series20.replacingOccurrences(of: "0.214100", with: "0.2141x0")
        let error = #expect(throws: TimeError.self) { try EarthOrientation(eopC04: broken) }
        #expect(error?.description.hasPrefix("Earth orientation table, line 3: expected `year month") == true)
        let gap = series20.replacingOccurrences(of: "37666.00", with: "37667.00")
        #expect(throws: TimeError.self) { try EarthOrientation(eopC04: gap) }
        #expect(throws: TimeError.emptyTable(table: "Earth orientation table")) {
            try EarthOrientation(eopC04: "<html>\n1 2 3\n\n")
        }
        #expect(throws: TimeError.self) { try EarthOrientation(eopC04: "1 2 3 1e400 nan inf 5 6 7 8 9\n") }
    }
}
