import Orbits
import Timekeeping

/// A pair at one time of the grid at which it moves slowly and near, or an unbroken run of such times.
struct SlowRun: Comparable {
    var primary: Int32
    var secondary: Int32
    var first: Int32
    var last: Int32

    static func < (left: SlowRun, right: SlowRun) -> Bool {
        (left.primary, left.secondary, left.first) < (right.primary, right.secondary, right.first)
    }

    func isSamePair(_ other: SlowRun) -> Bool { primary == other.primary && secondary == other.secondary }

    /// Joins runs that meet or overlap, after sorting.
    static func joined(_ runs: [SlowRun]) -> [SlowRun] {
        var joined = [SlowRun]()
        for run in runs.sorted() {
            if let last = joined.last, last.isSamePair(run), run.first <= last.last + 1 {
                joined[joined.count - 1].last = max(last.last, run.last)
            } else {
                joined.append(run)
            }
        }
        return joined
    }
}

extension [SlowRun] {
    /// The runs of each pair, out of sorted ones.
    func chunkedByPair() -> [ArraySlice<SlowRun>] {
        var (pairs, start) = ([ArraySlice<SlowRun>](), 0)
        for index in indices.dropFirst() where !self[index].isSamePair(self[start]) {
            pairs.append(self[start..<index])
            start = index
        }
        if !isEmpty { pairs.append(self[start...]) }
        return pairs
    }
}

/// What becomes of the runs of slow pairs: companions, or approaches one by one.
struct SlowPairSearch: Sendable {
    let screening: ConjunctionScreening
    let grid: ScreeningGrid

    /// What one pair has.
    struct Found: Sendable {
        var approaches: [CloseApproach] = []
        var companions: [Companion] = []
    }

    /// Runs of one pair, in order of time.
    func search(_ runs: ArraySlice<SlowRun>) -> Found {
        var found = Found()
        guard let run = runs.first,
            let pair = PairMotion(screening, Int(run.primary), Int(run.secondary)),
            let revolution = revolutionSeconds(pair)
        else { return found }
        var group = [ClosedRange<Double>]()
        func close() {
            settle(group, pair, revolution, &found)
            group = []
        }
        for run in runs {
            let span = grid.seconds(Int(run.first)) - grid.reach...grid.seconds(Int(run.last)) + grid.reach
            if let last = group.last, span.lowerBound - last.upperBound > revolution { close() }
            group.append(span)
        }
        close()
        return found
    }

    private func revolutionSeconds(_ pair: PairMotion) -> Double? {
        guard case .success(let orbit) = screening.objects[pair.primary] else { return nil }
        return orbit.elements.periodMinutes * 60
    }

    /// A group of spans with gaps shorter than a revolution.
    private func settle(
        _ group: [ClosedRange<Double>], _ pair: PairMotion, _ revolution: Double, _ found: inout Found
    ) {
        guard let first = group.first, let last = group.last else { return }
        let whole = max(first.lowerBound, 0)...max(min(last.upperBound, screening.window.seconds), 0)
        // Near companions the distance turns a few times a revolution; a short encounter is looked at more closely.
        let isLong = whole.upperBound - whole.lowerBound >= revolution
        var walk = DistanceWalk(pair, withinKm: screening.window.withinKm)
        if isLong {
            walk.run(whole, step: min(60, revolution / 60))
            if let companion = walk.companion(lasting: revolution, screening.window) {
                found.companions.append(companion)
                return
            }
            walk = DistanceWalk(pair, withinKm: screening.window.withinKm)
        }
        for span in group { walk.run(span, step: 10) }
        for moment in walk.minima {
            if let approach = pair.approach(at: moment) { found.approaches.append(approach) }
        }
    }
}

/// Follows the distance of a pair from step to step.
struct DistanceWalk {
    private let pair: PairMotion
    private let withinKm: Double
    /// Moments of least distance within the asked one.
    private(set) var minima = [Double]()
    private var inside: ClosedRange<Double>?
    private var least = (time: 0.0, km: Double.infinity)
    private var greatestKm = 0.0
    private var greatestSinceInsideKm = 0.0

    init(_ pair: PairMotion, withinKm: Double) { (self.pair, self.withinKm) = (pair, withinKm) }

    mutating func run(_ span: ClosedRange<Double>, step: Double) {
        let count = max(1, Int(((span.upperBound - span.lowerBound) / step).rounded(.up)))
        var before: (time: Double, state: PairMotion.State)?
        for index in 0...count {
            let time = index == count ? span.upperBound : span.lowerBound + Double(index) * step
            guard let state = pair.state(time) else {
                before = nil
                continue
            }
            if let before { look(before, (time, state)) }
            note(time, state.distanceKm)
            before = (time, state)
        }
    }

    private mutating func look(
        _ start: (time: Double, state: PairMotion.State), _ end: (time: Double, state: PairMotion.State)
    ) {
        let (opening, laterOpening) = (start.state.opening, end.state.opening)
        guard (opening < 0) != (laterOpening < 0),
            let moment = pair.turn(from: start.time, to: end.time, opening: opening),
            let state = pair.state(moment)
        else { return }
        if opening < 0, state.distanceKm <= withinKm { minima.append(moment) }
        note(moment, state.distanceKm)
    }

    private mutating func note(_ time: Double, _ distanceKm: Double) {
        greatestSinceInsideKm = max(greatestSinceInsideKm, distanceKm)
        if distanceKm <= withinKm {
            if inside == nil { greatestSinceInsideKm = distanceKm }
            inside = (inside?.lowerBound ?? time)...max(inside?.upperBound ?? time, time)
            greatestKm = max(greatestKm, greatestSinceInsideKm)
            greatestSinceInsideKm = 0
        }
        if distanceKm < least.km { least = (time, distanceKm) }
    }

    /// The pair as companions, where it is within the distance from a first to a last moment this far apart.
    func companion(lasting seconds: Double, _ window: ScreeningWindow) -> Companion? {
        guard let inside, inside.upperBound - inside.lowerBound >= seconds else { return nil }
        return Companion(
            primary: pair.primary, secondary: pair.secondary, from: window.instant(inside.lowerBound),
            to: window.instant(inside.upperBound), timeOfClosestApproach: window.instant(least.time),
            leastDistanceKm: least.km, greatestDistanceKm: greatestKm)
    }
}
