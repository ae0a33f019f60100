public import Timekeeping

extension Sun {
    /// Geometric position of the Sun at an instant, km; see `geometricState(at:)`.
    public static func geometricPosition(at instant: Instant) -> Position<GCRF> {
        geometricState(at: instant).position
    }

    /// Geometric position and velocity of the Sun at an instant, km and km/s: VSOP87 (Bretagnon and Francou 1988) cut
    /// at 0.004″, turned to GCRF by the IAU 2006 precession.
    ///
    /// Against JPL's DE440 from 1990 to 2060: within 0.18″ (root mean square 0.08″) and 40 km in distance, 8 cm/s in
    /// speed.
    public static func geometricState(at instant: Instant) -> StateVector<GCRF> {
        let t = instant.centuriesTT
        return earthOrbit(t).reversed.state(centuriesTT: t, epoch: instant)
    }

    /// Where the Sun is seen from the Earth's centre, km: light time and the Earth's motion taken into account, not the
    /// bending of light.
    public static func apparentPosition(at instant: Instant) -> Position<GCRF> {
        // Light time against the Sun at rest equals aberration by the Earth's motion, to 0.01″.
        let distance = geometricPosition(at: instant).lengthKm
        return geometricPosition(at: instant.advanced(bySeconds: -distance / speedOfLightKmS))
    }

    /// The Earth's heliocentric place.
    static func earthOrbit(_ t: Double) -> SphericalMotion { orbit(earthSeries, t) }

    /// A heliocentric place by VSOP87D, whose equinox lies 0.0903″ from that of the FK5 (Meeus, chapter 32).
    fileprivate static func orbit(_ series: SphericalSeries, _ t: Double) -> SphericalMotion {
        var motion = series.motion(centuries: t)
        motion.longitudeRad -= 0.09033 * radiansPerArcsecond
        return motion
    }
}

/// A planet as seen from the Earth's centre, by a theory that is built in.
public enum Planet: String, Sendable, Codable, CaseIterable {
    /// Mercury.
    case mercury
    /// Venus.
    case venus
    /// Mars and its moons, as all that follow.
    case mars
    /// Jupiter.
    case jupiter
    /// Saturn.
    case saturn
    /// Uranus.
    case uranus
    /// Neptune.
    case neptune

    /// Geometric position and velocity against the Earth's centre at an instant, km and km/s: VSOP87 (Bretagnon and
    /// Francou 1988) cut at 0.02″, turned to GCRF by the IAU 2006 precession.
    ///
    /// Against JPL's DE440 from 1990 to 2060, greatest angle and difference in distance: Mercury 0.32″, 90 km; Venus
    /// 0.57″, 110 km; Mars 1.1″, 290 km; Jupiter 0.8″, 930 km; Saturn 0.5″, 2800 km; Uranus 1.7″, 12 000 km; Neptune
    /// 2.6″, 12 000 km. Speeds within 0.25 m/s.
    public func geometricState(at instant: Instant) -> StateVector<GCRF> {
        let t = instant.centuriesTT
        let planet = Sun.orbit(series, t).state(centuriesTT: t, epoch: instant)
        return planet.plus(Sun.geometricState(at: instant))
    }

    private var series: SphericalSeries {
        switch self {
        case .mercury: mercurySeries
        case .venus: venusSeries
        case .mars: marsSeries
        case .jupiter: jupiterSeries
        case .saturn: saturnSeries
        case .uranus: uranusSeries
        case .neptune: neptuneSeries
        }
    }
}

let speedOfLightKmS = 299_792.458

private let earthSeries = SphericalSeries(EarthOrbitTable.text)
private let mercurySeries = SphericalSeries(MercuryOrbitTable.text)
private let venusSeries = SphericalSeries(VenusOrbitTable.text)
private let marsSeries = SphericalSeries(MarsOrbitTable.text)
private let jupiterSeries = SphericalSeries(JupiterOrbitTable.text)
private let saturnSeries = SphericalSeries(SaturnOrbitTable.text)
private let uranusSeries = SphericalSeries(UranusOrbitTable.text)
private let neptuneSeries = SphericalSeries(NeptuneOrbitTable.text)

extension StateVector {
    /// The sum of two straight ways, at this state's epoch.
    func plus(_ other: StateVector, times factor: Double = 1) -> StateVector {
        StateVector(
            position: Position(
                xKm: position.xKm + factor * other.position.xKm, yKm: position.yKm + factor * other.position.yKm,
                zKm: position.zKm + factor * other.position.zKm),
            velocity: Velocity(
                xKmS: velocity.xKmS + factor * other.velocity.xKmS,
                yKmS: velocity.yKmS + factor * other.velocity.yKmS,
                zKmS: velocity.zKmS + factor * other.velocity.zKmS),
            epoch: epoch)
    }
}
