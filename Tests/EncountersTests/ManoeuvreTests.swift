import Encounters
import Frames
import NavigationData
import Orbits
import TestSupport
import Testing
import Timekeeping

/// Burns as announced: ignition in UTC, and change of speed in m/s or of mean height in km where told. Roscosmos by
/// RIA Novosti 2024-12-22 (04:10 Moscow, 1.3 m/s), TASS 2025-01-12 (18:45 Berlin, 3.2 km), G. Kowalski 2025-02-01
/// (09:58 Berlin, 3.2 km), Tsargrad 2025-02-20 (04:30 Moscow, 3.4 km), Pravda 2025-03-17 (16:00 GMT, 1.8 km),
/// www1.ru 2025-04-24 (03:08 Moscow, 1.22 m/s); NASA 2025-05-01 (18:10 EDT of the day before, 213 s). Those of
/// 2025-04-02, 06-19 and 07-16 were not found.
private let announced: [(ignition: String, deltaVMS: Double?, heightKm: Double?)] = [
    ("2024-12-22T01:10:00Z", 1.3, 2.3),
    ("2025-01-11T17:45:00Z", nil, 3.2),
    ("2025-02-01T08:58:00Z", nil, 3.2),
    ("2025-02-20T01:30:00Z", nil, 3.4),
    ("2025-03-17T16:00:00Z", nil, 1.8),
    ("2025-04-24T00:08:00Z", 1.22, 2.1),
    ("2025-04-30T22:10:00Z", nil, nil),
]

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

    /// Found within 6 h, once each, the speed within 0.1 m/s.
    @Test(arguments: announced)
    func agreesWithAnnouncements(ignition: String, deltaVMS: Double?, heightKm: Double?) throws {
        guard let series = series() else { return }
        let found = try manoeuvres(in: series)
        let time = instant(ignition)
        let burn = try #require(found.first { abs($0.time.secondsSince(time)) < 6 * 3600 })
        #expect(found.filter { abs($0.time.secondsSince(time)) < 86_400 }.count == 1)
        if let deltaVMS { #expect(abs(burn.deltaVMS - deltaVMS) < 0.1) }
        // The announced height is told to 0.1 km: 0.06 m/s.
        if let heightKm { #expect(abs(burn.semiMajorAxisChangeKm - heightKm) < 0.2, "\(burn)") }
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
