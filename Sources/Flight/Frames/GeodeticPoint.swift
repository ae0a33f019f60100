import Glibc

/// A place on or above the WGS 84 ellipsoid.
public struct GeodeticPoint: Hashable, Sendable {
    /// Geodetic latitude, degrees north, −90…90.
    public var latitudeDeg: Double
    /// Longitude, degrees east; computed ones lie in −180 ..< 180.
    public var longitudeDeg: Double
    /// Height above the ellipsoid, km.
    public var altitudeKm: Double

    /// Makes a point from degrees and km.
    public init(latitudeDeg: Double, longitudeDeg: Double, altitudeKm: Double) {
        (self.latitudeDeg, self.longitudeDeg, self.altitudeKm) = (latitudeDeg, longitudeDeg, altitudeKm)
    }

    /// The point under (or over) an ITRF position; good to 1e-9 degrees and 1 µm from the ground to the Moon.
    ///
    /// Bowring's iteration on the reduced latitude (Bowring 1976). At the Earth's very centre the latitude is 90.
    public init(_ position: Position<ITRF>) {
        let (a, b) = (WGS84.equatorialRadiusKm, WGS84.polarRadiusKm)
        let distance = hypot(position.xKm, position.yKm)
        var latitude = atan2(position.zKm * a, distance * b)
        for _ in 0..<4 {
            let reduced = atan2(b * sin(latitude), a * cos(latitude))
            let (sine, cosine) = (sin(reduced), cos(reduced))
            latitude = atan2(
                position.zKm + WGS84.secondEccentricitySquared * b * sine * sine * sine,
                distance - WGS84.eccentricitySquared * a * cosine * cosine * cosine)
        }
        let sine = sin(latitude)
        altitudeKm =
            distance * cos(latitude) + position.zKm * sine
            - a * (1 - WGS84.eccentricitySquared * sine * sine).squareRoot()
        latitudeDeg = latitude * degreesPerRadian
        let longitude = atan2(position.yKm, position.xKm) * degreesPerRadian
        longitudeDeg = longitude >= 180 ? longitude - 360 : longitude
    }

    /// The same place in ITRF.
    public var position: Position<ITRF> {
        let (latitude, longitude) = (latitudeDeg / degreesPerRadian, longitudeDeg / degreesPerRadian)
        let (sine, cosine) = (sin(latitude), cos(latitude))
        let normal = WGS84.equatorialRadiusKm / (1 - WGS84.eccentricitySquared * sine * sine).squareRoot()
        let distance = (normal + altitudeKm) * cosine
        return Position(
            xKm: distance * cos(longitude), yKm: distance * sin(longitude),
            zKm: (normal * (1 - WGS84.eccentricitySquared) + altitudeKm) * sine)
    }
}

/// The ellipsoid of the World Geodetic System 1984 (NGA.STND.0036, table 3.1).
public enum WGS84 {
    /// Semi-major axis, km.
    public static let equatorialRadiusKm = 6378.137
    /// Flattening.
    public static let flattening = 1 / 298.257223563
    /// Semi-minor axis, km.
    public static let polarRadiusKm = equatorialRadiusKm * (1 - flattening)
    static let eccentricitySquared = flattening * (2 - flattening)
    static let secondEccentricitySquared = eccentricitySquared / (1 - eccentricitySquared)
}
