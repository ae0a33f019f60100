public import Frames

/// Who runs a station.
public enum StationOwner: Hashable, Sendable {
    /// A partner of the programme, by its id.
    case partner(String)
    /// A company or agency that is no partner and sells its service.
    case provider(String)
}

/// A radio band, by its letters.
public enum RadioBand: String, CaseIterable, Sendable, Codable {
    /// 30 to 300 MHz.
    case vhf = "VHF"
    /// 300 to 1,000 MHz.
    case uhf = "UHF"
    /// 1 to 2 GHz.
    case l = "L"
    /// 2 to 4 GHz.
    case s = "S"
    /// 4 to 8 GHz.
    case c = "C"
    /// 8 to 12 GHz.
    case x = "X"
    /// 12 to 18 GHz.
    case ku = "Ku"
    /// 26.5 to 40 GHz.
    case ka = "Ka"
    /// Light.
    case optical = "optical"
}

/// One corner of a horizon mask.
public struct MaskPoint: Hashable, Sendable {
    /// Azimuth, degrees from north through east, 0 to below 360.
    public let azimuthDeg: Double
    /// Lowest elevation seen there, degrees.
    public let elevationDeg: Double

    /// A corner from its two angles, degrees.
    public init(azimuthDeg: Double, elevationDeg: Double) {
        self.azimuthDeg = azimuthDeg
        self.elevationDeg = elevationDeg
    }
}

/// A ground station.
public struct GroundStation: Hashable, Sendable {
    /// Id, `maspalomas`.
    public let id: String
    /// Name.
    public let name: String
    /// Who runs it.
    public let owner: StationOwner
    /// Where its antenna stands, WGS 84.
    public let point: GeodeticPoint
    /// Lowest elevation it works at, degrees, where the mask asks no more.
    public let minimumElevationDeg: Double
    /// Bands it works in.
    public let bands: [RadioBand]
    /// What hills and buildings leave of the horizon, by azimuth; empty where only `minimumElevationDeg` counts.
    public let azimuthMask: [MaskPoint]
    /// What else is to be known.
    public let note: String?
    /// Where the coordinates are from.
    public let source: String

    /// A station from its parts; without an owner it is the asker's own, of no partner.
    public init(
        id: String, name: String, owner: StationOwner = .provider("own"), point: GeodeticPoint,
        minimumElevationDeg: Double = 0, bands: [RadioBand] = [], azimuthMask: [MaskPoint] = [], note: String? = nil,
        source: String = ""
    ) {
        self.id = id
        self.name = name
        self.owner = owner
        self.point = point
        self.minimumElevationDeg = minimumElevationDeg
        self.bands = bands
        self.azimuthMask = azimuthMask
        self.note = note
        self.source = source
    }

    /// The owning partner's id; `nil` when no partner owns it.
    public var partner: String? {
        if case .partner(let id) = owner { id } else { nil }
    }

    /// The provider's name; `nil` when a partner owns it.
    public var provider: String? {
        if case .provider(let name) = owner { name } else { nil }
    }

    /// Lowest elevation the station works at towards an azimuth, degrees: the mask between its corners on straight
    /// lines, and never under `minimumElevationDeg`.
    public func minimumElevationDeg(azimuthDeg: Double) -> Double {
        guard let first = azimuthMask.first, let last = azimuthMask.last, azimuthDeg.isFinite else {
            return minimumElevationDeg
        }
        let turned = azimuthDeg.truncatingRemainder(dividingBy: 360)
        let azimuth = turned < 0 ? turned + 360 : turned
        let after = azimuthMask.first { $0.azimuthDeg > azimuth }
        let before = azimuthMask.last { $0.azimuthDeg <= azimuth }
        let lower = before ?? MaskPoint(azimuthDeg: last.azimuthDeg - 360, elevationDeg: last.elevationDeg)
        let upper = after ?? MaskPoint(azimuthDeg: first.azimuthDeg + 360, elevationDeg: first.elevationDeg)
        let span = upper.azimuthDeg - lower.azimuthDeg
        let share = span > 0 ? (azimuth - lower.azimuthDeg) / span : 0
        return max(minimumElevationDeg, lower.elevationDeg + share * (upper.elevationDeg - lower.elevationDeg))
    }
}

/// A relay satellite. It has no passes; it is listed with its place where that is public.
public struct RelaySatellite: Hashable, Sendable {
    /// Id, `tdrs-10`.
    public let id: String
    /// Name.
    public let name: String
    /// Who runs it.
    public let owner: StationOwner
    /// Its system, `TDRSS`.
    public let system: String
    /// Geostationary longitude, degrees east, -180 to 180; `nil` where not public or not steady.
    public let longitudeDeg: Double?
    /// Bands it works in.
    public let bands: [RadioBand]
    /// What else is to be known.
    public let note: String?
    /// Where it is from.
    public let source: String

    /// A relay from its parts.
    public init(
        id: String, name: String, owner: StationOwner, system: String, longitudeDeg: Double?, bands: [RadioBand],
        note: String?, source: String
    ) {
        (self.id, self.name, self.owner, self.system) = (id, name, owner, system)
        self.longitudeDeg = longitudeDeg
        self.bands = bands
        self.note = note
        self.source = source
    }

    /// The owning partner's id; `nil` when no partner owns it.
    public var partner: String? {
        if case .partner(let id) = owner { id } else { nil }
    }
}

/// The stations and relays a programme may be served by.
public struct StationNetwork: Hashable, Sendable {
    /// Stations, in the order of the file.
    public let stations: [GroundStation]
    /// Relay satellites.
    public let relays: [RelaySatellite]

    /// A network from its parts.
    public init(stations: [GroundStation], relays: [RelaySatellite]) {
        self.stations = stations
        self.relays = relays
    }

    /// The station of an id.
    public func station(_ id: String) -> GroundStation? {
        stations.first { $0.id == id }
    }
}
