import Frames
import Glibc
import Orbits

/// Turns a few objects' rows of states into motion samples with their bounds. One belongs to one thread.
final class SampleWriter: @unchecked Sendable {
    // Unchecked: its memory is its own, and a thread works with a writer of its own.

    /// Objects that are carried together where all their samples are kept.
    static let groupSize = 64
    /// Objects that are carried together where few of their samples are, so that their states stay in the first cache.
    static let smallGroupSize = 16

    private let grid: ScreeningGrid
    private let instructionSet: InstructionSet
    private var table: StateTable
    private let pull: UnsafeMutablePointer<Double>
    private let strays: UnsafeMutablePointer<Double>

    init(_ grid: ScreeningGrid, _ instructionSet: InstructionSet) {
        (self.grid, self.instructionSet) = (grid, instructionSet)
        table = StateTable(objectCount: 0, timeCount: 0)
        pull = .allocate(capacity: grid.slabLength + 2)
        strays = .allocate(capacity: grid.slabLength + 2)
    }

    deinit {
        pull.deallocate()
        strays.deallocate()
    }

    /// Writes the samples of a group of objects: that of object `o` at the slab's time `k` to `k · stride + o`. Says
    /// through `failed` from which to which of the slab's times an object has no state.
    func write(
        _ group: SGP4Batch, _ times: PropagationTimes, into samples: UnsafeMutablePointer<MotionSample>, stride: Int,
        failed: (_ object: Int, _ times: ClosedRange<Int>) -> Void
    ) {
        propagate(group, times)
        for object in 0..<group.count {
            if let times = write(object, samples + object, stride) { failed(object, times) }
        }
    }

    /// The samples of a group of objects that may be near another's track, and no others: those at less than `limits`
    /// from it. Says through `failed` what `write` says.
    ///
    /// Where an object leaves the bounds that the limits count with, all its samples are given.
    func writeNear(
        _ group: SGP4Batch, _ times: PropagationTimes, track: NearTrack,
        failed: (_ object: Int, _ times: ClosedRange<Int>) -> Void,
        near: (_ object: Int, _ time: Int, _ sample: MotionSample) -> Void
    ) {
        propagate(group, times)
        for object in 0..<group.count {
            let rows = StateRows(table.columns, object)
            let hasGaps = rows.patchGaps(stepSeconds: grid.stepSeconds)
            measureStrays(rows)
            let isTame = !hasGaps && instructionSet.countOutside(rows, strays) == 0
            guard !isTame || instructionSet.countNear(rows, track) > 0 else { continue }
            var failure: ClosedRange<Int>?
            for index in 1..<rows.count - 1 where !isTame || track.isNear(rows, index) {
                guard let sample = checkedSample(rows, index, hasGaps, &failure) else { continue }
                near(object, index - 1, sample)
            }
            if let failure { failed(object, failure) }
        }
    }

    private func propagate(_ group: SGP4Batch, _ times: PropagationTimes) {
        if table.columns.objectCount != group.count || table.columns.timeCount != times.count {
            table = StateTable(objectCount: group.count, timeCount: times.count)
        }
        group.propagate(times, into: table)
    }

    /// One object; returns the first and the last of the slab's times without a state.
    private func write(_ object: Int, _ samples: UnsafeMutablePointer<MotionSample>, _ stride: Int) -> ClosedRange<Int>?
    {
        let rows = StateRows(table.columns, object)
        let hasGaps = rows.patchGaps(stepSeconds: grid.stepSeconds)
        measureStrays(rows)
        var failure: ClosedRange<Int>?
        for index in 1..<rows.count - 1 {
            samples[(index - 1) * stride] = checkedSample(rows, index, hasGaps, &failure) ?? .noState
        }
        return failure
    }

