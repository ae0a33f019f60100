public import Orbits

/// The kind of an orbit by its eccentricity and mean motion. Every orbit is of exactly one kind.
public enum OrbitRegime: String, Sendable, CaseIterable, Codable {
    /// Low: 11.25 revolutions a day and more, a period up to 128 minutes.
    case leo
    /// Between low and geosynchronous.
    case meo
    /// Near the geosynchronous, whatever its inclination: 0.9 to 1.1 revolutions a day.
    case geo
    /// Highly eccentric, 0.25 and more, or above the geosynchronous: slower than 0.9 revolutions a day.
    case heo

    /// The kind of the orbit of a set.
    public init(_ elements: MeanElements) {
        let motion = elements.meanMotionRevPerDay
        if elements.eccentricity >= 0.25 {
            self = .heo
        } else if motion >= 11.25 {
            self = .leo
        } else if motion > 1.1 {
            self = .meo
        } else {
            self = motion >= 0.9 ? .geo : .heo
        }
    }
}

/// Size and kind of a mean orbit, as catalogues list them.
///
/// After Kepler's third law with the constants of WGS 72 (398 600.8 km³/s², 6378.135 km), without the correction of the
/// mean motion for oblateness: good to about 10 km, which is what the published figures are.
public struct OrbitShape: Hashable, Sendable {
    /// Half the length of the orbit, km.
    public let semiMajorAxisKm: Double
    /// Lowest height above the equator's radius, km.
    public let perigeeAltitudeKm: Double
    /// Greatest height above the equator's radius, km.
    public let apogeeAltitudeKm: Double
    /// Time of one revolution, minutes.
    public let periodMinutes: Double
    /// Kind of the orbit.
    public let regime: OrbitRegime

    /// The shape of a set's orbit; not a number where the mean motion is none.
    public init(_ elements: MeanElements) {
        let radiansPerSecond = elements.meanMotionRevPerDay * 2 * Double.pi / 86_400
        let axis = cubeRoot(398_600.8 / (radiansPerSecond * radiansPerSecond))
        semiMajorAxisKm = axis
        perigeeAltitudeKm = axis * (1 - elements.eccentricity) - 6378.135
        apogeeAltitudeKm = axis * (1 + elements.eccentricity) - 6378.135
        periodMinutes = elements.periodMinutes
        regime = OrbitRegime(elements)
    }
}

/// The cube root of a positive number by Newton's method, which from above falls to it; not a number otherwise.
private func cubeRoot(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return .nan }
    // Two to a third of the exponent, rounded up, is not below the root.
    var root = Double(sign: .plus, exponent: Int((Double(value.exponent + 1) / 3).rounded(.up)), significand: 1)
    while true {
        let next = (2 * root + value / (root * root)) / 3
        guard next < root else { return root }
        root = next
    }
}
