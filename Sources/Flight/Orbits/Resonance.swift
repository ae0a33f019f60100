import Glibc

/// Resonance of the mean motion with the Earth's rotation, integrated in steps of 12 hours (Hujsak 1979).
struct Resonance: Sendable {
    /// Which resonance.
    enum Kind: Sendable {
        /// One revolution a day.
        case synchronous
        /// Two revolutions a day, eccentricity of 0.5 and more.
        case halfDay
    }

    let kind: Kind
    private let terms: ResonanceTerms
    fileprivate let longitudeAtEpoch: Double
    private let longitudeRate: Double
    fileprivate let meanMotionAtEpoch: Double
    private let perigeeAtEpoch: Double
    private let perigeeRate: Double

    init?(
        _ epoch: EpochElements, _ secular: SecularCoefficients, rates: DeepSpaceRates, siderealAngle: Double,
        gravity: GravityModel
    ) {
        let motion = epoch.meanMotion
        let turn = 2 * Double.pi
        // Summed in the published program's order: ten years of steps make centimetres of a last digit.
        if motion > 0.0034906585, motion < 0.0052359877 {
            kind = .synchronous
            terms = .synchronous(SynchronousResonance(epoch, gravity: gravity))
            longitudeAtEpoch = (epoch.anomaly + epoch.node + epoch.perigee - siderealAngle)
                .truncatingRemainder(dividingBy: turn)
            longitudeRate =
                secular.rates.anomaly + (secular.rates.perigee + secular.rates.node) - DeepSpace.siderealRate
                + rates.anomaly + rates.perigee + rates.node - motion
        } else if motion >= 8.26e-3, motion <= 9.24e-3, epoch.eccentricity >= 0.5 {
            kind = .halfDay
            terms = .halfDay(HalfDayResonance(epoch, gravity: gravity))
            longitudeAtEpoch = (epoch.anomaly + epoch.node + epoch.node - siderealAngle - siderealAngle)
                .truncatingRemainder(dividingBy: turn)
            longitudeRate =
                secular.rates.anomaly + rates.anomaly
                + 2 * (secular.rates.node + rates.node - DeepSpace.siderealRate) - motion
        } else {
            return nil
        }
        meanMotionAtEpoch = motion
        perigeeAtEpoch = epoch.perigee
        perigeeRate = secular.rates.perigee
    }

    /// Mean motion, rad/min, and resonant longitude, radians, at a moment. Always from epoch, so that the answer does
    /// not depend on what was asked before; the cost grows by one step for each 12 hours.
    func integrated(_ t: Double) -> ResonantMotion {
        var walk = ResonanceWalk(self)
        return walk.arc(to: t).state(at: t)
    }

    fileprivate func derivatives(
        _ time: Double, _ longitude: Double, _ motion: Double
    ) -> (rate: Double, acceleration: Double, jerk: Double) {
        let rate = motion + longitudeRate
        let sums =
            switch terms {
            case .synchronous(let synchronous): synchronous.sums(longitude)
            case .halfDay(let halfDay): halfDay.sums(longitude, perigee: perigeeAtEpoch + perigeeRate * time)
            }
        return (rate, sums.sine, sums.cosine * rate)
    }
}

/// A resonance carried along from one moment to the next: for times in order, each step of 12 hours is made once.
///
/// It starts again from epoch when time turns back, so that the answer is the one that `integrated` gives.
struct ResonanceWalk {
    private let resonance: Resonance
    private var time = 0.0
    private var longitude: Double
    private var motion: Double
    private var slopes: (rate: Double, acceleration: Double, jerk: Double)

    init(_ resonance: Resonance) {
        self.resonance = resonance
        (longitude, motion) = (resonance.longitudeAtEpoch, resonance.meanMotionAtEpoch)
        slopes = resonance.derivatives(0, longitude, motion)
    }