    /// The sample at a place of the rows; nil where the states are no orbit any more. Notes the first and the
    /// last failure.
    @inline(__always)
    private func checkedSample(
        _ rows: StateRows, _ index: Int, _ hasGaps: Bool, _ failure: inout ClosedRange<Int>?
    ) -> MotionSample? {
        // Beyond 0.1 km/s between velocity and rate of position.
        let runaway = 0.1 * grid.stepSeconds
        var stray = 0.0
        if strays[index - 1] > stray { stray = strays[index - 1] }
        if strays[index] > stray { stray = strays[index] }
        let isRunaway = stray > runaway
        if isRunaway || (hasGaps && rows.codes[index] != 0) { failure = (failure?.lowerBound ?? index - 1)...index - 1 }
        return isRunaway ? nil : sample(rows, index, stray: stray)
    }

    private func measureStrays(_ rows: StateRows) {
        instructionSet.measureStrays(rows, stepSeconds: grid.stepSeconds, pull: pull, strays: strays)
    }

    @inline(__always)
    private func sample(_ rows: StateRows, _ index: Int, stray: Double) -> MotionSample {
        let (x, y, z) = (rows.x[index], rows.y[index], rows.z[index])
        let (u, v, w) = (rows.xRate[index], rows.yRate[index], rows.zRate[index])
        let inverse = 1 / (x * x + y * y + z * z).squareRoot()
        let climb = abs(x * u + y * v + z * w) * inverse
        let reach = grid.reach
        let local = pull[index]
        // The Earth's flattening pulls with up to 3 J2 of the whole; 10 m for everything smaller.
        let margin = 2 * stray + 0.00175 * local / inverse * reach * reach + 0.01
        let bend = abs((u * u + v * v + w * w - climb * climb) * inverse - local / inverse)
        // The bend itself changes by less than 10 g/r times the climb.
        let change =
            climb * reach + 0.5 * bend * reach * reach
            + 10 / 6 * local * (climb + bend * reach) * reach * reach * reach
        return MotionSample(
            Float(x), Float(y), Float(z), Float(margin), Float(u), Float(v), Float(w), Float(change + margin))
    }
}

/// One object's states over a slab.
struct StateRows {
    let count: Int
    let x, y, z, xRate, yRate, zRate: UnsafeMutablePointer<Double>
    let codes: UnsafeMutablePointer<UInt8>

    init(_ columns: StateColumns, _ object: Int) {
        count = columns.timeCount
        let start = object * columns.timeCount
        (x, y, z) = (columns.column(0) + start, columns.column(1) + start, columns.column(2) + start)
        (xRate, yRate, zRate) = (columns.column(3) + start, columns.column(4) + start, columns.column(5) + start)
        codes = columns.codes + start
    }

    /// An object that fails between two times still moves until then: the time without a state next to one with a state
    /// gets the place to which the Earth's pull alone takes it. Returns whether any state is missing.
    func patchGaps(stepSeconds: Double) -> Bool {
        var hasGaps = false
        for index in 0..<count where codes[index] != 0 { hasGaps = true }
        guard hasGaps else { return false }
        for index in 0..<count where codes[index] != 0 {
            if index > 0, codes[index - 1] == 0 {
                carry(from: index - 1, to: index, stepSeconds)
            } else if index + 1 < count, codes[index + 1] == 0 {
                carry(from: index + 1, to: index, -stepSeconds)
            }
        }
        return true
    }

    private func carry(from source: Int, to target: Int, _ step: Double) {
        var place = SIMD3(x[source], y[source], z[source])
        var rate = SIMD3(xRate[source], yRate[source], zRate[source])
        let (part, parts) = (step / 8, 8)
        for _ in 0..<parts {
            let first = earthPull(place)
            place += part * rate + 0.5 * part * part * first
            rate += 0.5 * part * (first + earthPull(place))
        }
        (x[target], y[target], z[target]) = (place.x, place.y, place.z)
        (xRate[target], yRate[target], zRate[target]) = (rate.x, rate.y, rate.z)
    }
}

/// Acceleration by the Earth's mass alone, km/s².
@inline(__always)
func earthPull(_ place: SIMD3<Double>) -> SIMD3<Double> {
    let squared = (place * place).sum()
    return place * (-screeningMuKm3S2 / (squared * squared.squareRoot()))
}
