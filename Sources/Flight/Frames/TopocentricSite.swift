import Glibc

/// Where an object stands in the sky of a site; no refraction.
public struct LookAngles: Hashable, Sendable {
    /// Azimuth from north through east, degrees, 0 ..< 360.
    public var azimuthDeg: Double
    /// Elevation above the plane that touches the ellipsoid's parallel, degrees, −90…90.
    public var elevationDeg: Double
    /// Distance, km.
    public var rangeKm: Double
    /// Rate of change of the distance, km/s, positive when it grows.
    public var rangeRateKmS: Double

    /// Makes look angles from degrees, km and km/s.
    public init(azimuthDeg: Double, elevationDeg: Double, rangeKm: Double, rangeRateKmS: Double) {
        (self.azimuthDeg, self.elevationDeg) = (azimuthDeg, elevationDeg)
        (self.rangeKm, self.rangeRateKmS) = (rangeKm, rangeRateKmS)
    }
}

/// A site on the Earth with its east, north and up.
public struct TopocentricSite: Hashable, Sendable {
    /// The site's place.
    public let point: GeodeticPoint
    /// The site's place in ITRF.
    public let position: Position<ITRF>
    /// Unit vector along the local vertical of the ellipsoid (dimensionless, kept as a position).
    public let up: Position<ITRF>
    private let east: Position<ITRF>
    private let north: Position<ITRF>

    /// Makes a site.
    public init(point: GeodeticPoint) {
        self.point = point
        position = point.position
        let (latitude, longitude) = (point.latitudeDeg / degreesPerRadian, point.longitudeDeg / degreesPerRadian)
        let (sineLatitude, cosineLatitude) = (sin(latitude), cos(latitude))
        let (sineLongitude, cosineLongitude) = (sin(longitude), cos(longitude))
        up = Position(xKm: cosineLatitude * cosineLongitude, yKm: cosineLatitude * sineLongitude, zKm: sineLatitude)
        east = Position(xKm: -sineLongitude, yKm: cosineLongitude, zKm: 0)
        north = Position(xKm: -sineLatitude * cosineLongitude, yKm: -sineLatitude * sineLongitude, zKm: cosineLatitude)
    }

    /// Azimuth, elevation, range and range rate of an object. An object at the site itself is at the zenith.
    public func look(at state: StateVector<ITRF>) -> LookAngles {
        let line = state.position.relative(to: position)
        let range = line.lengthKm
        let (alongEast, alongNorth, alongUp) = (line.dot(east), line.dot(north), line.dot(up))
        guard range > 0 else { return LookAngles(azimuthDeg: 0, elevationDeg: 90, rangeKm: 0, rangeRateKmS: 0) }
        let velocity = state.velocity
        let closing = line.xKm * velocity.xKmS + line.yKm * velocity.yKmS + line.zKm * velocity.zKmS
        return LookAngles(
            azimuthDeg: wrapped(atan2(alongEast, alongNorth) * degreesPerRadian, 360),
            elevationDeg: atan2(alongUp, hypot(alongEast, alongNorth)) * degreesPerRadian,
            rangeKm: range, rangeRateKmS: closing / range)
    }
}
