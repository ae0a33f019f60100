import Encounters
import Frames
import NavigationData
import Orbits
import TestSupport
import Testing
import Timekeeping

@Suite struct ScreeningTests {
    static let start = instant("2024-07-06T00:00:00Z")

    /// The approaches of `truth/iss_conjunctions_20240706.json` (python-sgp4 2.27, steps of 10 s, then refined): number,
    /// seconds from the start, km.
    static let approaches: [(number: Int, seconds: Double, km: Double)] = [
        (14_729, 4017.27434938336, 9.964052951558081), (13_791, 25_673.019021262997, 7.329438605583334),
        (50_996, 190_156.80334531673, 7.916188824738755), (47_522, 259_727.99171540956, 4.769530903965224),
        (13_845, 394_029.78702542314, 6.364979123436771), (50_994, 471_728.3951349637, 8.553231099745126),
        (53_949, 490_599.62577590666, 6.461029502366005), (48_041, 561_212.2333742669, 4.095966302884685),
        (55_249, 566_493.5826885651, 7.061459398048094), (43_089, 571_631.7743186727, 6.507448554671146),
        (52_423, 580_542.5227700907, 7.74616100549292), (52_423, 588_903.2009817243, 2.9263999480692804),
        (47_514, 594_249.809953495, 2.6064621549585056),
    ]
    /// Craft docked to the station that day, which the catalogue lists by themselves.
    static let docked = [49_044, 58_898, 58_961, 59_097, 59_294, 59_913, 59_968]

    /// The station, three that come near it and one docked to it: element sets of 2024-07-05 (Space-Track).
    static let sets = """
        ISS (ZARYA)
        1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991
        2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405
        FLOCK 4S 28
        1 47514U 21006DE  24187.45245342  .00038425  00000-0  65422-3 0  9995
        2 47514  97.3249 251.5067 0005018 143.2881 216.8716 15.51289961192756
        FLOCK 4S 37
        1 47522U 21006DN  24187.58424081  .00049148  00000-0  78380-3 0  9998
        2 47522  97.3358 253.4398 0004926 161.1160 199.0277 15.53070048192794
        ISS (NAUKA)
        1 49044U 21066A   24187.53445133  .00050475  00000-0  89733-3 0  9990
        2 49044  51.6378 224.4255 0010140  34.3231  81.9799 15.49612931461082
        OBJECT AF
        1 52423U 22047AF  24187.51743553  .00077602  00000-0  13421-2 0  9991
        2 52423  97.3887 275.1313 0004108 112.8593 247.3093 15.50678116122467
        """

    @Test func findsTheStationsApproaches() throws {
        let read = ElementSetReader.read(Self.sets, source: "test")
        #expect(read.problems.isEmpty)
        let objects = read.sets.map(\.elements)
        let result = try ConjunctionScreening(objects, from: Self.start, days: 7, withinKm: 10)
            .approaches(of: 0)
        try expectTruth(result, objects, Self.approaches.filter { [47_514, 47_522, 52_423].contains($0.number) })
        #expect(result.companions.map { objects[$0.secondary].catalogueNumber } == [49_044])
        #expect(result.isComplete)
        #expect(result.failures.isEmpty)
    }

    /// The station against every 40th object of the catalogue and all of the truth.
    @Test func findsAllThirteenInTheCatalogue() throws {
        guard let text = SharedData.text("tle/satcat_20240705.3le") else { return }
        let wanted = Set(Self.approaches.map(\.number) + Self.docked + [25_544])
        let sets = ElementSetReader.read(text, source: "catalogue").sets.map(\.elements)
        let objects = sets.enumerated().filter { $0 % 40 == 0 || wanted.contains($1.catalogueNumber) }.map(\.element)
        let station = try #require(objects.firstIndex { $0.catalogueNumber == 25_544 })
        let result = try ConjunctionScreening(objects, from: Self.start, days: 7, withinKm: 10, threads: 2)
            .approaches(of: station)
        try expectTruth(result, objects, Self.approaches)
        #expect(result.companions.map { objects[$0.secondary].catalogueNumber } == Self.docked)
        for companion in result.companions {
            #expect(abs(companion.leastDistanceKm - 6.841) < 0.001)
            #expect(companion.to > companion.from.advanced(bySeconds: 5600))
        }
    }