    /// The stretch between two steps in which a moment lies; any for a time that SGP4 refuses, which has no state.
    mutating func arc(to t: Double) -> ResonanceArc {
        guard abs(t) <= SGP4.latestMinutes else { return arc }
        if time != 0, t * time <= 0 || abs(t) < abs(time) { self = ResonanceWalk(resonance) }
        let step = t >= 0 ? 720.0 : -720.0
        while abs(t - time) >= 720 {
            // Half a step's square in one, as published: the walk's own rounding is part of the answer.
            longitude = longitude + slopes.rate * step + slopes.acceleration * 259_200
            motion = motion + slopes.acceleration * step + slopes.jerk * 259_200
            time += step
            slopes = resonance.derivatives(time, longitude, motion)
        }
        return arc
    }

    private var arc: ResonanceArc {
        ResonanceArc(
            time: time, motionAtStart: motion, longitudeAtStart: longitude, rate: slopes.rate,
            acceleration: slopes.acceleration, jerk: slopes.jerk)
    }
}

/// Resonant motion from one step to the next, as Taylor's series of the second degree.
struct ResonanceArc {
    /// Where it starts, minutes since epoch.
    let time: Double
    let motionAtStart, longitudeAtStart: Double
    let rate, acceleration, jerk: Double

    /// Whether a moment lies in the same stretch, on the same side of the epoch.
    @inline(__always)
    func covers(_ t: Double) -> Bool {
        time == 0 ? abs(t) < 720 : t * time > 0 && abs(t) >= abs(time) && abs(t - time) < 720
    }

    /// Mean motion, rad/min, a number of minutes after the start.
    @inline(__always)
    func motion(_ width: Double) -> Double { motionAtStart + acceleration * width + 0.5 * jerk * width * width }

    /// Resonant longitude, radians, a number of minutes after the start.
    @inline(__always)
    func longitude(_ width: Double) -> Double { longitudeAtStart + rate * width + 0.5 * acceleration * width * width }

    /// Mean motion and longitude at a moment that it covers.
    func state(at t: Double) -> ResonantMotion {
        ResonantMotion(motion: motion(t - time), longitude: longitude(t - time))
    }
}

/// Mean motion, rad/min, and longitude, radians, of a resonance at a moment.
struct ResonantMotion {
    let motion: Double
    let longitude: Double
}

private enum ResonanceTerms: Sendable {
    case synchronous(SynchronousResonance)
    case halfDay(HalfDayResonance)
}

/// Terms of the one-day resonance.
struct SynchronousResonance: Sendable {
    private let first: Double
    private let second: Double
    private let third: Double

    init(_ epoch: EpochElements, gravity: GravityModel) {
        let e2 = epoch.eccentricity * epoch.eccentricity
        let onePlusCos = 1 + epoch.cosInclination
        let f220 = 0.75 * onePlusCos * onePlusCos
        let f311 =
            0.9375 * epoch.sinInclination * epoch.sinInclination * (1 + 3 * epoch.cosInclination) - 0.75 * onePlusCos
        let f330 = 1.875 * onePlusCos * onePlusCos * onePlusCos
        let g200 = 1 + e2 * (-2.5 + 0.8125 * e2)
        let g310 = 1 + 2 * e2
        let g300 = 1 + e2 * (-6 + 6.60937 * e2)
        let inverseAxis = pow(epoch.meanMotion / gravity.xke, 2.0 / 3)
        let base = 3 * epoch.meanMotion * epoch.meanMotion * inverseAxis * inverseAxis
        first = base * f311 * g310 * 2.1460748e-6 * inverseAxis
        second = 2 * base * f220 * g200 * 1.7891679e-6
        third = 3 * base * f330 * g300 * 2.2123015e-7 * inverseAxis
    }

    func sums(_ longitude: Double) -> (sine: Double, cosine: Double) {
        let (a, b, c) = (longitude - 0.13130908, 2 * (longitude - 2.8843198), 3 * (longitude - 0.37448087))
        return (
            first * sin(a) + second * sin(b) + third * sin(c),
            first * cos(a) + 2 * second * cos(b) + 3 * third * cos(c)
        )
    }
}
