import Frames
import Orbits
import TestSupport
import Testing
import Timekeeping

/// SGP4-VER.TLE and tcppver.out of AIAA 2006-6753 (Vallado et al.): WGS 72, improved mode.
@Suite struct VerificationTests {
    /// 33334 has no state of its own in the file: its line there repeats what the object before it left behind.
    private static let withoutState = 33_334

    @Test func reproducesEveryLine() throws {
        guard let sets = SharedData.text("tle/SGP4-VER.TLE"), let truth = SharedData.text("tle/tcppver.out") else {
            return
        }
        let blocks = verificationBlocks(truth)
        let objects = verificationObjects(sets)
        #expect(blocks.map(\.catalogueNumber) == objects.map(\.elements.catalogueNumber))
        var lines = 0
        for (block, object) in zip(blocks, objects) where block.catalogueNumber != Self.withoutState {
            let propagator = try SGP4(object.elements)
            for row in block.rows {
                let state = try propagator.state(minutesSinceEpoch: row.minutes)
                #expect(positionErrorKm(state.position, row) <= 1e-6, "\(block.catalogueNumber) at \(row.minutes) min")
                #expect(velocityErrorKmS(state.velocity, row) <= 1e-9, "\(block.catalogueNumber) at \(row.minutes) min")
                lines += 1
            }
        }
        #expect(lines == 666)
    }

    /// The errors that the published run of the same sets ends with: the first time that fails, and its code.
    @Test func failsWhereThePublishedRunFails() throws {
        guard let sets = SharedData.text("tle/SGP4-VER.TLE"), let truth = SharedData.text("tle/tcppver.out") else {
            return
        }
        var failures: [Int: Int] = [:]
        for (block, object) in zip(verificationBlocks(truth), verificationObjects(sets)) {
            guard let failure = firstFailure(try SGP4(object.elements), object) else {
                #expect(block.rows.last.map { $0.minutes >= object.stopMinutes - object.stepMinutes } == true)
                continue
            }
            failures[block.catalogueNumber] = failure.code
            let following = block.rows.filter { $0.minutes > failure.minutes }
            #expect(following.isEmpty, "\(block.catalogueNumber) goes on in the published run")
        }
        #expect(failures == [20_413: 6, 22_312: 1, 28_350: 1, 28_872: 6, 29_141: 6, 33_333: 4, 33_334: 3])
    }

    private func firstFailure(_ propagator: SGP4, _ object: VerificationObject) -> (minutes: Double, code: Int)? {
        let count = Int(((object.stopMinutes - object.startMinutes) / object.stepMinutes).rounded(.up))
        for step in 0...count {
            let minutes = object.startMinutes + Double(step) * object.stepMinutes
            do {
                _ = try propagator.state(minutesSinceEpoch: minutes)
            } catch {
                return (minutes, error.code ?? 0)
            }
        }
        return nil
    }
}

func positionErrorKm(_ position: Position<TEME>, _ row: VerificationRow) -> Double {
    distanceKm(position, Position(xKm: row.xKm, yKm: row.yKm, zKm: row.zKm))
}

func velocityErrorKmS(_ velocity: Velocity<TEME>, _ row: VerificationRow) -> Double {
    lengthOf(velocity.xKmS - row.xKmS, velocity.yKmS - row.yKmS, velocity.zKmS - row.zKmS)
}

func distanceKm(_ one: Position<TEME>, _ other: Position<TEME>) -> Double {
    lengthOf(one.xKm - other.xKm, one.yKm - other.yKm, one.zKm - other.zKm)
}

private func lengthOf(_ x: Double, _ y: Double, _ z: Double) -> Double { (x * x + y * y + z * z).squareRoot() }
