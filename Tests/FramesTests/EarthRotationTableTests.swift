import Frames
import TestSupport
import Testing
import Timekeeping

/// Three days of the IERS file finals2000A.all.
let threeDaysOfOrientation = """
    24 7 6 60497.00 I  0.104422 0.000021  0.478133 0.000010  I 0.0027385 0.0000188 -1.6030 0.0106  I     0.387    0.383    -0.112    0.101  0.104384  0.478116  0.0027521     0.383    -0.121  
    24 7 7 60498.00 I  0.106594 0.000022  0.478200 0.000025  I 0.0042562 0.0000149 -1.4841 0.0117  I     0.380    0.378    -0.124    0.144  0.106626  0.478237  0.0043158     0.391    -0.155  
    24 7 8 60499.00 I  0.108594 0.000022  0.478400 0.000025  P 0.0056562 0.0000149 -1.4841 0.0117  P     0.370    0.378    -0.134    0.144  
    """

@Suite struct EarthRotationTableTests {
    /// The table against the models it is made of: 0.01 mm and 1e-9 km/s at 6778 km.
    @Test func agreesWithTheModels() throws {
        let orientation = try EarthOrientation(finals2000A: threeDaysOfOrientation)
        let first = try Instant(utc: "2024-07-06T05:00:00Z")
        try compare(orientation, from: first, hours: 42, stepSeconds: 1234.567)
    }

    /// The same over years, through the leap second of 2017-01-01 and on either side of every midnight.
    @Test func agreesWithTheModelsThroughALeapSecond() throws {
        guard let text = SharedData.text("earth/finals2000A.all") else { return }
        let orientation = try EarthOrientation(finals2000A: text)
        try compare(orientation, from: try Instant(utc: "2016-12-30T11:00:00Z"), hours: 72, stepSeconds: 3599.75)
        try compare(orientation, from: try Instant(utc: "2016-12-31T23:59:50Z"), hours: 0.01, stepSeconds: 0.7)
        try compare(orientation, from: try Instant(utc: "1985-03-01T11:00:00Z"), hours: 800, stepSeconds: 86_399.5)
        let attitudes = try attitudeVectors.map { try $0.instant }
        for (instant, row) in zip(attitudes, attitudeVectors) {
            let table = try EarthRotationTable(
                from: instant.advanced(bySeconds: -40_000), to: instant, earthOrientation: orientation)
            near(try table.gcrfToITRF(at: instant)(start()), row.itrfFromGCRF, withinKm: 1e-7)
            near(try table.temeToITRF(at: instant)(start()), row.itrfFromTEME, withinKm: 1e-7)
        }
    }

    private func compare(
        _ orientation: EarthOrientation, from first: Instant, hours: Double, stepSeconds: Double
    ) throws {
        let table = try EarthRotationTable(
            from: first, to: first.advanced(bySeconds: hours * 3600), earthOrientation: orientation)
        let instants = stride(from: 0, through: hours * 3600, by: stepSeconds).map { first.advanced(bySeconds: $0) }
        var (fromGCRF, fromTEME): ([Position<ITRF>], [Position<ITRF>]) = ([], [])
        try table.transform(instants.map { _ in start() as Position<GCRF> }, at: instants, into: &fromGCRF)
        try table.transform(instants.map { _ in start() as Position<TEME> }, at: instants, into: &fromTEME)
        for (index, instant) in instants.enumerated() {
            let attitude = EarthAttitude(at: instant, earthOrientation: orientation)
            #expect(attitude.gcrfToITRF(start()).relative(to: fromGCRF[index]).lengthKm < 1e-8)
            #expect(attitude.temeToITRF(start()).relative(to: fromTEME[index]).lengthKm < 1e-8)
            same(try table.gcrfToITRF(at: instant), attitude.gcrfToITRF)
            same(try table.temeToITRF(at: instant), attitude.temeToITRF)
            same(try table.gcrfToTEME(at: instant), attitude.gcrfToTEME)
        }
    }

    private func same<From, To>(_ rotation: FrameRotation<From, To>, _ other: FrameRotation<From, To>) {
        let velocity = Velocity<From>(xKmS: -5, yKmS: 4, zKmS: 2)
        let state = StateVector<From>(position: start(), velocity: velocity, epoch: .j2000TAI)
        let (first, second) = (rotation(state), other(state))
        #expect(first.position.relative(to: second.position).lengthKm < 1e-8)
        #expect(abs(first.velocity.xKmS - second.velocity.xKmS) < 1e-9)
        #expect(abs(first.velocity.yKmS - second.velocity.yKmS) < 1e-9)
        #expect(abs(first.velocity.zKmS - second.velocity.zKmS) < 1e-9)
    }

    @Test func tellsItsCoverage() throws {
        let orientation = try EarthOrientation(finals2000A: threeDaysOfOrientation)
        let first = try Instant(utc: "2024-07-06T01:00:00Z")
        func coverage(_ hours: Double, _ orientation: EarthOrientation) throws -> EarthOrientation.Coverage {
            try EarthRotationTable(
                from: first.advanced(bySeconds: hours * 3600), to: first, earthOrientation: orientation
            ).coverage
        }
        #expect(try coverage(12, orientation) == .measured)
        #expect(try coverage(30, orientation) == .predicted)
        #expect(try coverage(72, orientation) == .outside)
        #expect(try coverage(-2, orientation) == .outside)
        #expect(try coverage(12, .none) == .none)
    }

    @Test func refusesWhatItDoesNotReach() throws {
        let first = try Instant(utc: "2024-07-06T01:00:00Z")
        let table = try EarthRotationTable(from: first, to: first, earthOrientation: .none)
        #expect(throws: Never.self) { try table.gcrfToITRF(at: first) }
        let late = first.advanced(byNanoseconds: 1)
        let refusal = FrameError.outsideTable(instant: late, from: first, to: first)
        #expect(throws: refusal) { try table.temeToITRF(at: late) }
        var result: [Position<ITRF>] = []
        let positions: [Position<TEME>] = [start()]
        #expect(throws: refusal) { try table.transform(positions, at: [late], into: &result) }
        #expect(throws: FrameError.lengthsDiffer(positions: 1, instants: 2)) {
            try table.transform(positions, at: [first, first], into: &result)
        }
        let error = #expect(throws: FrameError.self) {
            try EarthRotationTable(from: .earliest, to: .latest, earthOrientation: .none)
        }
        #expect(error?.description.contains("expected less than 200 years") == true)
        #expect(refusal.description.contains("outside the Earth rotation table: expected"))
    }
}