    private func expectTruth(
        _ result: ScreeningResult, _ objects: [MeanElements], _ truth: [(number: Int, seconds: Double, km: Double)]
    ) throws {
        try #require(result.approaches.count == truth.count)
        for (found, true_) in zip(result.approaches, truth) {
            #expect(objects[found.secondary].catalogueNumber == true_.number)
            #expect(abs(found.timeOfClosestApproach.secondsSince(Self.start) - true_.seconds) < 0.001)
            #expect(abs(found.missDistanceKm - true_.km) < 0.0001)
            let (r, t, n) = (found.radialKm, found.inTrackKm, found.crossTrackKm)
            #expect(abs((r * r + t * t + n * n).squareRoot() - found.missDistanceKm) < 1e-9)
            #expect(!found.atWindowEdge)
        }
    }

    @Test func threadsChangeNothing() throws {
        let objects = SyntheticCatalogue(seed: 3).objects(150)
        let results = try [1, 2, 3].map { threads in
            try ConjunctionScreening(objects, from: Self.start, days: 0.1, withinKm: 100, threads: threads)
                .allApproaches()
        }
        #expect(results[0].approaches.count > 20)
        #expect(results[0] == results[1])
        #expect(results[0] == results[2])
    }

    @Test func instructionSetsChangeNothing() throws {
        let objects = SyntheticCatalogue(seed: 3).objects(150)
        func screening(_ set: InstructionSet) throws -> ConjunctionScreening {
            try ConjunctionScreening(objects, from: Self.start, days: 0.1, withinKm: 100, instructionSet: set)
        }
        let widest = try screening(.widest)
        for set in InstructionSet.allCases where set < .widest {
            let (one, other) = (try screening(set).allApproaches(), widest.allApproaches())
            #expect(one.approaches.count > 20 && one.approaches.count == other.approaches.count)
            #expect(
                one.approaches.map { [$0.primary, $0.secondary] }
                    == other.approaches.map { [$0.primary, $0.secondary] })
            for (left, right) in zip(one.approaches, other.approaches) {
                #expect(abs(left.missDistanceKm - right.missDistanceKm) < 1e-9)
            }
            #expect(
                try screening(set).approaches(of: 0).approaches.map(\.secondary)
                    == widest.approaches(of: 0).approaches.map(\.secondary))
        }
    }

    @Test func listsCompanionsOnce() throws {
        var objects = SyntheticCatalogue(seed: 5).objects(3)
        var follower = objects[0]
        follower.meanAnomalyDeg += 0.02
        objects += [follower, objects[1]]
        let screening = try ConjunctionScreening(objects, from: Self.start, days: 0.5, withinKm: 5)
        let all = screening.allApproaches()
        #expect(all.approaches.isEmpty)
        #expect(all.companions.map { [$0.primary, $0.secondary] } == [[0, 3], [1, 4]])
        let (near, same) = (try #require(all.companions.first), try #require(all.companions.last))
        // 0.02° of mean anomaly along an orbit of about 6930 km.
        #expect(near.leastDistanceKm > 2.3 && near.greatestDistanceKm < 2.5)
        #expect(same.leastDistanceKm == 0 && same.greatestDistanceKm == 0)
        #expect(near.from == Self.start && near.to == Self.start.advanced(bySeconds: 43_200))
        #expect(try screening.approaches(of: 3).companions.map(\.secondary) == [0])
    }

    @Test func listsObjectsThatFail() throws {
        var objects = SyntheticCatalogue(seed: 9).objects(3)
        (objects[1].meanMotionRevPerDay, objects[1].bstar) = (16.3, 0.005)
        objects[2].eccentricity = 1.5
        let result = try ConjunctionScreening(objects, from: Self.start, days: 3, withinKm: 5).allApproaches()
        #expect(result.failures.map(\.object) == [1, 2])
        let (decayed, refused) = (try #require(result.failures.first), try #require(result.failures.last))
        guard case .propagation(let error) = decayed.cause, case .propagation(let refusal) = refused.cause else {
            Issue.record("\(decayed), \(refused)")
            return
        }
        #expect(error.code == 6 || error.code == 1)
        #expect(decayed.until == nil && refused.until == nil)
        #expect(decayed.from > Self.start && decayed.from < Self.start.advanced(bySeconds: 3 * 86_400))
        let orbit = try SGP4(objects[1])
        #expect(throws: OrbitError.self) { try orbit.state(at: decayed.from.advanced(bySeconds: 0.002)) }
        #expect(throws: Never.self) { try orbit.state(at: decayed.from.advanced(bySeconds: -0.002)) }
        #expect(refusal.code == nil && refused.from == Self.start)
        let screening = try ConjunctionScreening(objects, from: Self.start, days: 1, withinKm: 5)
        #expect(throws: ScreeningError.self) { try screening.approaches(of: 2) }
    }

    /// Two decaying pieces of 2024-07-05 (Space-Track). python-sgp4 2.27 gives 58566 error 6 until 6,436 s and states
    /// from then on, and 12279 states 2.5 million km away without any error.
    @Test func tellsTheSpanAndTheCauseOfFailures() throws {
        let sets = """
            1 12279U 78026DX  24182.31230348  .07997913  37479+0  17080-1 0  9996
            2 12279  98.7420 199.7459 0016187 236.8557 123.1170 16.09374307259861
            1 58566U 23174CX  24177.75805186  .03420566  26406-1  51906-2 0  9996
            2 58566  97.4255 257.9706 0018158 262.2268  97.6954 16.09092282 35390
            """
        let objects = ElementSetReader.read(sets, source: "test").sets.map(\.elements)
        let result = try ConjunctionScreening(objects, from: Self.start, days: 0.1, withinKm: 5).allApproaches()
        #expect(result.failures.map(\.object) == [0, 1])
        let (runaway, late) = (try #require(result.failures.first), try #require(result.failures.last))
        #expect(runaway.cause == .runaway)
        guard case .propagation(let error) = late.cause else {
            Issue.record("\(late)")
            return
        }
        #expect(late.from == Self.start && error.code == 6)
    }

    /// The search of one object asks between pieces of a long window: most of its questions come before one group is
    /// through.
    @Test func asksWithinALongWindow() throws {
        let objects = SyntheticCatalogue(seed: 5).objects(3)
        let screening = try ConjunctionScreening(objects, from: Self.start, days: 60, withinKm: 5)
        var parts = Set<Double>()
        _ = try screening.approaches(of: 0) { part in
            parts.insert(part)
            return true
        }
        #expect(parts.count >= 5, "\(parts.count)")
    }

    @Test func stopsWhenAsked() throws {
        let objects = SyntheticCatalogue(seed: 5).objects(20)
        let screening = try ConjunctionScreening(objects, from: Self.start, days: 1, withinKm: 20)
        var parts = [Double]()
        let stopped = screening.allApproaches { part in
            parts.append(part)
            return part < 0.2
        }
        #expect(!stopped.isComplete)
        #expect(try !screening.approaches(of: 0) { _ in false }.isComplete)
        let whole = screening.allApproaches()
        #expect(whole.isComplete && whole.approaches.count > stopped.approaches.count)
        #expect(parts == parts.sorted() && parts.first == 0)
    }

    @Test func refusesUnusableNumbers() {
        let objects = SyntheticCatalogue(seed: 5).objects(2)
        for (days, km, threads) in [
            (0.0, 5.0, 1), (-1, 5, 1), (.nan, 5, 1), (1, 0, 1), (1, .infinity, 1), (1, 5, 0), (1e9, 5, 1),
        ] {
            #expect(throws: ScreeningError.self) {
                try ConjunctionScreening(objects, from: Self.start, days: days, withinKm: km, threads: threads)
            }
        }
        #expect(throws: ScreeningError.self) {
            try ConjunctionScreening(objects, from: Self.start, days: 1, withinKm: 5).approaches(of: 2)
        }
    }
}
