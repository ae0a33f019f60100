import Frames
import TestSupport
import Testing
import Timekeeping

/// The batch transforms of every instruction set that this processor has.
@Suite struct EarthRotationBatchTests {
    static let instructionSets = InstructionSet.allCases.filter { $0 <= .widest }
    /// 42 hours from 05:00, over eight segments of the table.
    private static let spanSeconds = 42 * 3600.0

    @Test(arguments: instructionSets)
    func agreesWithTheModels(_ instructionSet: InstructionSet) throws {
        let batch = try Batch(instructionSet, count: 257)
        let (fromGCRF, fromTEME) = try batch.transformed()
        for (index, instant) in batch.instants.enumerated() {
            let attitude = EarthAttitude(at: instant, earthOrientation: batch.orientation)
            let gcrf = attitude.gcrfToITRF(batch.position(index))
            let teme = attitude.temeToITRF(batch.position(index))
            // 0.01 mm, by the table's contract.
            #expect(gcrf.relative(to: fromGCRF[index]).lengthKm < 1e-8)
            #expect(teme.relative(to: fromTEME[index]).lengthKm < 1e-8)
        }
    }

    /// Figures of pyerfa 2.0 (xys06a, c2ixys, era00, pom00, sp00, gmst82), to 0.01 mm; the same in every lane.
    @Test(arguments: instructionSets)
    func standsWhereSOFAStands(_ instructionSet: InstructionSet) throws {
        let table = try Batch(instructionSet, count: 1).table
        let instants = try (0..<17).map { _ in try Instant(utc: "2024-07-06T07:12:34.56789Z") }
        var result: [Position<ITRF>] = []
        try table.transform(instants.map { _ in start() as Position<GCRF> }, at: instants, into: &result)
        for position in result { near(position, (5532.44681913899, 1223.21161362979, 3719.82117065862)) }
        try table.transform(instants.map { _ in start() as Position<TEME> }, at: instants, into: &result)
        for position in result { near(position, (5546.55140148739, 1188.17522877812, 3710.16053242664)) }
    }

    /// The figures of `attitudeVectors`, from pyerfa, to 0.1 mm, each among others of its table.
    @Test(arguments: instructionSets)
    func standsWherePythonStands(_ instructionSet: InstructionSet) throws {
        guard let text = SharedData.text("earth/finals2000A.all") else { return }
        let orientation = try EarthOrientation(finals2000A: text)
        for row in attitudeVectors {
            let instant = try row.instant
            let table = try EarthRotationTable(
                from: instant.advanced(bySeconds: -40_000), to: instant, earthOrientation: orientation,
                instructionSet: instructionSet)
            let instants = (0..<13).map { instant.advanced(bySeconds: Double($0 - 12) * 3000) }
            var result: [Position<ITRF>] = []
            try table.transform(instants.map { _ in start() as Position<GCRF> }, at: instants, into: &result)
            near(result[12], row.itrfFromGCRF, withinKm: 1e-7)
            try table.transform(instants.map { _ in start() as Position<TEME> }, at: instants, into: &result)
            near(result[12], row.itrfFromTEME, withinKm: 1e-7)
        }
    }

    /// Whole vectors and what is left over give the same bits as one position by itself on the plain instructions.
    @Test(arguments: instructionSets, [0, 1, 7, 8, 9, 255, 256, 257, 1023, 1024, 1025, 3000])
    func anyLengthGivesTheSameBits(_ instructionSet: InstructionSet, _ count: Int) throws {
        let batch = try Batch(instructionSet, count: count)
        let (fromGCRF, fromTEME) = try batch.transformed()
        #expect(fromGCRF.count == count)
        #expect(fromTEME.count == count)
        let plain = try Batch(.plain, count: count)
        for index in 0..<count {
            let (gcrf, teme) = try plain.transformed([index])
            #expect(gcrf == [fromGCRF[index]])
            #expect(teme == [fromTEME[index]])
        }
    }

    @Test(arguments: instructionSets)
    func takesInstantsInAnyOrder(_ instructionSet: InstructionSet) throws {
        let batch = try Batch(instructionSet, count: 1009)
        let ordered = try batch.transformed()
        // 1009 is prime: multiples of 379 visit every index once, far apart; 1 backwards.
        for step in [379, 1008] {
            let indices = (0..<1009).map { $0 * step % 1009 }
            let mixed = try batch.transformed(indices)
            #expect(mixed.gcrf == indices.map { ordered.gcrf[$0] })
            #expect(mixed.teme == indices.map { ordered.teme[$0] })
        }
    }

