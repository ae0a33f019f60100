import Frames
import OrbitKernelSupport
import OrbitKernelsPlain
import Timekeeping

/// What the kernels take of one object of a batch: numbers only, read where they stand.
struct BatchObject: Sendable {
    enum Kind: Sendable {
        case refused, nearEarth, deepSpace
    }

    let kind: Kind
    /// How many minutes from epoch the kernels' own rounding stays within 0.4 mm of the single propagator's; beyond,
    /// that one is asked. So short that it fits beside the kind: a larger object would cost batches of few times.
    let reachMinutes: Float
    let epoch: Instant
    let epochDate: JulianDate<UTC>
    let elements: OrbitKernelElements
    /// Zeros near Earth.
    let deepSpace: OrbitKernelDeepSpace
    let resonance: ResonanceWalk?

    /// Nil for a refused element set.
    init(_ propagator: SGP4?) {
        let deepSpace = propagator?.deepSpace
        kind = propagator == nil ? .refused : deepSpace == nil ? .nearEarth : .deepSpace
        epoch = propagator?.elements.epoch ?? .j2000TAI
        epochDate = epoch.julianDate(in: .utc)
        elements = propagator?.kernelElements ?? OrbitKernelElements()
        self.deepSpace = deepSpace.flatMap { propagator?.kernelDeepSpace($0) } ?? OrbitKernelDeepSpace()
        resonance = deepSpace?.resonance.map { ResonanceWalk($0) }
        reachMinutes = Float(elements.reachMinutes(isDeepSpace: deepSpace != nil))
    }
}

/// Carries one object of a batch to every time, block by block.
struct BatchCarrier {
    let object: UnsafePointer<BatchObject>
    let times: PropagationTimes
    /// Those of the times.
    let minutes: UnsafePointer<Double>
    let instructionSet: InstructionSet
    let writer: BatchWriter

    func carryNearEarth(_ propagator: () -> SGP4?) {
        guard let elements = object.pointer(to: \.elements) else { return }
        let offset = times.offset(of: object.pointee)
        let reach = Double(object.pointee.reachMinutes)
        for block in times.blocks {
            let kernelTimes = block.times(minutes, offset: offset)
            guard kernelTimes.isWithin(reach) else {
                carryAlone(block.range, kernelTimes, propagator)
                continue
            }
            let isFlagged = instructionSet.nearEarthBlock(
                elements, kernelTimes, writer.memory, writer.rows(block.range))
            finish(block.range, isFlagged, propagator)
        }
    }

    func carryDeepSpace(_ propagator: () -> SGP4?) {
        guard let elements = object.pointer(to: \.elements), let deepSpace = object.pointer(to: \.deepSpace) else {
            return
        }
        let offset = times.offset(of: object.pointee)
        var walk = object.pointee.resonance
        let reach = Double(object.pointee.reachMinutes)
        for block in times.blocks {
            let kernelTimes = block.times(minutes, offset: offset)
            guard kernelTimes.isWithin(reach) else {
                carryAlone(block.range, kernelTimes, propagator)
                continue
            }
            fillTimesAndPoints(kernelTimes, writer.memory)
            fillResonance(&walk, kernelTimes, writer.memory)
            let isFlagged = instructionSet.deepSpaceBlock(
                elements, deepSpace, kernelTimes, writer.memory, writer.rows(block.range))
            finish(block.range, isFlagged, propagator)
        }
    }

    /// Every row by the single propagator; out of line, so that the loops above stay short.
    @inline(never)
    private func carryAlone(_ range: Range<Int>, _ times: OrbitKernelTimes, _ propagator: () -> SGP4?) {
        fillTimesAndPoints(times, writer.memory)
        for row in 0..<range.count { writer.memory[BlockLayout.flag + row] = BlockLayout.ask }
        finish(range, true, propagator)
    }

    private func finish(_ range: Range<Int>, _ isFlagged: Bool, _ propagator: () -> SGP4?) {
        writer.clearCodes(range)
        guard isFlagged, let propagator = propagator() else { return }
        repair(range, propagator)
    }

    @inline(never)
    private func repair(_ range: Range<Int>, _ propagator: SGP4) {
        var walk = object.pointee.resonance
        writer.repair(range, propagator, &walk) { times.minutes($0, of: object.pointee) }
    }

    /// Resonant mean motion and longitude of the rows and of the points.
    private func fillResonance(
        _ walk: inout ResonanceWalk?, _ times: OrbitKernelTimes, _ memory: UnsafeMutablePointer<Double>
    ) {
        guard var start = walk else { return }
        let points = memory + BlockLayout.points
        start.fill(points, BlockLayout.pointCount)
        // One stretch for the whole block is the commonest case; the points' ends are the times' own.
        let (first, last) = (points[BlockLayout.time], points[BlockLayout.time + BlockLayout.pointCount - 1])
        if let arc = walk?.arc(to: first), arc.covers(first), arc.covers(last) {
            arc.fill(memory, 0..<times.count)
        } else {
            walk?.fill(memory, times.count)
        }
    }
}

