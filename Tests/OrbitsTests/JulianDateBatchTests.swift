import Frames
import Orbits
import Testing
import Timekeeping

/// Orbits thrown out by their drag terms move by metres within a picosecond: asked by Julian date, batch and single
/// propagator stand within 1 mm of python-sgp4 2.27 (`Satrec.sgp4(jd, fr)`, WGS 72, improved mode), with its codes.
@Suite struct JulianDateBatchTests {
    private typealias Vector = (code: UInt8, xKm: Double, yKm: Double, zKm: Double)

    private static let dates = [
        (2460496.5, 0.5), (2460497.5, 0.3333333333333333), (2460499.5, 0.7), (2460500.5, 0.123456789), (2460503.5, 0.9),
    ].map { JulianDate<UTC>(day: $0.0, fraction: $0.1) }

    /// Element sets of 2024-07-05 (Space-Track): three that decay, and the station.
    private static let objects: [(lines: (Substring, Substring), vectors: [Vector])] = [
        (
            (
                "1 12279U 78026DX  24182.31230348  .07997913  37479+0  17080-1 0  9996",
                "2 12279  98.7420 199.7459 0016187 236.8557 123.1170 16.09374307259861"
            ),
            [
                (0, 1068610.797184103, 514588.1646905259, -228479.02094332638),
                (0, -1381201.339757297, -83206.37992553518, 3851848.8115735576),
                (0, 47842394.92349241, 32126419.8015045, 6151880.306247073),
                (0, -60092597.554294266, -30309488.17722251, 52986090.28923296),
                (1, 0, 0, 0),
            ]
        ),
        (
            (
                "1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991",
                "2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405"
            ),
            [
                (0, -4038.6174149233866, 1777.2815789444899, -5177.79759690952),
                (0, -1392.3296846773492, 4197.859421139861, -5172.964447053481),
                (0, 6125.135555483354, 804.3403509849542, 2828.4853897995963),
                (0, -6283.996226622609, -2458.4008220715887, -783.9175005025902),
                (0, 6321.80109658979, 2046.2481127629387, -1457.0234929290325),
            ]
        ),
        (
            (
                "1 58563U 23174CU  24178.15220147  .04588223  45532-1  60031-2 0  9992",
                "2 58563  97.4296 258.7342 0019869 268.1834  91.7174 16.10919597 35478"
            ),
            [
                (0, -7691.420543803104, 24538.108145252245, 58495.01246100601),
                (0, -2824.884376088992, 145680.37984388068, -2722.3600618955265),
                (1, 0, 0, 0),
                (1, 0, 0, 0),
                (1, 0, 0, 0),
            ]
        ),
        (
            (
                "1 58566U 23174CX  24177.75805186  .03420566  26406-1  51906-2 0  9996",
                "2 58566  97.4255 257.9706 0018158 262.2268  97.6954 16.09092282 35390"
            ),
            [
                (6, 0, 0, 0),
                (0, -1144.2131124744583, -1569.701042791373, 8924.010652350746),
                (0, -8006.219776346517, 87631.8953874204, 16828.41190785506),
                (0, 1746.6330302140361, -110694.81031160682, 51098.998168280494),
                (0, 221085.11448348788, -681743.2836684542, -812142.3009258867),
            ]
        ),
    ]

    @Test(arguments: SGP4BatchTests.instructionSets)
    func standsWherePythonStands(_ instructionSet: InstructionSet) throws {
        let sets = Self.objects.map { elements($0.lines.0, $0.lines.1) }
        let batch = SGP4Batch(sets, instructionSet: instructionSet)
        let table = StateTable(objectCount: sets.count, timeCount: Self.dates.count)
        #expect(batch.propagate(PropagationTimes(julianDates: Self.dates), into: table))
        for (object, set) in sets.enumerated() {
            let single = try SGP4(set)
            for (time, vector) in Self.objects[object].vectors.enumerated() {
                #expect(table.code(object: object, time: time) == vector.code)
                guard vector.code == 0 else {
                    let error = #expect(throws: OrbitError.self) { try single.state(at: Self.dates[time]) }
                    #expect(error?.code.map(UInt8.init) == vector.code)
                    continue
                }
                let truth = Position<TEME>(xKm: vector.xKm, yKm: vector.yKm, zKm: vector.zKm)
                let state = try #require(table.state(object: object, time: time))
                #expect(distanceKm(state.position, truth) <= 1e-6, "\(set.catalogueNumber) \(time)")
                let alone = try single.state(at: Self.dates[time])
                #expect(distanceKm(alone.position, truth) <= 1e-6, "\(set.catalogueNumber) \(time)")
                #expect(abs(alone.epoch.secondsSince(Instant(julianDate: Self.dates[time]))) < 1e-9)
            }
        }
    }
}
