import Foundation
import NavigationData
import Orbits
import TestSupport
import Testing
import Timekeeping

private let noon = Instant(unixNanoseconds: 1_720_180_800_000_000_000)

private func elements(
    _ number: Int, hours: Double = 0, name: String = "", motion: Double = 15.5, eccentricity: Double = 0.001
) -> MeanElements {
    MeanElements(
        catalogueNumber: number, name: name, internationalDesignator: "1998-067A",
        epoch: noon.advanced(bySeconds: hours * 3600), inclinationDeg: 51.6, raanDeg: 10, eccentricity: eccentricity,
        argumentOfPerigeeDeg: 20, meanAnomalyDeg: 30, meanMotionRevPerDay: motion, bstar: 1e-4)
}

/// Reads what the writer wrote: records come from reading alone.
private func result(_ sets: [MeanElements]) -> ElementSetReader.Result {
    let output = ElementSetWriter.write(sets, as: .ommJSON, created: noon)
    return ElementSetReader.read(output.text, source: "f")
}

@Suite struct ElementSetCatalogueTests {
    @Test func newestEpochWins() {
        var catalogue = ElementSetCatalogue(result([elements(1), elements(2), elements(3), elements(4)]))
        let changes = catalogue.merge(
            result([elements(5), elements(4, hours: 1), elements(3, hours: -1), elements(2), elements(1, motion: 15.6)])
        )
        #expect(changes.added == [5])
        #expect(changes.renewed == [1, 4])
        #expect(changes.unchanged == [2])
        #expect(changes.olderThanHeld == [3])
        #expect((changes.repeated, changes.problems) == (0, 0))
        #expect(catalogue.elements.map(\.catalogueNumber) == [1, 2, 3, 4, 5])
        #expect(catalogue[3]?.elements.epoch == noon)
        #expect(catalogue[1]?.elements.meanMotionRevPerDay == 15.6)
    }

    @Test func oneSetForEachNumber() {
        let series = [0.0, 5, 3, 5, 1].map { elements(7, hours: $0) }
        var catalogue = ElementSetCatalogue()
        let changes = catalogue.merge(result(series))
        #expect((changes.added, changes.repeated, catalogue.count) == ([7], 4, 1))
        #expect(catalogue[7]?.elements.epoch == noon.advanced(bySeconds: 5 * 3600))
        #expect(catalogue.remove(catalogueNumber: 7) != nil && catalogue.isEmpty)
    }

    @Test func aNameThatTheNewerLeavesOutIsKept() {
        var catalogue = ElementSetCatalogue(result([elements(7, name: "ISS")]))
        #expect(catalogue.merge(result([elements(7)])).unchanged == [7])
        #expect(catalogue.merge(result([elements(7, hours: 1)])).renewed == [7])
        #expect(catalogue[7]?.elements.name == "ISS")
        #expect(catalogue.merge(result([elements(7, name: "ISS (ZARYA)")])).olderThanHeld == [7])
        #expect(catalogue[7]?.elements.name == "ISS")
    }

    @Test func problemsAreKept() {
        var catalogue = ElementSetCatalogue(ElementSetReader.read("A\n", source: "one"))
        #expect(catalogue.merge(ElementSetReader.read("B\n", source: "two")).problems == 1)
        #expect(catalogue.problems.map(\.source) == ["one", "two"])
    }

    @Test func emptyFilterLetsAllThroughAndConditionsAdd() {
        let iss = elements(25_544, name: "ISS (Zarya)")
        var filter = CatalogueFilter()
        #expect(filter.matches(iss, at: noon))
        filter.nameContains = "zARYA"
        filter.catalogueNumbers = [.init(min: 1, max: 5), .init(min: 25_544, max: 25_544)]
        filter.inclinationDeg = .init(min: 51, max: 52)
        filter.perigeeAltitudeKm = .init(min: 400, max: 500)
        filter.epochAgeDays = .init(max: 2)
        filter.regimes = [.leo]
        #expect(filter.matches(iss, at: noon))
        #expect(!filter.matches(iss, at: noon.advanced(bySeconds: 2.1 * 86_400)))
        filter.eccentricity = .init(min: 0.1)
        #expect(!filter.matches(iss, at: noon))
    }

    @Test(arguments: [
        ("1998", true), ("1998-067", true), ("98067", true), ("98067a", true), ("1998067A", true), ("1998-068", false),
        ("99", false), ("", true),
    ])
    func designators(prefix: String, matches: Bool) {
        var filter = CatalogueFilter()
        filter.internationalDesignatorPrefix = prefix
        #expect(filter.matches(elements(1), at: noon) == matches)
    }

    /// Bounds that nothing fits, and numbers that are none.
    @Test func nothingTraps() {
        var filter = CatalogueFilter()
        filter.periodMinutes = .init(min: 5, max: 1)
        #expect(!filter.matches(elements(1), at: noon))
        filter.periodMinutes = .init(min: .nan)
        #expect(!filter.matches(elements(1), at: noon))
        for motion in [0, -1, .nan, .infinity, 1e-300, 1e300] {
            _ = CatalogueFilter().matches(elements(1, motion: motion), at: .latest)
            _ = OrbitShape(elements(.min, motion: motion)).regime
        }
    }

    @Test(arguments: [
        (15.5, 0.001, OrbitRegime.leo), (2.0057, 0.01, .meo), (1.0027, 0.0001, .geo), (2.006, 0.7, .heo),
        (0.5, 0.01, .heo), (11.25, 0.0, .leo), (1.1, 0.0, .geo),
    ])
    func regimes(motion: Double, eccentricity: Double, regime: OrbitRegime) {
        #expect(OrbitRegime(elements(1, motion: motion, eccentricity: eccentricity)) == regime)
    }

    /// A geosynchronous orbit: 42 164 km from the centre (the textbook figure), to a kilometre.
    @Test func shape() {
        let shape = OrbitShape(elements(1, motion: 1.002_737_9, eccentricity: 0))
        #expect(abs(shape.semiMajorAxisKm - 42_164) < 1)
        #expect(abs(shape.perigeeAltitudeKm - 35_786) < 1 && abs(shape.apogeeAltitudeKm - 35_786) < 1)
    }

    @Test func filteredCatalogue() {
        guard let text = SharedData.text("tle/satcat_20240705.3le") else { return }
        let catalogue = ElementSetCatalogue(ElementSetReader.read(text, source: "f"))
        var filter = CatalogueFilter()
        filter.nameContains = "starlink"
        let names = catalogue.filtered(by: filter, at: noon).map(\.elements.name)
        #expect(names.count == text.split(whereSeparator: \.isNewline).count { $0.contains("STARLINK") })
        #expect(
            OrbitRegime.allCases.map { regime in
                filter = CatalogueFilter()
                filter.regimes = [regime]
                return catalogue.filtered(by: filter, at: noon).count
            }.reduce(0, +) == catalogue.count)
    }
}
