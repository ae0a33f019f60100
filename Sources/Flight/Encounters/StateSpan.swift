public import Orbits
public import Timekeeping

/// The stretch of a window through which an object has states.
///
/// It holds the set's epoch, or the end of the window that is nearer to it: whoever propagates away from the epoch
/// passes no gap, since what an element set tells of an object that has decayed means nothing.
public struct StateSpan: Equatable, Sendable {
    /// The window's begin, or the first millisecond with a state.
    public var start: Instant
    /// The window's end, or the last millisecond with a state.
    public var end: Instant
    /// Why there is no state before `start`; nil where the window begins there.
    public var failureBefore: OrbitError?
    /// Why there is no state after `end`; nil where the window ends there.
    public var failureAfter: OrbitError?

    /// The whole window has states.
    public var isWhole: Bool { failureBefore == nil && failureAfter == nil }
}

/// What a search found where an object has states.
public struct PartialSearch<Found> {
    /// What was found; nil where no part of the window has states.
    public var found: Found?
    /// The stretch that was searched; nil where no part of the window has states.
    public var span: StateSpan?
    /// Why there is no state at the part of the window nearest to the epoch; nil where `span` is there.
    public var failure: OrbitError?
}

extension SGP4 {
    /// Searches a window and, where a state fails inside it, the stretch that has states, so that what comes before an
    /// object's decay is found. What the edge of that stretch cuts is marked as what the window's edge cuts.
    ///
    /// The search is run on the whole window first; its own errors other than `EncounterError.propagation` are thrown.
    public func searchingWhereKnown<Found, Failure: Error>(
        from start: Instant, to end: Instant, _ search: (Instant, Instant) throws(Failure) -> Found
    ) throws(Failure) -> PartialSearch<Found> {
        var span = StateSpan(start: start, end: end)
        // Each round cuts off a failure that the rounds before stepped over.
        for _ in 0..<64 {
            do {
                return PartialSearch(found: try search(span.start, span.end), span: span)
            } catch {
                guard case .propagation(_, let time, let cause)? = error as? EncounterError else { throw error }
                guard let shorter = span.known(to: self, failingAt: time) else {
                    return PartialSearch(failure: cause)
                }
                guard shorter != span else { throw error }
                span = shorter
            }
        }
        return PartialSearch(found: try search(span.start, span.end), span: span)
    }

    fileprivate func failure(at time: Instant) -> OrbitError? {
        do {
            _ = try state(at: time)
            return nil
        } catch {
            return error
        }
    }
}

extension StateSpan {
    /// The stretch without a failure about the moment nearest to the epoch, found by even steps and the time at which a
    /// search failed; nil where there is no state even there.
    fileprivate func known(to orbit: SGP4, failingAt time: Instant) -> StateSpan? {
        let middle = min(max(orbit.elements.epoch, start), end)
        guard orbit.failure(at: middle) == nil else { return nil }
        var shorter = self
        if let (edge, cause) = Self.edge(of: orbit, from: middle, to: end, failingAt: time) {
            (shorter.end, shorter.failureAfter) = (max(middle, edge.advanced(bySeconds: -Self.marginSeconds)), cause)
        }
        if let (edge, cause) = Self.edge(of: orbit, from: middle, to: start, failingAt: time) {
            (shorter.start, shorter.failureBefore) = (min(middle, edge.advanced(bySeconds: Self.marginSeconds)), cause)
        }
        return shorter
    }

    /// Kept from the edge, so that no rounding of a time leads across it.
    private static let marginSeconds = 5e-4

    /// The last moment with a state on the way from one that has one, to half a millisecond, and the failure behind it.
    private static func edge(
        of orbit: SGP4, from good: Instant, to end: Instant, failingAt time: Instant
    ) -> (Instant, OrbitError)? {
        let length = end.secondsSince(good)
        let told = time.secondsSince(good)
        let isOnTheWay = told * length > 0 && abs(told) <= abs(length)
        // A revolution of a decaying object is 87 minutes: its perigee is met by several steps.
        let count = Int(min(20_000, (abs(length) / 30).rounded(.up)))
        guard count > 0 else { return nil }
        var (low, high) = (0.0, isOnTheWay ? told : length)
        for index in 1...count {
            let next = length * Double(index) / Double(count)
            if abs(next) >= abs(high) { break }
            if orbit.failure(at: good.advanced(bySeconds: next)) != nil {
                high = next
                break
            }
            low = next
        }
        guard var cause = orbit.failure(at: good.advanced(bySeconds: high)) else { return nil }
        while abs(high - low) > 5e-4 {
            let middle = (low + high) / 2
            if let failure = orbit.failure(at: good.advanced(bySeconds: middle)) {
                (high, cause) = (middle, failure)
            } else {
                low = middle
            }
        }
        return (good.advanced(bySeconds: low), cause)
    }
}
