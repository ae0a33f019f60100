import HeapModule
import Programme

/// One thing's absence: since when, until when, and by what.
struct Outage: Sendable {
    let number: Int
    let from: Int64
    var until: Int64?
    let cause: Cause

    enum Cause: Sendable {
        /// A departure, by its place in the scenario.
        case departure(Int)
        /// A provider cannot do without something: the need, and that thing's own outage.
        case need(Int, Int)
        /// Too few of a function's providers stand; the outage of the last to go.
        case rule(Int?)
    }

    /// Gone and back in the same instant is not gone.
    var isReal: Bool { until != from }
}

/// One run through time: whatever is planned next happens, and plans what follows from it.
///
/// At one instant things come back before others go, so that a buffer that just suffices suffices. What has failed
/// stands again when all it needs is back; a circle of things that are all down does not restart itself.
struct DepartureRun {
    private let model: ResilienceModel
    private let isIdle: [Bool]
    private let buffers: [Int64]?
    private(set) var outages: [Outage] = []
    /// For each node, its outage at this instant; -1 when it stands.
    private var outageOf: [Int32]
    private var blockers: [Int32]
    private var isRestored: [Bool]
    private var expired: [Bool]
    private var heap = Heap<PlannedChange>()

    init(_ model: ResilienceModel, _ setting: Setting, buffers: [Int64]? = nil) {
        self.model = model
        self.buffers = buffers
        isIdle = setting.isIdle
        outageOf = Array(repeating: -1, count: model.names.count)
        blockers = Array(repeating: 0, count: model.names.count)
        isRestored = Array(repeating: false, count: model.names.count)
        expired = Array(repeating: false, count: model.needs.count)
    }

    mutating func plan(_ numbers: [Int], departure: Int, at time: Int64, until end: Int64?) {
        for number in numbers {
            heap.insert(PlannedChange(time: time, phase: .departs, number: number, payload: departure, version: 0))
            if let end {
                heap.insert(PlannedChange(time: end, phase: .returns, number: number, payload: 0, version: 0))
            }
        }
    }

    mutating func plan(restored number: Int, at time: Int64) {
        heap.insert(PlannedChange(time: time, phase: .returns, number: number, payload: 1, version: 0))
    }

    /// Runs until nothing is planned, until after `horizon`, or until `isDone`, asked of each node that fails.
    mutating func finish(horizon: Int64 = .max, isDone: (Int) -> Bool = { _ in false }) {
        while let entry = heap.popMin(), entry.time <= horizon {
            let first = outages.count
            happen(entry)
            for outage in outages[first...] where isDone(outage.number) { return }
        }
    }

    private mutating func happen(_ entry: PlannedChange) {
        switch entry.phase {
        case .returns:
            if entry.payload == 1 { isRestored[entry.number] = true } else { blockers[entry.number] -= 1 }
            check(entry.number, at: entry.time, .departure(0))
        case .departs:
            blockers[entry.number] += 1
            check(entry.number, at: entry.time, .departure(entry.payload))
        case .expires:
            // The thing may have come back, and gone again, since this was planned.
            guard outageOf[model.needs[entry.payload].needed] == entry.version, !expired[entry.payload] else { return }
            expired[entry.payload] = true
            blockers[entry.number] += 1
            check(entry.number, at: entry.time, .need(entry.payload, Int(entry.version)))
        }
    }

    /// Looks whether a node stands, and carries a change on to those that rest on it.
    private mutating func check(_ start: Int, at time: Int64, _ cause: Outage.Cause) {
        var open = [(number: start, cause: cause)]
        while let (number, cause) = open.popLast() {
            guard !isIdle[number] else { continue }
            let stands = stands(number)
            guard stands != (outageOf[number] < 0) else { continue }
            if stands { standUp(number, at: time, &open) } else { fall(number, at: time, cause) }
            let function = model.functionOfProvider[number]
            if function >= 0 { open.append((function, .rule(stands ? nil : Int(outageOf[number])))) }
        }
    }

    private func stands(_ number: Int) -> Bool {
        if isRestored[number] { return true }
        guard blockers[number] == 0, let rule = model.rules[number] else { return blockers[number] == 0 }
        return rule.holds { outageOf[$0] < 0 && !isIdle[$0] }
    }

    private mutating func fall(_ number: Int, at time: Int64, _ cause: Outage.Cause) {
        let outage = Int32(truncatingIfNeeded: outages.count)
        outages.append(Outage(number: number, from: time, until: nil, cause: cause))
        outageOf[number] = outage
        for need in model.dependents[number] {
            let buffer = buffers?[need] ?? model.needs[need].bufferMillionths
            heap.insert(
                PlannedChange(
                    time: time + buffer, phase: .expires, number: model.needs[need].provider, payload: need,
                    version: outage))
        }
    }

    private mutating func standUp(
        _ number: Int, at time: Int64, _ open: inout [(number: Int, cause: Outage.Cause)]
    ) {
        outages[Int(outageOf[number])].until = time
        outageOf[number] = -1
        for need in model.dependents[number] where expired[need] {
            expired[need] = false
            blockers[model.needs[need].provider] -= 1
            open.append((model.needs[need].provider, .rule(nil)))
        }
    }

}

/// Something planned. What comes back goes before what leaves, and ties go by number, so that every run gives the same
/// order.
struct PlannedChange: Comparable {
    enum Phase: Int8, Comparable {
        case returns, departs, expires

        static func < (first: Phase, second: Phase) -> Bool { first.rawValue < second.rawValue }
    }

    let time: Int64
    let phase: Phase
    let number: Int
    let payload: Int
    let version: Int32

    static func < (one: PlannedChange, other: PlannedChange) -> Bool {
        if one.time != other.time { return one.time < other.time }
        if one.phase != other.phase { return one.phase < other.phase }
        return (one.number, one.payload) < (other.number, other.payload)
    }
}
