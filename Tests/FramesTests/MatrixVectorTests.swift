import Testing

@testable import Frames

/// Values and tolerances of the ERFA test program t_erfa_c.c (functions named beside them).
@Suite struct MatrixVectorTests {
    private let start = Matrix3((2, 3, 2), (3, 2, 3), (3, 4, 5))

    /// eraRy, eraRz and eraRxp, tolerance 1e-12.
    @Test func turns() {
        expect(
            .aboutY(0.3456789) * start,
            Matrix3(
                (0.8651847818978159930, 1.467194920539316554, 0.1875137911274457342), (3, 2, 3),
                (3.500207892850427330, 4.779889022262298150, 5.381899160903798712)), within: 1e-12)
        expect(
            .aboutZ(0.3456789) * start,
            Matrix3(
                (2.898197754208926769, 3.500207892850427330, 2.898197754208926769),
                (2.144865911309686813, 0.865184781897815993, 2.144865911309686813), (3, 4, 5)), within: 1e-12)
        let (x, y, z) = start.times(0.2, 1.5, 0.1)
        #expect(abs(x - 5.1) < 1e-12 && abs(y - 3.9) < 1e-12 && abs(z - 7.1) < 1e-12)
    }

    /// eraEcm06(2456165.5, 0.401182685), tolerance 1e-14.
    @Test func eclipticOfDate() {
        let t = (2_456_165.5 - 2_451_545 + 0.401182685) / 36_525
        expect(
            PrecessionAngles(t).eclipticMatrix,
            Matrix3(
                (0.9999952427708701137, -0.2829062057663042347e-2, -0.1229163741100017629e-2),
                (0.3084546876908653562e-2, 0.9174891871550392514, 0.3977487611849338124),
                (0.2488512951527405928e-5, -0.3977506604161195467, 0.9174935488232863071)), within: 1e-14)
    }

    /// eraFw2xy, tolerance 1e-14.
    @Test func poleOfAngles() {
        let angles = PrecessionAngles(
            gamma: -0.2243387670997992368e-5, phi: 0.4091014602391312982, psi: -0.9501954178013015092e-3,
            epsilon: 0.4091014316587367472)
        #expect(abs(angles.matrix.zx + 0.3779734957034082790e-3) < 1e-14)
        #expect(abs(angles.matrix.zy + 0.1924880848087615651e-6) < 1e-14)
    }

    /// eraC2ixy(2400000.5, 53736, …), whose s is that of the pole given, tolerance 1e-12.
    @Test func celestialMatrixOfAPole() {
        let t = (53_736.0 - 51_544.5) / 36_525
        let (x, y) = (0.5791308486706011000e-3, 0.4020579816732961219e-4)
        expect(
            .aboutZ(-cioLocatorRad(t, x: x, y: y)) * CelestialPole.poleMatrix(x, y),
            Matrix3(
                (0.9999998323037157138, 0.5581526349032241205e-9, -0.5791308491611263745e-3),
                (-0.2384257057469842953e-7, 0.9999999991917468964, -0.4020579110172324363e-4),
                (0.5791308486706011000e-3, 0.4020579816732961219e-4, 0.9999998314954627590)), within: 1e-12)
    }

    private func expect(_ matrix: Matrix3, _ expected: Matrix3, within tolerance: Double) {
        let difference = matrix + expected.scaled(by: -1)
        for column in [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)] {
            let (x, y, z) = difference.times(column.0, column.1, column.2)
            #expect(max(abs(x), abs(y), abs(z)) < tolerance)
        }
    }
}
