import Frames
import Orbits
import Testing
import Timekeeping

/// Batches where a block's bounds are hard to tell: drag that turns around the epoch, times that are no times. The truth
/// is the single propagator, itself held to python-sgp4 and to the published run.
@Suite struct BatchBoundsTests {
    /// Drag's part of the longitude is a parabola around the epoch: nothing moves from one end of an even block to the
    /// other, but much in between.
    @Test(
        arguments: SGP4BatchTests.instructionSets,
        [(bstar: 0.004, minutes: 540.0), (0.003, 540), (0.002, 2000), (-0.003, 540), (0.0002, 3000)])
    func followsDragAroundTheEpoch(_ instructionSet: InstructionSet, _ drag: (bstar: Double, minutes: Double)) throws {
        let set = orbit(revPerDay: 16.25, eccentricity: 0.001, inclinationDeg: 90, bstar: drag.bstar)
        let minutes = (0..<200).map { drag.minutes * (2 * Double($0) / 199 - 1) }
        try expectAgreement(set, minutes, instructionSet)
        // The same around a moment before and after it.
        try expectAgreement(set, minutes.map { $0 + 0.4 * drag.minutes }, instructionSet)
        try expectAgreement(set, minutes.map { $0 - 0.4 * drag.minutes }, instructionSet)
    }

    /// One time that is no number costs its own row and no other.
    @Test(arguments: SGP4BatchTests.instructionSets, [Double.nan, .infinity, -.infinity, 1e12, -1e12])
    func refusesOneTimeAlone(_ instructionSet: InstructionSet, _ wrong: Double) throws {
        var minutes = (0..<64).map { Double($0) * 20 }
        minutes[32] = wrong
        for set in [Self.geostationary, Self.synchronous, Self.molniya, orbit(revPerDay: 15, bstar: 1e-4)] {
            try expectAgreement(set, minutes, instructionSet)
            try expectAgreement(set, Array(minutes[30..<37]), instructionSet)
            try expectAgreement(set, [wrong, 0, 5], instructionSet)
            try expectAgreement(set, [0, 5, wrong], instructionSet)
        }
    }

    private func expectAgreement(_ set: MeanElements, _ minutes: [Double], _ instructionSet: InstructionSet) throws {
        let batch = SGP4Batch([set], instructionSet: instructionSet)
        let table = StateTable(objectCount: 1, timeCount: minutes.count)
        #expect(batch.propagate(PropagationTimes(minutesSinceEpoch: minutes), into: table))
        let single = try SGP4(set)
        for (time, minute) in minutes.enumerated() {
            do {
                let truth = try single.state(minutesSinceEpoch: minute).position
                let state = try #require(table.state(object: 0, time: time), "\(minute)")
                #expect(truth.relative(to: state.position).lengthKm <= 1e-6, "\(minute)")
            } catch let error as OrbitError {
                let code = error.code.map(UInt8.init) ?? 255
                #expect(table.code(object: 0, time: time) == code, "\(minute)")
                if !(minute.magnitude <= 1e9) { #expect(code == 255) }
            }
        }
    }

    private func orbit(
        revPerDay: Double, eccentricity: Double = 0.001, inclinationDeg: Double = 50, bstar: Double
    ) -> MeanElements {
        MeanElements(
            catalogueNumber: 1, epoch: .j2000TAI, inclinationDeg: inclinationDeg, raanDeg: 30,
            eccentricity: eccentricity, argumentOfPerigeeDeg: 60, meanAnomalyDeg: 10, meanMotionRevPerDay: revPerDay,
            bstar: bstar)
    }

    /// In one-day resonance, as every object near this height, and 10° from the equator.
    private static let synchronous = MeanElements(
        catalogueNumber: 2, epoch: .j2000TAI, inclinationDeg: 10, raanDeg: 100, eccentricity: 0.01,
        argumentOfPerigeeDeg: 20, meanAnomalyDeg: 40, meanMotionRevPerDay: 1.0027, bstar: 0)
    /// XM-3, 28626 of SGP4-VER.TLE.
    private static let geostationary = MeanElements(
        catalogueNumber: 28_626, epoch: .j2000TAI, inclinationDeg: 0.0019, raanDeg: 286.9433, eccentricity: 0.0000335,
        argumentOfPerigeeDeg: 13.7918, meanAnomalyDeg: 55.6504, meanMotionRevPerDay: 1.00270176, bstar: 0.1e-3)
    /// Molniya 2-14, 08195 of SGP4-VER.TLE: in half-day resonance.
    private static let molniya = MeanElements(
        catalogueNumber: 8195, epoch: .j2000TAI, inclinationDeg: 64.1586, raanDeg: 279.0717, eccentricity: 0.6877146,
        argumentOfPerigeeDeg: 264.7651, meanAnomalyDeg: 20.2257, meanMotionRevPerDay: 2.00491383, bstar: 0.11873e-3)
}
