/// A body or barycentre of the solar system, as ephemeris files number them.
public enum SolarSystemBody: Int, Sendable, Codable, CaseIterable {
    /// Where the solar system's masses balance.
    case solarSystemBarycenter = 0
    /// Mercury.
    case mercury = 1
    /// Venus.
    case venus = 2
    /// Where the masses of Earth and Moon balance.
    case earthMoonBarycenter = 3
    /// Mars with its moons, as all planets that follow.
    case mars = 4
    /// Jupiter.
    case jupiter = 5
    /// Saturn.
    case saturn = 6
    /// Uranus.
    case uranus = 7
    /// Neptune.
    case neptune = 8
    /// Pluto.
    case pluto = 9
    /// The Sun.
    case sun = 10
    /// The Moon.
    case moon = 301
    /// The Earth.
    case earth = 399

    /// The number that the Navigation and Ancillary Information Facility gives it (NAIF IDs); planets by their
    /// barycentres.
    public var naifID: Int { rawValue }
}

/// Barycentric Celestial Reference Frame: the axes of GCRF. Origin: the solar system's barycentre.
public enum BCRF: ReferenceFrame {
    /// `BCRF`.
    public static let name = "BCRF"
}
