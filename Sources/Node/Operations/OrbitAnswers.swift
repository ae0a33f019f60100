public import Agreements
public import Encounters
public import Frames
public import Orbits
public import Timekeeping

/// Where the spacecraft is, was lately, and will be soon.
public struct OrbitAnswer: Sendable {
    /// What it is computed from.
    public let elements: MeanElements
    /// The instant of the state.
    public let time: Instant
    /// Below which point of the Earth it is, and how high.
    public let point: GeodeticPoint
    /// Speed in TEME, km/s.
    public let speedKmS: Double
    /// How much of the Sun it sees.
    public let illumination: Illumination
    /// Angle between the orbit's plane and the Sun, degrees.
    public let betaDeg: Double
    /// The next change between sunlight and shadow, and whether it leads to sunlight; nil where none comes soon.
    public let nextSunlightChange: (time: Instant, isToSunlight: Bool)?
    /// Period, minutes.
    public let periodMinutes: Double
    /// From one and a half revolutions ago to one and a half ahead.
    public let track: [GroundTrackPoint]
    /// Radius on the ground from which it is above the horizon, degrees of arc.
    public let footprintRadiusDeg: Double
    /// Where the Sun is overhead.
    public let subsolar: (latitudeDeg: Double, longitudeDeg: Double)
    /// Number of the revolution.
    public let revolution: Int
}

/// A ground station as listed for one partner.
public struct StationEntry: Sendable {
    /// Id.
    public let id: String
    /// Name.
    public let name: String
    /// The partner that provides it.
    public let partner: String
    /// Where it stands.
    public let point: GeodeticPoint
    /// Elevation from which it can be used, degrees.
    public let minimumElevationDeg: Double
    /// Radius of the circle within which the spacecraft can be reached, degrees of arc; nil where no orbit is known.
    public let acquisitionRadiusDeg: Double?
    /// Whether it may be used, and why.
    public let decision: Decision
}

/// A relay satellite.
public struct RelayEntry: Sendable {
    /// Id.
    public let id: String
    /// Name.
    public let name: String
    /// The partner that provides it.
    public let partner: String
    /// Where over the equator it stands, degrees; nil where it does not stand still or is not told.
    public let longitudeDeg: Double?
}

/// A pass over a station as one partner sees it.
public struct PassEntry: Sendable {
    /// Id of the station.
    public let station: String
    /// The partner that provides the station.
    public let partner: String
    /// Whether the station may be used, and why.
    public let decision: Decision
    /// The rest; nil where it is withheld.
    public let detail: PassDetail?
}

/// When and where the spacecraft passes over a station.
public struct PassDetail: Sendable {
    /// The station's name.
    public let stationName: String
    /// The pass.
    public let pass: Pass
}
