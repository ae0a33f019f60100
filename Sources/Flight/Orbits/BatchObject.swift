import Frames
import OrbitKernelSupport
import OrbitKernelsPlain
import Timekeeping

/// One prepared object of a batch.
struct BatchObject: Sendable {
    let propagator: SGP4
    let elements: OrbitKernelElements
    let deepSpace: OrbitKernelDeepSpace?

    init(_ propagator: SGP4) {
        self.propagator = propagator
        elements = propagator.kernelElements
        deepSpace = propagator.deepSpace.map { propagator.kernelDeepSpace($0) }
    }

    /// Carries the object to every time, block by block; `minutes` are those of the times.
    func propagate(
        _ times: PropagationTimes, _ minutes: UnsafePointer<Double>, _ instructionSet: InstructionSet,
        _ writer: BatchWriter
    ) {
        let offset = times.offset(of: propagator.elements.epoch)
        var walk = propagator.deepSpace?.resonance.map { ResonanceWalk($0) }
        for block in times.blocks {
            let kernelTimes = block.times(minutes, offset: offset)
            let isFlagged = withUnsafePointer(to: elements) { elements in
                withUnsafePointer(to: kernelTimes) { kernelTimes in
                    guard let deepSpace else {
                        return instructionSet.nearEarthBlock(elements, kernelTimes, writer.memory)
                    }
                    fillResonance(&walk, kernelTimes.pointee, writer.memory)
                    return withUnsafePointer(to: deepSpace) {
                        instructionSet.deepSpaceBlock(elements, $0, kernelTimes, writer.memory)
                    }
                }
            }
            writer.copy(block.range)
            if isFlagged { writer.repair(block.range, propagator) }
        }
    }

    private func fillResonance(
        _ walk: inout ResonanceWalk?, _ times: OrbitKernelTimes, _ memory: UnsafeMutablePointer<Double>
    ) {
        guard walk != nil else { return }
        for row in 0..<times.count {
            guard let state = walk?.integrated(times.minutes[row] + times.offset) else { return }
            memory[BlockLayout.motion + row] = state.motion
            memory[BlockLayout.longitude + row] = state.longitude
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

    /// Copies a block's results to the table.
    func copy(_ range: Range<Int>) {
        let start = object * columns.timeCount + range.lowerBound
        let results = memory + BlockLayout.x
        for column in 0..<6 {
            let (from, to) = (results + column * BlockLayout.length, columns.column(column) + start)
            if isLarge {
                orbitKernelStream(to, from, range.count)
            } else {
                to.update(from: from, count: range.count)
            }
        }
        (columns.codes + start).update(repeating: 0, count: range.count)
    }

    /// Marks the rows that have no state, and works out one by one those that the kernel did not vouch for.
    func repair(_ range: Range<Int>, _ propagator: SGP4) {
        let start = object * columns.timeCount + range.lowerBound
        for row in 0..<range.count where memory[BlockLayout.flag + row] != 0 {
            let flag = memory[BlockLayout.flag + row]
            guard flag == BlockLayout.ask else {
                refuse(start + row, code: UInt8(flag))
                continue
            }
            do {
                let (position, velocity) = try propagator.motion(minutesSinceEpoch: memory[BlockLayout.time + row])
                set(
                    start + row, (position.xKm, position.yKm, position.zKm),
                    (velocity.xKmS, velocity.yKmS, velocity.zKmS))
            } catch {
                refuse(start + row, code: error.code.map { UInt8($0) } ?? 255)
            }
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