extension OrbitKernelTimes {
    /// Also true for bounds that are no numbers: there the kernels flag each row by itself.
    @inline(__always)
    fileprivate func isWithin(_ reach: Double) -> Bool { !(earliest + offset < -reach || latest + offset > reach) }
}

extension ResonanceWalk {
    /// Fills in `motion` and `longitude` for a block's times, run by run: the rows between two steps of the walk in one
    /// loop without branches.
    fileprivate mutating func fill(_ memory: UnsafeMutablePointer<Double>, _ count: Int) {
        let times = memory + BlockLayout.time
        // Outwards from the epoch, for the walk starts again wherever it turns back.
        guard count > 0, times[count - 1] > 0 else {
            for row in (0..<count).reversed() { arc(to: times[row]).fill(memory, row..<(row + 1)) }
            return
        }
        var row = 0
        while row < count {
            let arc = self.arc(to: times[row])
            var end = row + 1
            while end < count, arc.covers(times[end]) { end += 1 }
            arc.fill(memory, row..<end)
            row = end
        }
    }
}

extension ResonanceArc {
    /// Fills in `motion` and `longitude` for rows that it covers.
    @inline(__always)
    fileprivate func fill(_ memory: UnsafeMutablePointer<Double>, _ rows: Range<Int>) {
        for row in rows {
            let width = memory[BlockLayout.time + row] - time
            memory[BlockLayout.motion + row] = motion(width)
            memory[BlockLayout.longitude + row] = longitude(width)
        }
    }
}

/// One object's rows of a table, with the block memory that they pass through.
struct BatchWriter {
    let columns: StateColumns
    let object: Int
    let memory: UnsafeMutablePointer<Double>
    /// Whether the table is larger than the caches, which are then better left alone.
    let isLarge: Bool

    /// Where a block's states go.
    func rows(_ range: Range<Int>) -> OrbitKernelRows {
        let start = object * columns.timeCount + range.lowerBound
        return OrbitKernelRows(
            first: columns.states + start, stride: columns.objectCount * columns.timeCount, count: range.count,
            isLarge: isLarge ? 1 : 0)
    }

    /// Marks every row of a block as having a state.
    func clearCodes(_ range: Range<Int>) {
        (columns.codes + object * columns.timeCount + range.lowerBound).update(repeating: 0, count: range.count)
    }

    /// Marks the rows that have no state, and works out one by one those that the kernel did not vouch for.
    ///
    /// - Parameter minutes: a time's minutes since the epoch, where the block's may differ in the last digit.
    func repair(
        _ range: Range<Int>, _ propagator: SGP4, _ walk: inout ResonanceWalk?, _ minutes: (_ time: Int) -> Double?
    ) {
        let start = object * columns.timeCount + range.lowerBound
        let last = range.isEmpty ? 0 : memory[BlockLayout.time + range.count - 1]
        for step in 0..<range.count {
            // Outwards from the epoch, for the walk starts again wherever it turns back.
            let row = last > 0 ? step : range.count - 1 - step
            let flag = memory[BlockLayout.flag + row]
            guard flag != 0 else { continue }
            guard flag == BlockLayout.ask else {
                refuse(start + row, code: UInt8(flag))
                continue
            }
            ask(
                propagator, start + row, &walk,
                minutes: minutes(range.lowerBound + row) ?? memory[BlockLayout.time + row])
        }
    }

    /// One row by the single propagator, its resonance walked on from the row before.
    private func ask(_ propagator: SGP4, _ row: Int, _ walk: inout ResonanceWalk?, minutes: Double) {
        do throws(OrbitError) {
            let (position, velocity) = try propagator.motion(
                minutesSinceEpoch: minutes, resonant: walk?.arc(to: minutes).state(at: minutes))
            set(
                row, (position.xKm, position.yKm, position.zKm), (velocity.xKmS, velocity.yKmS, velocity.zKmS))
        } catch {
            refuse(row, code: error.code.map { UInt8($0) } ?? 255)
        }
    }

    /// Marks every row as that of a refused element set.
    func refuse(_ timeCount: Int) {
        for row in 0..<timeCount { refuse(object * columns.timeCount + row, code: 255) }
    }

    private func refuse(_ row: Int, code: UInt8) {
        set(row, (.nan, .nan, .nan), (.nan, .nan, .nan))
        columns.codes[row] = code
    }

    private func set(_ row: Int, _ position: (Double, Double, Double), _ velocity: (Double, Double, Double)) {
        (columns.column(0)[row], columns.column(1)[row], columns.column(2)[row]) = position
        (columns.column(3)[row], columns.column(4)[row], columns.column(5)[row]) = velocity
    }
}
