/// A set of axes and an origin known when the program is compiled.
///
/// A vector carries its frame as a type, so that vectors of two frames cannot be mixed; only a transform crosses.
public protocol ReferenceFrame: Sendable {
    /// The frame's usual abbreviation.
    static var name: String { get }
}

/// True equator, mean equinox of date; the frame of SGP4. Origin: the Earth's centre.
///
/// Here its z axis is the celestial intermediate pole of ITRF and its x axis lies Greenwich mean sidereal time of the
/// 1982 model west of the terrestrial origin, so that ITRF positions agree however one gets there. The older chain
/// over the 1980 nutation differs by up to 0.06″ from this in GCRF (2 m in a low orbit).
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

/// Mean equator and equinox of J2000.0, GCRF turned by the frame bias of IAU 2006. Origin: the Earth's centre.
public enum EME2000: ReferenceFrame {
    /// `EME2000`.
    public static let name = "EME2000"
}

/// Mean equator and equinox of date (IAU 2006 precession). Origin: the Earth's centre.
public enum MOD: ReferenceFrame {
    /// `MOD`.
    public static let name = "MOD"
}

/// True equator and equinox of date (IAU 2006 precession, IAU 2000A nutation, observed pole offsets where known).
/// Origin: the Earth's centre.
public enum TOD: ReferenceFrame {
    /// `TOD`.
    public static let name = "TOD"
}

/// Celestial Intermediate Reference Frame: equator of date, celestial intermediate origin. Origin: the Earth's centre.
public enum CIRF: ReferenceFrame {
    /// `CIRF`.
    public static let name = "CIRF"
}
