import Encounters
import NavigationData
import Orbits
import TestSupport
import Testing
import Timekeeping

/// What every pair looked at every ten seconds has, the screening has too, and no more.
@Suite struct ScreeningBruteForceTests {
    private typealias Truth = (numbers: Set<Int>, seconds: Double, km: Double)

    @Test func findsWhatBruteForceFindsInLowOrbits() throws {
        let objects = SyntheticCatalogue(seed: 20_240_706).objects(90)
        try expectBruteForce(objects, days: 0.15, withinKm: 100, atLeast: 60)
    }

    @Test func findsWhatBruteForceFindsInHighOrbits() throws {
        let objects = SyntheticCatalogue(seed: 20_240_707).highObjects(80)
        let found = try expectBruteForce(objects, days: 0.5, withinKm: 400, atLeast: 70)
        // Of each kind some meet another kind.
        let mixed = Set(found.map { Set([$0.primary % 4, $0.secondary % 4]) })
        #expect(mixed.isSuperset(of: [[0], [1, 3]]), "\(mixed)")
    }

    @discardableResult
    private func expectBruteForce(
        _ objects: [MeanElements], days: Double, withinKm: Double, atLeast count: Int
    ) throws -> [CloseApproach] {
        let result = try ConjunctionScreening(
            objects, from: ScreeningTests.start, days: days, withinKm: withinKm
        ).allApproaches()
        let companions = Set(result.companions.map { [$0.primary, $0.secondary] })
        let truth = bruteForce(objects, days: days, withinKm: withinKm).filter {
            !companions.contains([$0.primary, $0.secondary])
        }
        #expect(truth.count > count, "\(truth.count)")
        try #require(result.approaches.count == truth.count)
        for (found, expected) in zip(result.approaches, truth) {
            #expect([found.primary, found.secondary] == [expected.primary, expected.secondary])
            #expect(abs(found.timeOfClosestApproach.secondsSince(ScreeningTests.start) - expected.seconds) < 0.001)
            #expect(abs(found.missDistanceKm - expected.km) < 1e-6)
        }
        let chosen = truth[0].secondary
        let one = try ConjunctionScreening(objects, from: ScreeningTests.start, days: days, withinKm: withinKm)
            .approaches(of: chosen)
        let expected = truth.filter { $0.primary == chosen || $0.secondary == chosen }
        #expect(one.approaches.map(\.secondary) == expected.map { $0.primary == chosen ? $0.secondary : $0.primary })
        return result.approaches
    }

    /// 202 566 pairs of the public catalogue, half of the objects with periods above 225 minutes, against python-sgp4:
    /// `Tests/Vectors/approaches-sample.csv`, written by `Tools/screening-truth`.
    @Test func findsWhatPythonFindsInTheCatalogue() throws {
        guard let text = SharedData.text("tle/satcat_20240705.3le") else { return }
        let lines = vectorLines("approaches-sample.csv")
        let numbers = Set(
            try #require(lines.first { $0.hasPrefix("# objects: ") }).split(separator: " ").compactMap { Int($0) })
        let objects = ElementSetReader.read(text, source: "catalogue").sets.map(\.elements)
            .filter { numbers.contains($0.catalogueNumber) }
        #expect(objects.count == 637 && numbers.count == 637)
        let result = try ConjunctionScreening(objects, from: ScreeningTests.start, days: 1, withinKm: 50, threads: 2)
            .allApproaches()
        func pair(_ one: Int, _ two: Int) -> Set<Int> { [objects[one].catalogueNumber, objects[two].catalogueNumber] }
        // Neighbours over a whole revolution are told once, with the least of their distances.
        let companions = Dictionary(
            result.companions.map { (pair($0.primary, $0.secondary), $0.leastDistanceKm) }, uniquingKeysWith: min)
        let all = lines.filter { !$0.hasPrefix("#") }.map { line -> Truth in
            let fields = line.split(separator: ";").compactMap { Double($0) }
            return ([Int(fields[0]), Int(fields[1])], fields[2], fields[3])
        }
        for (numbers, least) in companions {
            let told = try #require(all.filter { $0.numbers == numbers }.map(\.km).min())
            #expect(abs(least - told) < 0.05, "\(numbers)")
        }
        let truth = all.filter { companions[$0.numbers] == nil }
        #expect(truth.count > 600, "\(truth.count)")
        try #require(result.approaches.count == truth.count)
        for (found, expected) in zip(result.approaches, truth) {
            #expect(pair(found.primary, found.secondary) == expected.numbers)
            #expect(abs(found.timeOfClosestApproach.secondsSince(ScreeningTests.start) - expected.seconds) < 0.001)
            #expect(abs(found.missDistanceKm - expected.km) < 0.0001)
        }
    }
}