    /// At the joints of segments, a nanosecond beside them and at the span's ends.
    @Test(arguments: instructionSets)
    func holdsAtTheJoints(_ instructionSet: InstructionSet) throws {
        let batch = try Batch(instructionSet, count: 1)
        let (first, last) = (batch.table.start, batch.table.end)
        let midnight = try Instant(utc: "2024-07-07T00:00:00Z")
        var instants = [first, first.advanced(byNanoseconds: 1)]
        for hours in [-12.0, -6, 0, 6, 12, 18] {
            let joint = midnight.advanced(bySeconds: hours * 3600)
            instants += [-1, 0, 1].map { joint.advanced(byNanoseconds: $0) }
        }
        instants += [last.advanced(byNanoseconds: -1), last]
        var result: [Position<ITRF>] = []
        try batch.table.transform(instants.map { _ in start() as Position<GCRF> }, at: instants, into: &result)
        for (instant, position) in zip(instants, result) {
            let attitude = EarthAttitude(at: instant, earthOrientation: batch.orientation)
            #expect(attitude.gcrfToITRF(start()).relative(to: position).lengthKm < 1e-8)
        }
    }

    @Test(arguments: instructionSets, [0, 1, 8, 300, 499])
    func leavesTheRestWhereAnInstantIsOutside(_ instructionSet: InstructionSet, _ wrong: Int) throws {
        let batch = try Batch(instructionSet, count: 500)
        let whole = try batch.transformed().gcrf
        for outside in [batch.table.end.advanced(byNanoseconds: 1), batch.table.start.advanced(byNanoseconds: -1)] {
            var instants = batch.instants
            instants[wrong] = outside
            let mark = Position<ITRF>(xKm: 1, yKm: 2, zKm: 3)
            var result = Array(repeating: mark, count: 500)
            let refusal = FrameError.outsideTable(instant: outside, from: batch.table.start, to: batch.table.end)
            let positions: [Position<GCRF>] = (0..<500).map { batch.position($0) }
            #expect(throws: refusal) {
                try batch.table.transform(positions, at: instants, into: &result)
            }
            #expect(result[..<wrong] == whole[..<wrong])
            #expect(result[wrong...].allSatisfy { $0 == mark })
        }
    }

    @Test func whatTheProcessorLacksIsReplaced() throws {
        for level in InstructionSet.allCases {
            if level > .widest { print("skipped: instruction set \(level), which this machine lacks") }
            #expect(try Batch(level, count: 1).table.instructionSet == min(level, .widest))
        }
    }

    /// Positions around a low orbit's radius, evenly over the span.
    private struct Batch {
        let orientation: EarthOrientation
        let table: EarthRotationTable
        let instants: [Instant]

        init(_ instructionSet: InstructionSet, count: Int) throws {
            let first = try Instant(utc: "2024-07-06T05:00:00Z")
            orientation = try EarthOrientation(finals2000A: threeDaysOfOrientation)
            table = try EarthRotationTable(
                from: first, to: first.advanced(bySeconds: spanSeconds), earthOrientation: orientation,
                instructionSet: instructionSet)
            instants = (0..<count).map { first.advanced(bySeconds: spanSeconds * Double($0) / Double(count)) }
        }

        func position<Frame: ReferenceFrame>(_ index: Int) -> Position<Frame> {
            let share = Double(index) / Double(instants.count)
            return Position(xKm: 6000 - 9000 * share, yKm: -5000 + 9100 * share, zKm: 4000 * (1 - share))
        }

        func transformed() throws -> (gcrf: [Position<ITRF>], teme: [Position<ITRF>]) {
            try transformed(Array(instants.indices))
        }

        func transformed(_ indices: [Int]) throws -> (gcrf: [Position<ITRF>], teme: [Position<ITRF>]) {
            var (gcrf, teme): ([Position<ITRF>], [Position<ITRF>]) = ([], [])
            let times = indices.map { instants[$0] }
            try table.transform(indices.map { position($0) as Position<GCRF> }, at: times, into: &gcrf)
            try table.transform(indices.map { position($0) as Position<TEME> }, at: times, into: &teme)
            return (gcrf, teme)
        }
    }
}
