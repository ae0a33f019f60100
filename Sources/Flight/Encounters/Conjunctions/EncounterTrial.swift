import Glibc

/// One random trial: two states drawn, and whether the objects come within the radius.
struct EncounterTrial: Sendable {
    enum Outcome { case hit, miss, unusable }

    private let primary: DrawnObject
    private let secondary: DrawnObject
    private let motion: EncounterMotion
    private let radius: Double
    private let window: ClosedRange<Double>
    private let gridStep: Double
    /// Both objects' gravity together, m/s²: no relative motion bends more.
    private let bending: Double
    /// Whether the approach is over so soon that only the one nearest the given moment can be meant.
    private let isShort: Bool

    init(_ encounter: Encounter, motion: EncounterMotion, windowS: ClosedRange<Double>?) throws(EncounterError) {
        primary = try DrawnObject(encounter.primary)
        secondary = try DrawnObject(encounter.secondary)
        (self.motion, radius) = (motion, encounter.hardBodyRadiusM)
        let period = 2 * Double.pi / max(primary.meanMotion, secondary.meanMotion)
        window = windowS ?? (-period / 4)...(period / 4)
        gridStep = period / 64
        bending = [encounter.primary, encounter.secondary].reduce(0) {
            $0 + 1.3 * earthGravityM3S2 / scalarProduct($1.positionM, $1.positionM)
        }
        let (position, velocity) = (encounter.relativePositionM, encounter.relativeVelocityMS)
        let speed = vectorLength(velocity)
        let along = speed > 0 ? velocity / speed : SIMD3(1, 0, 0)
        let variance = [encounter.primary, encounter.secondary].reduce(0) { $0 + $1.positionCovariance(along, along) }
        let spread = (8 * max(variance, 0).squareRoot() + abs(scalarProduct(position, along))) / speed
        isShort = spread < period / 40 && window.contains(-spread) && window.contains(spread)
    }

    var clippedEigenvalue: Double? {
        [primary.clippedEigenvalue, secondary.clippedEigenvalue].compactMap { $0 }.min()
    }

    func run(_ random: inout RandomSource) -> Outcome {
        guard motion == .keplerian else {
            let (first, second) = (primary.drawnState(&random), secondary.drawnState(&random))
            let (position, velocity) = (second.position - first.position, second.velocity - first.velocity)
            let time = min(
                max(-scalarProduct(position, velocity) / scalarProduct(velocity, velocity), window.lowerBound),
                window.upperBound)
            return vectorLength(position + velocity * time) <= radius ? .hit : .miss
        }
        guard let first = primary.drawnOrbit(&random), let second = secondary.drawnOrbit(&random) else {
            return .unusable
        }
        let pair = OrbitPair(first: first, second: second)
        return (isShort ? meetsShortly(pair) : meetsInWindow(pair)) ? .hit : .miss
    }

    /// Newton's steps from the given moment to the approach nearest it.
    private func meetsShortly(_ pair: OrbitPair) -> Bool {
        var time = 0.0
        for round in 0..<8 {
            let (position, velocity) = pair.relativeState(atS: time)
            let step = -scalarProduct(position, velocity) / scalarProduct(velocity, velocity)
            let miss = vectorLength(position + velocity * step)
            if round == 0, miss > radius + bending * step * step / 2 { return false }
            time += step
            if abs(step) * vectorLength(velocity) < 1e-3 * radius || round == 7 {
                return miss <= radius && window.contains(time)
            }
        }
        return false
    }

    /// Every approach inside the window: where the distance turns from falling to growing between two grid points.
    private func meetsInWindow(_ pair: OrbitPair) -> Bool {
        let span = window.upperBound - window.lowerBound
        let count = max(2, Int(min(span / gridStep, 100_000).rounded(.up)))
        let step = span / Double(count)
        var before = pair.relativeState(atS: window.lowerBound)
        if vectorLength(before.position) <= radius { return true }
        for index in 1...count {
            let time = window.lowerBound + Double(index) * step
            let after = pair.relativeState(atS: time)
            if vectorLength(after.position) <= radius { return true }
            let (falling, growing) = (
                scalarProduct(before.position, before.velocity), scalarProduct(after.position, after.velocity)
            )
            if falling < 0, growing >= 0, pair.leastDistance(from: time - step, falling, to: time, growing) <= radius {
                return true
            }
            before = after
        }
        return false
    }
}

/// Two orbits and the motion of the second against the first.
private struct OrbitPair {
    let first: KeplerOrbit
    let second: KeplerOrbit

