/// The Earth's gravity as SGP4 takes it.
public struct GravityModel: Sendable, Equatable {
    /// The model's name.
    public let name: String
    /// Gravitational parameter, km³/s².
    public let muKm3S2: Double
    /// Equatorial radius, km.
    public let radiusKm: Double
    /// √µ in Earth radii to the 3/2 per minute.
    public let xke: Double
    /// Second zonal harmonic.
    public let j2: Double
    /// Third zonal harmonic.
    public let j3: Double
    /// Fourth zonal harmonic.
    public let j4: Double

    /// WGS 72, with which published element sets are made (AIAA 2006-6753, table 1).
    public static let wgs72 = GravityModel(
        name: "WGS-72", muKm3S2: 398_600.8, radiusKm: 6378.135, xke: nil, j2: 0.001082616, j3: -0.00000253881,
        j4: -0.00000165597)
    /// WGS 72 with the constants of Spacetrack Report 3.
    public static let wgs72Old = GravityModel(
        name: "WGS-72 (Spacetrack Report 3)", muKm3S2: 398_600.79964, radiusKm: 6378.135, xke: 0.0743669161,
        j2: 0.001082616, j3: -0.00000253881, j4: -0.00000165597)
    /// WGS 84.
    public static let wgs84 = GravityModel(
        name: "WGS-84", muKm3S2: 398_600.5, radiusKm: 6378.137, xke: nil, j2: 0.00108262998905, j3: -0.00000253215306,
        j4: -0.00000161098761)

    private init(name: String, muKm3S2: Double, radiusKm: Double, xke: Double?, j2: Double, j3: Double, j4: Double) {
        (self.name, self.muKm3S2, self.radiusKm) = (name, muKm3S2, radiusKm)
        (self.j2, self.j3, self.j4) = (j2, j3, j4)
        self.xke = xke ?? 60 / (radiusKm * radiusKm * radiusKm / muKm3S2).squareRoot()
    }

    var j3OverJ2: Double { j3 / j2 }
    /// Earth radii per minute in km/s.
    var kmPerSecond: Double { radiusKm * xke / 60 }
}
