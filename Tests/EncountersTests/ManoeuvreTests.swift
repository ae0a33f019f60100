import Encounters
import Frames
import NavigationData
import Orbits
import TestSupport
import Testing
import Timekeeping

/// The station's element sets of December 2024 to July 2025, in which ten steps of the orbit stand out by eye.
@Suite struct ManoeuvreTests {
    private func series() -> [MeanElements]? {
        SharedData.text("tle/iss_25544_tle_series_2024-12_2025-07.txt").map {
            ElementSetReader.read($0, source: "series").sets.map(\.elements)
        }
    }

    /// The rise of the semi-major axis between neighbouring sets, read from the file itself, gives days and sizes.
    @Test func findsTheReboosts() throws {
        guard let series = series() else { return }
        let found = try manoeuvres(in: series)
        let expected = [
            ("2024-12-22", 1.27), ("2025-01-11", 1.77), ("2025-02-01", 1.80), ("2025-02-20", 1.90),
            ("2025-03-17", 0.97),
            ("2025-04-02", 2.03), ("2025-04-24", 1.22), ("2025-04-30", 0.25), ("2025-06-19", 0.30),
            ("2025-07-16", 1.09),
        ]
        #expect(found.count == expected.count)
        for (burn, truth) in zip(found, expected) {
            #expect(abs(burn.time.secondsSince(instant(truth.0)) - 43_200) < 64_800, "\(burn.time)")
            #expect(abs(burn.deltaVMS - truth.1) < 0.1)
            #expect(burn.deltaVErrorMS < 0.03)
            #expect(burn.lastBefore <= burn.time && burn.time <= burn.firstAfter)
        }
    }

    /// NASA's ephemeris of 2025-02-26 lists no burn until 2025-03-13.
    @Test func findsNoneWhereNoneIsPlanned() throws {
        guard let series = series() else { return }
        let (from, to) = (instant("2025-02-26T12:00:00Z"), instant("2025-03-13T12:00:00Z"))
        let found = try manoeuvres(in: series)
        #expect(!found.contains { $0.firstAfter > from && $0.lastBefore < to })
        #expect(try manoeuvres(in: series.filter { from <= $0.epoch && $0.epoch <= to }) == [])
    }

    @Test func orderAndRepeatsDoNotMatter() throws {
        guard let series = series() else { return }
        #expect(try manoeuvres(in: series.reversed() + series.prefix(50)).count == 10)
    }

    @Test func fewSetsAndOtherObjects() throws {
        let (one, other) = (try iss().elements, try molniya().elements)
        #expect(try manoeuvres(in: []) == [])
        #expect(try manoeuvres(in: [one]) == [])
        #expect(throws: EncounterError.self) { try manoeuvres(in: [one, other]) }
    }
}
