/// A set of axes and an origin known when the program is compiled.
///
/// A vector carries its frame as a type, so that vectors of two frames cannot be mixed; only a transform crosses.
public protocol ReferenceFrame: Sendable {
    /// The frame's usual abbreviation.
    static var name: String { get }
}

/// True equator, mean equinox of date; the frame of SGP4. Origin: the Earth's centre.
public enum TEME: ReferenceFrame {
    /// `TEME`.
    public static let name = "TEME"
}

/// International Terrestrial Reference Frame, turning with the Earth. Origin: the Earth's centre.
public enum ITRF: ReferenceFrame {
    /// `ITRF`.
    public static let name = "ITRF"
}

/// Geocentric Celestial Reference Frame. Origin: the Earth's centre.
public enum GCRF: ReferenceFrame {
    /// `GCRF`.
    public static let name = "GCRF"
}
