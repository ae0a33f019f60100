import Frames
import Orbits
import Timekeeping

/// Two objects by SGP4 at seconds from the window's begin.
struct PairMotion {
    let primary: Int
    let secondary: Int
    private let first: SGP4
    private let second: SGP4
    private let firstMinutes: Double
    private let secondMinutes: Double
    private let window: ScreeningWindow

    /// Nil where an element set was refused.
    init?(_ screening: ConjunctionScreening, _ primary: Int, _ secondary: Int) {
        guard case .success(let first) = screening.objects[primary],
            case .success(let second) = screening.objects[secondary]
        else { return nil }
        (self.primary, self.secondary, self.first, self.second) = (primary, secondary, first, second)
        window = screening.window
        firstMinutes = window.from.secondsSince(first.elements.epoch) / 60
        secondMinutes = window.from.secondsSince(second.elements.epoch) / 60
    }

    /// Motion of the secondary as seen from the primary.
    struct State {
        /// Place and velocity of the primary, km and km/s, TEME.
        let origin, originRate: SIMD3<Double>
        /// Relative place and velocity.
        let place, rate: SIMD3<Double>

        var distanceKm: Double { (place * place).sum().squareRoot() }
        var speedKmS: Double { (rate * rate).sum().squareRoot() }
        /// Half the rate of the squared distance, km²/s.
        var opening: Double { (place * rate).sum() }
        /// Rate of that, km²/s².
        var curvature: Double {
            (rate * rate).sum() + (place * (earthPull(origin + place) - earthPull(origin))).sum()
        }

        /// The primary's state at its moment.
        func primary(_ instant: Instant) -> StateVector<TEME> {
            StateVector(
                position: Position(xKm: origin.x, yKm: origin.y, zKm: origin.z),
                velocity: Velocity(xKmS: originRate.x, yKmS: originRate.y, zKmS: originRate.z), epoch: instant)
        }
    }

    /// Nil where one of the two has no state.
    @inline(__always)
    func state(_ seconds: Double) -> State? {
        guard let one = try? first.state(minutesSinceEpoch: firstMinutes + seconds / 60),
            let two = try? second.state(minutesSinceEpoch: secondMinutes + seconds / 60)
        else { return nil }
        let origin = SIMD3(one.position.xKm, one.position.yKm, one.position.zKm)
        let rate = SIMD3(one.velocity.xKmS, one.velocity.yKmS, one.velocity.zKmS)
        return State(
            origin: origin, originRate: rate,
            place: SIMD3(two.position.xKm, two.position.yKm, two.position.zKm) - origin,
            rate: SIMD3(two.velocity.xKmS, two.velocity.yKmS, two.velocity.zKmS) - rate)
    }

    /// The approach of a fast pass near a moment, which must lie within `range`; nil where there is none.
    func pass(near guess: Double, in range: ClosedRange<Double>) -> CloseApproach? {
        var moment = guess
        for round in 0..<20 {
            guard let state = state(moment) else { return nil }
            let step = -state.opening / max(state.curvature, 0.25 * (state.rate * state.rate).sum(), 1e-12)
            if round == 0, isTooWide(state, step) { return nil }
            moment += step
            if abs(step) < 1e-4 { break }
        }
        guard range.contains(moment) else { return nil }
        return approach(at: moment)
    }

    /// Whether the nearly straight rest of the way, `step` seconds, cannot end within the distance.
    private func isTooWide(_ state: State, _ step: Double) -> Bool {
        let speed2 = (state.rate * state.rate).sum()
        guard speed2 > 0 else { return false }
        let least2 = (state.place * state.place).sum() - state.opening * state.opening / speed2
        let limit = window.withinKm + 0.1 + 0.1 * abs(step)
        return least2 > limit * limit
    }

    /// The approach whose least distance is at a moment; nil outside the window and beyond the distance.
    func approach(at moment: Double) -> CloseApproach? {
        guard moment >= 0, moment <= window.seconds, let state = state(moment) else { return nil }
        let distance = state.distanceKm
        // An orbit without a plane would have no latus rectum, which SGP4 refuses.
        guard distance <= window.withinKm,
            let frames = LocalOrbitalFrames(origin: state.primary(window.instant(moment)))
        else { return nil }
        let place = frames.toRTN(Position(xKm: state.place.x, yKm: state.place.y, zKm: state.place.z))
        return CloseApproach(
            primary: primary, secondary: secondary, timeOfClosestApproach: window.instant(moment),
            missDistanceKm: distance, relativeSpeedKmS: state.speedKmS, radialKm: place.xKm, inTrackKm: place.yKm,
            crossTrackKm: place.zKm, atWindowEdge: isCut(moment, state))
    }

    /// Whether the objects are already or still within the distance at the window's nearer end.
    private func isCut(_ moment: Double, _ state: State) -> Bool {
        let edge = moment < window.seconds / 2 ? 0 : window.seconds
        guard abs(edge - moment) * state.speedKmS <= 1.5 * window.withinKm else { return false }
        return self.state(edge).map { $0.distanceKm <= window.withinKm } ?? false
    }

    /// Moment between two at which the rate of the distance changes its sign, to 0.01 ms.
    func turn(from start: Double, to end: Double, opening startOpening: Double) -> Double? {
        var (low, high) = (start, end)
        while high - low > 1e-5 {
            let middle = 0.5 * (low + high)
            guard middle > low, middle < high else { break }
            guard let state = state(middle) else { return nil }
            if (state.opening < 0) == (startOpening < 0) { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }
}
