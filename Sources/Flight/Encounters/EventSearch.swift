public import Timekeeping

/// A stretch of time within a window.
public struct EventInterval: Hashable, Sendable {
    /// When it begins, or the window's begin.
    public var start: Instant
    /// When it ends, or the window's end.
    public var end: Instant
    /// It had begun already when the window began.
    public var startsBeforeWindow: Bool
    /// It had not ended when the window ended.
    public var endsAfterWindow: Bool

    /// Length, seconds.
    public var durationSeconds: Double { end.secondsSince(start) }
}

/// The finder behind all events: where a function of time changes its sign.
///
/// The function tells, with each value, the greatest rate it can have from there on for `greatestStepSeconds`. Steps
/// are what that rate proves free of a change, but at least `leastStepSeconds`; where such a step is longer than proven
/// and the function turns back before zero, the turning point is looked for. What stays on the other side for a shorter
/// time than the least step and turns there more than once may be passed over.
public struct EventSearch: Sendable {
    /// A value and the greatest size of its rate, per second, from there on.
    public struct Value: Sendable {
        /// The function's value; zero counts as positive.
        public var value: Double
        /// Bound on the rate's size, per second, above zero.
        public var greatestRate: Double

        /// Makes a value.
        public init(_ value: Double, greatestRate: Double) {
            (self.value, self.greatestRate) = (value, greatestRate)
        }
    }

    /// A change of sign.
    public struct Change: Hashable, Sendable {
        /// Seconds from the window's begin.
        public var seconds: Double
        /// From negative to positive.
        public var isRising: Bool
    }

    /// The shortest step, seconds.
    public var leastStepSeconds: Double
    /// The longest step, seconds; for as long the bound on the rate must hold.
    public var greatestStepSeconds: Double
    /// How well a change is timed, seconds.
    public var toleranceSeconds: Double

    /// Makes a search.
    public init(leastStepSeconds: Double = 1, greatestStepSeconds: Double = 3600, toleranceSeconds: Double = 1e-4) {
        (self.leastStepSeconds, self.toleranceSeconds) = (leastStepSeconds, toleranceSeconds)
        self.greatestStepSeconds = max(greatestStepSeconds, leastStepSeconds)
    }

    /// A function of the seconds since the window's begin.
    public typealias Function = (Double) throws(EncounterError) -> Value

    /// All changes of sign from 0 to `lengthSeconds`, in time order.
    public func changes(lengthSeconds: Double, of function: Function) throws(EncounterError) -> [Change] {
        try walk(lengthSeconds, function).changes
    }

    /// Where the function has its local extremes, as the sign changes of its difference over 0.1 s about each moment:
    /// a rising change is a least value, a falling one a greatest. `greatestBend` bounds the curvature, per second².
    public func extremes(
        lengthSeconds: Double, greatestBend: Double, of function: (Double) throws(EncounterError) -> Double
    ) throws(EncounterError) -> [Change] {
        let half = 0.05
        guard lengthSeconds > 2 * half else { return [] }
        let found = try changes(lengthSeconds: lengthSeconds - 2 * half) { seconds throws(EncounterError) in
            let rise = try function(seconds + 2 * half) - function(seconds)
            return Value(rise / (2 * half), greatestRate: greatestBend)
        }
        return found.map { Change(seconds: $0.seconds + half, isRising: $0.isRising) }
    }

    /// The stretches in which the function is positive.
    public func intervals(
        from start: Instant, to end: Instant, of function: Function
    ) throws(EncounterError) -> [EventInterval] {
        guard end >= start else { throw .windowReversed(from: start, to: end) }
        let (changes, beginsPositive) = try walk(end.secondsSince(start), function)
        var (found, open) = ([EventInterval](), beginsPositive ? start : nil)
        for change in changes {
            let time = start.advanced(bySeconds: change.seconds)
            if change.isRising {
                open = time
            } else if let begin = open {
                let isFirst = beginsPositive && found.isEmpty
                found.append(
                    EventInterval(start: begin, end: time, startsBeforeWindow: isFirst, endsAfterWindow: false))
                open = nil
            }
        }
        guard let begin = open else { return found }
        let isFirst = beginsPositive && found.isEmpty
        found.append(EventInterval(start: begin, end: end, startsBeforeWindow: isFirst, endsAfterWindow: true))
        return found
    }

    private struct Sample {
        var seconds: Double
        var value: Double
        var safeSeconds: Double
        var isPositive: Bool { value >= 0 }
    }

    private func sample(_ seconds: Double, _ function: Function) throws(EncounterError) -> Sample {
        let answer = try function(seconds)
        return Sample(
            seconds: seconds, value: answer.value, safeSeconds: abs(answer.value) / max(answer.greatestRate, 1e-300))
    }

    private func walk(
        _ length: Double, _ function: Function
    ) throws(EncounterError) -> (changes: [Change], beginsPositive: Bool) {
        var current = try sample(0, function)
        let beginsPositive = current.isPositive
        var (changes, before) = ([Change](), current)
        while current.seconds < length {
            let step = min(max(current.safeSeconds, leastStepSeconds), greatestStepSeconds)
            let next = try sample(min(current.seconds + step, length), function)
            if current.isPositive != next.isPositive {
                changes.append(try change(between: current, and: next, function))
            } else if before.isPositive == current.isPositive, abs(current.value) < abs(before.value),
                abs(current.value) < abs(next.value), current.safeSeconds < 2 * leastStepSeconds,
                let other = try excursion(before, next, function)
            {
                changes.append(try change(between: before, and: other, function))
                changes.append(try change(between: other, and: next, function))
            }
            (before, current) = (current, next)
        }
        return (changes, beginsPositive)
    }

    /// A sample on the other side between two on one side, at the function's extreme there (golden section).
    private func excursion(
        _ first: Sample, _ last: Sample, _ function: Function
    ) throws(EncounterError) -> Sample? {
        let (sign, golden) = (first.isPositive ? 1.0 : -1.0, 0.381_966_011_250_105)
        var (low, high) = (first.seconds, last.seconds)
        var left = try sample(low + golden * (high - low), function)
        var right = try sample(high - golden * (high - low), function)
        while high - low > toleranceSeconds {
            if left.isPositive != first.isPositive { return left }
            if right.isPositive != first.isPositive { return right }
            if sign * left.value < sign * right.value {
                (high, right) = (right.seconds, left)
                left = try sample(low + golden * (high - low), function)
            } else {
                (low, left) = (left.seconds, right)
                right = try sample(high - golden * (high - low), function)
            }
        }
        return nil
    }

    /// The change between two samples on either side, by false position (Illinois) and halving in turn.
    private func change(
        between first: Sample, and last: Sample, _ function: Function
    ) throws(EncounterError) -> Change {
        var (low, high) = (first, last)
        for round in 0..<200 where high.seconds - low.seconds > toleranceSeconds {
            let span = high.seconds - low.seconds
            let part = round % 3 == 2 ? 0.5 : low.value / (low.value - high.value)
            // A little beyond the line's zero, so that both ends close in.
            let margin = toleranceSeconds / (2 * span)
            let middle = try sample(low.seconds + span * min(max(part, margin), 1 - margin), function)
            if middle.isPositive == first.isPositive { low = middle } else { high = middle }
        }
        return Change(seconds: high.seconds, isRising: last.isPositive)
    }
}