    @inline(__always)
    func relativeState(atS time: Double) -> (position: SIMD3<Double>, velocity: SIMD3<Double>) {
        let (left, right) = (first.state(afterS: time), second.state(afterS: time))
        return (right.position - left.position, right.velocity - left.velocity)
    }

    /// Distance where r · v passes through 0 between two times; false position, Illinois variant.
    func leastDistance(from start: Double, _ falling: Double, to end: Double, _ growing: Double) -> Double {
        var (low, high, lowValue, highValue) = (start, end, falling, growing)
        var distance = Double.infinity
        var lastSide = 0
        for _ in 0..<40 {
            let time = (low * highValue - high * lowValue) / (highValue - lowValue)
            let (position, velocity) = relativeState(atS: time)
            let value = scalarProduct(position, velocity)
            let miss = position - velocity * (value / scalarProduct(velocity, velocity))
            distance = vectorLength(miss)
            if abs(value) <= 1e-3 * vectorLength(velocity) || high - low < 1e-6 { break }
            if value < 0 {
                (low, lowValue) = (time, value)
                if lastSide < 0 { highValue /= 2 }
                lastSide = -1
            } else {
                (high, highValue) = (time, value)
                if lastSide > 0 { lowValue /= 2 }
                lastSide = 1
            }
        }
        return distance
    }
}

/// An object whose states are drawn.
private struct DrawnObject: Sendable {
    let meanMotion: Double
    let clippedEigenvalue: Double?
    private let object: EncounterObject
    private let axes: (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>)
    private let stateFactor: CovarianceFactor
    private let elements: EquinoctialElements
    private let elementFactor: CovarianceFactor

    init(_ object: EncounterObject) throws(EncounterError) {
        let axes = object.axes
        // In its own RTN axes an object's orbit has no inclination: no singularity whatever the orbit.
        let rotated = { (vector: SIMD3<Double>) in
            SIMD3(
                scalarProduct(vector, axes.radial), scalarProduct(vector, axes.transverse),
                scalarProduct(vector, axes.normal))
        }
        let (position, velocity) = (rotated(object.positionM), rotated(object.velocityMS))
        let factor = CovarianceFactor(object.covariance)
        guard let elements = EquinoctialElements(positionM: position, velocityMS: velocity),
            let columns = Self.columns(of: factor, position: position, velocity: velocity)
        else {
            throw .unusableValue(
                name: "object's speed in m/s", value: vectorLength(velocity), expected: "that of an elliptic orbit")
        }
        (self.object, self.elements, stateFactor, self.axes) = (object, elements, factor, axes)
        var elementFactor = factor
        elementFactor.columns = columns
        self.elementFactor = elementFactor
        (meanMotion, clippedEigenvalue) = (elements.values[0], factor.clippedEigenvalue)
    }

    func drawnState(_ random: inout RandomSource) -> (position: SIMD3<Double>, velocity: SIMD3<Double>) {
        let error = stateFactor.sample(&random)
        let position = axes.0 * error[0] + axes.1 * error[1] + axes.2 * error[2]
        let velocity = axes.0 * error[3] + axes.1 * error[4] + axes.2 * error[5]
        return (object.positionM + position, object.velocityMS + velocity)
    }

    func drawnOrbit(_ random: inout RandomSource) -> KeplerOrbit? {
        let drawn = EquinoctialElements(elements.values + elementFactor.sample(&random))
        return drawn.isEllipse ? KeplerOrbit(drawn, axes: axes) : nil
    }

    /// The factor's columns as deviations of the elements: central differences of the elements by the state.
    private static func columns(
        of factor: CovarianceFactor, position: SIMD3<Double>, velocity: SIMD3<Double>
    ) -> [SIMD8<Double>]? {
        let (metre, metreSecond) = (vectorLength(position) * 1e-6, vectorLength(velocity) * 1e-6)
        var slopes: [SIMD8<Double>] = []
        for index in 0..<6 {
            let (step, axis) = (index < 3 ? metre : metreSecond, index % 3)
            var (low, high) = ((position, velocity), (position, velocity))
            if index < 3 {
                (low.0[axis], high.0[axis]) = (low.0[axis] - step, high.0[axis] + step)
            } else {
                (low.1[axis], high.1[axis]) = (low.1[axis] - step, high.1[axis] + step)
            }
            guard let below = EquinoctialElements(positionM: low.0, velocityMS: low.1),
                let above = EquinoctialElements(positionM: high.0, velocityMS: high.1)
            else { return nil }
            slopes.append((above.values - below.values) / (2 * step))
        }
        return factor.columns.map { column in
            (0..<6).reduce(SIMD8<Double>()) { $0 + slopes[$1] * column[$1] }
        }
    }
}
