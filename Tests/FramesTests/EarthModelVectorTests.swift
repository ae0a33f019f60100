import Testing

@testable import Frames

/// Values and tolerances of the ERFA test program t_erfa_c.c (functions named beside them).
@Suite struct EarthModelVectorTests {
    /// Centuries of TT at 2400000.5 + 53736.0.
    private let t = (53_736.0 - 51_544.5) / 36_525

    /// eraFal03, eraFad03, eraFaom03, eraFame03 … eraFaur03, eraFapa03 at t = 0.80, tolerance 1e-12.
    @Test func fundamentalArguments() {
        let values = FundamentalArguments.conventional(0.80).values
        #expect(values.count == 14)
        let expected = [
            (0, 5.132369751108684150), (3, 1.946709205396925672), (4, -5.973618440951302183),
            (5, 5.417338184297289661), (6, 3.424900460533758000), (7, 1.744713738913081846),
            (8, 3.275506840277781492), (9, 5.275711665202481138), (11, 5.180636450180413523),
            (13, 0.1950884762240000000e-1),
        ]
        for (index, value) in expected { #expect(abs(values[index] - value) < 1e-12) }
    }

    @Test func ratesAreThoseOfTheAngles() {
        let (arguments, later) = (FundamentalArguments.conventional(0.2), FundamentalArguments.conventional(0.2 + 1e-6))
        for index in arguments.values.indices {
            let change = (later.values[index] - arguments.values[index]) / 1e-6
            #expect(abs(change - arguments.rates[index]) < 1e-6 * max(1, abs(arguments.rates[index])))
        }
    }

    /// eraNut00a, tolerance 1e-13; eraPn06a (the 2006 adjustment), tolerance 1e-12.
    @Test func nutation() {
        let angles = NutationAngles.iau2000A(t)
        #expect(abs(angles.longitudeRad + 0.9630909107115518431e-5) < 1e-13)
        #expect(abs(angles.obliquityRad - 0.4063239174001678710e-4) < 1e-13)
        let adjusted = NutationAngles.iau2006A(t)
        #expect(abs(adjusted.longitudeRad + 0.9630912025820308797e-5) < 1e-13)
        #expect(abs(adjusted.obliquityRad - 0.4063238496887249798e-4) < 1e-13)
    }

    /// eraXys06a, tolerances 1e-14, 1e-15, 1e-18; eraS06 with its own X, Y, tolerance 1e-18.
    @Test func pole() {
        let pole = CelestialPole(t)
        #expect(abs(pole.x - 0.5791308482835292617e-3) < 1e-14)
        #expect(abs(pole.y - 0.4020580099454020310e-4) < 1e-15)
        #expect(abs(pole.locatorRad + 0.1220032294164579896e-7) < 1e-18)
        let locator = cioLocatorRad(t, x: 0.5791308486706011000e-3, y: 0.4020579816732961219e-4)
        #expect(abs(locator + 0.1220032213076463117e-7) < 1e-18)
    }

    /// eraC2i06a and eraC2ixys, tolerance 1e-12.
    @Test func celestialMatrix() {
        expect(
            CelestialPole(t).matrix,
            Matrix3(
                (0.9999998323037159379, 0.5581121329587613787e-9, -0.5791308487740529749e-3),
                (-0.2384253169452306581e-7, 0.9999999991917467827, -0.4020579392895682558e-4),
                (0.5791308482835292617e-3, 0.4020580099454020310e-4, 0.9999998314954628695)), within: 1e-12)
        let matrix =
            Matrix3.aboutZ(0.1220040848472271978e-7)
            * CelestialPole.poleMatrix(0.5791308486706011000e-3, 0.4020579816732961219e-4)
        expect(
            matrix,
            Matrix3(
                (0.9999998323037157138, 0.5581984869168499149e-9, -0.5791308491611282180e-3),
                (-0.2384261642670440317e-7, 0.9999999991917468964, -0.4020579110169668931e-4),
                (0.5791308486706011000e-3, 0.4020579816732961219e-4, 0.9999998314954627590)), within: 1e-12)
    }

    /// eraBp06: bias and bias-precession matrices at 2400000.5 + 50123.9999, tolerance 1e-14 (1e-12 on the diagonal).
    @Test func biasAndPrecession() {
        let bias = FrameRotation<GCRF, EME2000>.frameBias.matrix
        expect(
            bias,
            Matrix3(
                (0.9999999999999942497, -0.7078368960971557145e-7, 0.8056213977613185606e-7),
                (0.7078368694637674333e-7, 0.9999999999999969484, 0.3305943742989134124e-7),
                (-0.8056214211620056792e-7, -0.3305943172740586950e-7, 0.9999999999999962084)), within: 1e-14)
        let t = (50_123.9999 - 51_544.5) / 36_525
        expect(
            PrecessionAngles(t).matrix,
            Matrix3(
                (0.9999995505176007047, 0.8695404617348208406e-3, 0.3779735201865589104e-3),
                (-0.8695404723772031414e-3, 0.9999996219496027161, -0.1361752497080270143e-6),
                (-0.3779734957034089490e-3, -0.1924880847894457113e-6, 0.9999999285679971958)), within: 1e-14)
    }

    /// eraPnm06a at 2400000.5 + 50123.9999 and eraFw2m, tolerance 1e-14 (1e-12 on the diagonal and for eraFw2m).
    @Test func precessionNutationMatrix() {
        let t = (50_123.9999 - 51_544.5) / 36_525
        let nutation = NutationAngles.iau2006A(t)
        let angles = PrecessionAngles(t).nutated(
            longitudeRad: nutation.longitudeRad, obliquityRad: nutation.obliquityRad)
        expect(
            angles.matrix,
            Matrix3(
                (0.9999995832794205484, 0.8372382772630962111e-3, 0.3639684771140623099e-3),
                (-0.8372533744743683605e-3, 0.9999996486492861646, 0.4132905944611019498e-4),
                (-0.3639337469629464969e-3, -0.4163377605910663999e-4, 0.9999999329094260057)), within: 1e-14)
        let given = PrecessionAngles(
            gamma: -0.2243387670997992368e-5, phi: 0.4091014602391312982, psi: -0.9501954178013015092e-3,
            epsilon: 0.4091014316587367472)
        #expect(abs(given.matrix.zx + 0.3779734957034082790e-3) < 1e-14)
        #expect(abs(given.matrix.zy + 0.1924880848087615651e-6) < 1e-14)
        #expect(abs(given.matrix.xy - 0.8695404617348192957e-3) < 1e-12)
    }

    /// eraP06e at 2400000.5 + 52541.0, tolerance 1e-14.
    @Test func meanObliquity() {
        #expect(abs(PrecessionAngles((52_541.0 - 51_544.5) / 36_525).epsilon - 0.4090864054922431688) < 1e-14)
    }

    /// eraEors, tolerance 1e-14, and eraGst06a as ERA − EO, tolerance 1e-12.
    @Test func equationOfOrigins() {
        let matrix = Matrix3(
            (0.9999989440476103608, -0.1332881761240011518e-2, -0.5790767434730085097e-3),
            (0.1332858254308954453e-2, 0.9999991109044505944, -0.4097782710401555759e-4),
            (0.5791308472168153320e-3, 0.4020595661593994396e-4, 0.9999998314954572365))
        let origins = CelestialPole.equationOfOriginsRad(matrix, locatorRad: -0.1220040848472271978e-7)
        #expect(abs(origins + 0.1332882715130744606e-2) < 1e-14)
        let angle = UT1Days(whole: 2191, part: 0.5).earthRotationAngleRad
        #expect(abs(angle - CelestialPole(t).equationOfOriginsRad - 1.754166137675019159) < 1e-12)
    }

    /// eraPom00 (tolerance 1e-16, 1e-12 on the diagonal), eraSp00 (1e-12) and eraC2tcio (1e-12).
    @Test func terrestrialPole() {
        #expect(abs(TerrestrialPole.locatorRad((52_541.0 - 51_544.5) / 36_525) + 0.6216698469981019309e-11) < 1e-18)
        let pole = TerrestrialPole(
            xRad: 2.55060238e-7, yRad: 1.860359247e-6, locatorRad: -0.1367174580728891460e-10)
        expect(
            pole.matrix,
            Matrix3(
                (0.9999999999999674721, -0.1367174580728846989e-10, 0.2550602379999972345e-6),
                (0.1414624947957029801e-10, 0.9999999999982695317, -0.1860359246998866389e-5),
                (-0.2550602379741215021e-6, 0.1860359247002414021e-5, 0.9999999999982370039)), within: 2e-16)
        // eraC2txy: X = 0.57913084867e-3, Y = 0.402057981673e-4, both times 2400000.5 + 53736.0.
        let (x, y) = (0.5791308486706011000e-3, 0.4020579816732961219e-4)
        let celestial = Matrix3.aboutZ(-cioLocatorRad(t, x: x, y: y)) * CelestialPole.poleMatrix(x, y)
        let terrestrial = TerrestrialPole(
            xRad: 2.55060238e-7, yRad: 1.860359247e-6, locatorRad: TerrestrialPole.locatorRad(t))
        let angle = UT1Days(whole: 2191, part: 0.5).earthRotationAngleRad
        expect(
            terrestrial.matrix * (.aboutZ(angle) * celestial),
            Matrix3(
                (-0.1810332128306279253, 0.9834769806938520084, 0.6555551248057665829e-4),
                (-0.9834768134136142314, -0.1810332203649529312, 0.5749800843594139912e-3),
                (0.5773474028619264494e-3, 0.3961816546911624260e-4, 0.9999998325501746670)), within: 1e-12)
    }

    private func expect(_ matrix: Matrix3, _ expected: Matrix3, within tolerance: Double) {
        for (row, other) in [(matrix.x, expected.x), (matrix.y, expected.y), (matrix.z, expected.z)] {
            for (value, wanted) in zip(row, other) { #expect(abs(value - wanted) < tolerance) }
        }
    }
}

extension Matrix3 {
    fileprivate var x: [Double] { [xx, xy, xz] }
    fileprivate var y: [Double] { [yx, yy, yz] }
    fileprivate var z: [Double] { [zx, zy, zz] }
}
