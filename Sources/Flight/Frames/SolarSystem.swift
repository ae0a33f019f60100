public import Timekeeping

/// Where Sun, Moon and planets are taken from: the theories built in, or an ephemeris file.
public enum SolarSystem: Sendable {
    /// `Sun`, `Moon` and `Planet`; good to about an arcsecond, for any instant of these centuries.
    case builtIn
    /// A file of JPL's, within its coverage.
    case file(PlanetaryEphemeris)

    /// Geometric position and velocity of a body against the Earth's centre, km and km/s.
    ///
    /// An error where a file does not reach; what is built in has no Pluto and no barycentre of the whole.
    public func geocentricState(
        of body: SolarSystemBody, at instant: Instant
    ) throws(FrameError) -> StateVector<GCRF> {
        switch self {
        case .file(let ephemeris): return try ephemeris.geocentricState(of: body, at: instant)
        case .builtIn:
            guard let state = Self.builtInState(of: body, at: instant) else {
                throw .notInEphemeris(body: body, instant: instant)
            }
            return state
        }
    }

    /// Geometric position of the Sun against the Earth's centre, km; see `geocentricState`.
    public func sunPosition(at instant: Instant) throws(FrameError) -> Position<GCRF> {
        try geocentricState(of: .sun, at: instant).position
    }

    /// Geometric position of the Moon against the Earth's centre, km; see `geocentricState`.
    public func moonPosition(at instant: Instant) throws(FrameError) -> Position<GCRF> {
        try geocentricState(of: .moon, at: instant).position
    }

    /// Where a body is seen from the Earth's centre, km: light time and the Earth's motion taken into account, not the
    /// bending of light. An error where a file does not reach.
    public func apparentPosition(
        of body: SolarSystemBody, at instant: Instant
    ) throws(FrameError) -> Position<GCRF> {
        // Body and Earth both as they were when the light left: the same as light time and aberration one after the
        // other, to 0.001″ for Sun and Moon, 0.003″ for Mars, 0.03″ for Neptune (Meeus, chapter 33).
        let distance = try geocentricState(of: body, at: instant).position.lengthKm
        let past = instant.advanced(bySeconds: -distance / speedOfLightKmS)
        return try geocentricState(of: body, at: past).position
    }

    private static func builtInState(of body: SolarSystemBody, at instant: Instant) -> StateVector<GCRF>? {
        switch body {
        case .earth: Motion().state(epoch: instant)
        case .sun: Sun.geometricState(at: instant)
        case .moon: Moon.state(at: instant)
        case .earthMoonBarycenter: Motion().state(epoch: instant).plus(Moon.state(at: instant), times: moonShare)
        case .mercury: Planet.mercury.geometricState(at: instant)
        case .venus: Planet.venus.geometricState(at: instant)
        case .mars: Planet.mars.geometricState(at: instant)
        case .jupiter: Planet.jupiter.geometricState(at: instant)
        case .saturn: Planet.saturn.geometricState(at: instant)
        case .uranus: Planet.uranus.geometricState(at: instant)
        case .neptune: Planet.neptune.geometricState(at: instant)
        case .pluto, .solarSystemBarycenter: nil
        }
    }
}

/// The Moon's part of the mass of Earth and Moon (DE440: their ratio is 81.30056822).
private let moonShare = 1 / (1 + 81.30056822)
