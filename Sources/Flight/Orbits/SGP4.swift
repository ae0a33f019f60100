public import Frames
public import Timekeeping

/// The SGP4/SDP4 analytical propagator of Hoots and Roehrich (Spacetrack Report 3, 1980) as revised by Vallado,
/// Crawford, Hujsak and Kelso (AIAA 2006-6753).
///
/// A value without shared state: one propagator serves any number of threads. Orbits of 225 minutes and more take the
/// deep-space model with lunar, solar and resonance terms.
public struct SGP4: Sendable {
    /// Which of the two published variants of the deep-space model is run.
    public enum Mode: String, Sendable, CaseIterable {
        /// The variant of the Air Force's own software: sidereal time of 1970 and node kept within 0…2π.
        case airForce
        /// The improved variant: sidereal time of the 1982 model.
        case improved
    }

    /// The elements that are propagated.
    public let elements: MeanElements
    /// The gravity model.
    public let gravity: GravityModel
    /// The variant of the deep-space model.
    public let mode: Mode
    let coefficients: SecularCoefficients
    let deepSpace: DeepSpace?

    /// Prepares a propagator; throws where an element is not a number or outside what the model takes.
    public init(
        _ elements: MeanElements, gravity: GravityModel = .wgs72, mode: Mode = .improved
    ) throws(OrbitError) {
        try Self.check(elements)
        (self.elements, self.gravity, self.mode) = (elements, gravity, mode)
        let epoch = EpochElements(elements, gravity: gravity)
        let prepared = SecularCoefficients(epoch, gravity: gravity)
        coefficients = prepared
        let daysSince1950 = Self.daysSince1950(elements.epoch)
        deepSpace =
            prepared.isDeepSpace
            ? DeepSpace(epoch, prepared, gravity: gravity, daysSince1950: daysSince1950, mode: mode) : nil
    }

    /// The state at an instant.
    public func state(at instant: Instant) throws(OrbitError) -> StateVector<TEME> {
        let minutes = instant.secondsSince(elements.epoch) / 60
        let (position, velocity) = try motion(minutesSinceEpoch: minutes)
        return StateVector(position: position, velocity: velocity, epoch: instant)
    }

    /// The state at a Julian date of UTC, counted from the epoch as `PropagationTimes` counts such dates.
    public func state(at date: JulianDate<UTC>) throws(OrbitError) -> StateVector<TEME> {
        let (position, velocity) = try motion(
            minutesSinceEpoch: date.minutes(since: elements.epoch.julianDate(in: .utc)))
        return StateVector(position: position, velocity: velocity, epoch: Instant(julianDate: date))
    }

    /// The state at a number of minutes (of SI seconds) from the epoch, either way.
    public func state(minutesSinceEpoch minutes: Double) throws(OrbitError) -> StateVector<TEME> {
        let (position, velocity) = try motion(minutesSinceEpoch: minutes)
        let instant = elements.epoch.advanced(bySeconds: minutes * 60)
        return StateVector(position: position, velocity: velocity, epoch: instant)
    }

    /// Whether the deep-space model is in use (period of 225 minutes and more).
    public var isDeepSpace: Bool { deepSpace != nil }

    // One double of Julian Date, in steps of 40 µs, as the published program has it: Moon and Sun need no better, and
    // its output is reproduced to the last digit.
    private static func daysSince1950(_ epoch: Instant) -> Double {
        epoch.julianDate(in: .utc).value - 2_433_281.5
    }

    private static func check(_ elements: MeanElements) throws(OrbitError) {
        let angles = [
            ("inclination", elements.inclinationDeg), ("right ascension of the ascending node", elements.raanDeg),
            ("argument of perigee", elements.argumentOfPerigeeDeg), ("mean anomaly", elements.meanAnomalyDeg),
        ]
        for (name, value) in angles where !(abs(value) <= 36_000) {
            throw .unusableElement(name: name, value: value, expected: "degrees")
        }
        guard elements.eccentricity >= 0, elements.eccentricity < 1 else {
            throw .unusableElement(name: "eccentricity", value: elements.eccentricity, expected: "0 to less than 1")
        }
        let motion = elements.meanMotionRevPerDay
        guard motion > 0, motion <= 100 else {
            let expected = "more than 0 and up to 100 revolutions per day"
            throw .unusableElement(name: "mean motion", value: motion, expected: expected)
        }
        guard abs(elements.bstar) <= 1e6 else {
            throw .unusableElement(name: "drag term", value: elements.bstar, expected: "a number per Earth radius")
        }
    }
}
