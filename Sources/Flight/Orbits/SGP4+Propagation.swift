import Frames
import Glibc

/// Mean elements carried to a moment, in radians, radians per minute and Earth radii.
struct MovedElements {
    var meanMotion: Double
    var eccentricity: Double
    var inclination: Double
    var node: Double
    var perigee: Double
    var anomaly: Double
}

extension SGP4 {
    /// Times farther from epoch, minutes, are refused.
    static let latestMinutes = 1e9

    /// Position, km, and velocity, km/s, in TEME.
    ///
    /// - Parameter resonant: what the object's resonance has come to by then, where that is known already.
    @inline(__always)
    func motion(
        minutesSinceEpoch t: Double, resonant: ResonantMotion? = nil
    ) throws(OrbitError) -> (Position<TEME>, Velocity<TEME>) {
        guard abs(t) <= Self.latestMinutes else { throw .timeOutOfRange(minutesSinceEpoch: t) }
        var moved = MovedElements(
            meanMotion: coefficients.epoch.meanMotion, eccentricity: coefficients.epoch.eccentricity,
            inclination: coefficients.epoch.inclination,
            node: coefficients.epoch.node + coefficients.rates.node * t + coefficients.drag.node * (t * t),
            perigee: coefficients.epoch.perigee + coefficients.rates.perigee * t,
            anomaly: coefficients.epoch.anomaly + coefficients.rates.anomaly * t)
        let drag = dragged(&moved, t)
        guard let deepSpace else {
            let axis = coefficients.epoch.semiMajorAxis * drag.axis * drag.axis
            try applyDrag(drag, to: &moved, t)
            return try osculating(moved, axis: axis, angles: coefficients.angles, t)
        }
        return try deepSpaceMotion(deepSpace, moved, drag, t, resonant)
    }

    @inline(never)
    private func deepSpaceMotion(
        _ deepSpace: DeepSpace, _ start: MovedElements, _ drag: DragEffect, _ t: Double,
        _ resonant: ResonantMotion?
    ) throws(OrbitError) -> (Position<TEME>, Velocity<TEME>) {
        var moved = start
        deepSpace.applySecular(to: &moved, t, resonant)
        guard moved.meanMotion > 0 else {
            throw .meanMotionNotPositive(minutesSinceEpoch: t, radiansPerMinute: moved.meanMotion)
        }
        let axis = pow(gravity.xke / moved.meanMotion, 2.0 / 3) * drag.axis * drag.axis
        try applyDrag(drag, to: &moved, t)
        deepSpace.periodics.apply(to: &moved, t, mode: mode)
        if moved.inclination < 0 {
            moved.inclination = -moved.inclination
            moved.node += Double.pi
            moved.perigee -= Double.pi
        }
        guard moved.eccentricity >= 0, moved.eccentricity <= 1 else {
            throw .perturbedEccentricityOutOfRange(minutesSinceEpoch: t, eccentricity: moved.eccentricity)
        }
        let angles = InclinationTerms(
            sine: sin(moved.inclination), cosine: cos(moved.inclination), gravity: gravity)
        return try osculating(moved, axis: axis, angles: angles, t)
    }

    /// What drag has done by a moment.
    struct DragEffect {
        /// Factor on the root of the semi-major axis.
        var axis: Double
        /// Loss of eccentricity.
        var eccentricity: Double
        /// Growth of mean longitude over the mean motion at epoch.
        var longitude: Double
    }

    @inline(__always)
    private func dragged(_ moved: inout MovedElements, _ t: Double) -> DragEffect {
        let drag = coefficients.drag
        let bstar = coefficients.epoch.bstar
        let t2 = t * t
        var effect = DragEffect(axis: 1 - drag.c1 * t, eccentricity: bstar * drag.c4 * t, longitude: drag.t2 * t2)
        guard let higher = drag.higher else { return effect }
        let base = 1 + higher.eta * cos(moved.anomaly)
        let shift = higher.perigee * t + higher.anomaly * (base * base * base - higher.anomalyAtEpoch)
        moved.anomaly += shift
        moved.perigee -= shift
        let t3 = t2 * t
        let t4 = t3 * t
        effect.axis = effect.axis - higher.d2 * t2 - higher.d3 * t3 - higher.d4 * t4
        effect.eccentricity += bstar * drag.c5 * (sin(moved.anomaly) - higher.sinAnomalyAtEpoch)
        effect.longitude = effect.longitude + higher.t3 * t3 + t4 * (higher.t4 + t * higher.t5)
        return effect
    }

    @inline(__always)
    private func applyDrag(_ drag: DragEffect, to moved: inout MovedElements, _ t: Double) throws(OrbitError) {
        moved.eccentricity -= drag.eccentricity
        guard moved.eccentricity < 1, moved.eccentricity >= -0.001 else {
            throw .meanEccentricityOutOfRange(minutesSinceEpoch: t, eccentricity: moved.eccentricity)
        }
        moved.eccentricity = max(moved.eccentricity, 1e-6)
        let anomaly = moved.anomaly + coefficients.epoch.meanMotion * drag.longitude
        let longitude = reduced(anomaly + moved.perigee + moved.node)
        moved.node = reduced(moved.node)
        moved.perigee = reduced(moved.perigee)
        moved.anomaly = reduced(longitude - moved.perigee - moved.node)
    }
}

/// An angle less its whole turns, keeping its sign; exact, for after years a rounding here is a millimetre.
@inline(__always)
func reduced(_ angle: Double) -> Double {
    let turn = 2 * Double.pi
    return abs(angle) < turn ? angle : angle.truncatingRemainder(dividingBy: turn)
}
