public import Timekeeping

/// The time from one rise of an object above a site's mask to its set.
public struct Pass: Hashable, Sendable {
    /// Acquisition of signal: the rise above the mask, or the window's begin.
    public var aos: Instant
    /// Loss of signal: the set below the mask, or the window's end.
    public var los: Instant
    /// Culmination: the moment of the highest elevation within the pass, to the millisecond for low orbits; for a
    /// near-circular one it is the closest approach to within a second.
    public var tca: Instant
    /// Elevation at culmination, degrees, without refraction.
    public var maxElevationDeg: Double
    /// Azimuth at `aos`, degrees from north through east, 0 ..< 360.
    public var azimuthAosDeg: Double
    /// Azimuth at `los`, degrees from north through east, 0 ..< 360.
    public var azimuthLosDeg: Double
    /// The object was above the mask already when the window began.
    public var startsBeforeWindow: Bool
    /// The object was above the mask still when the window ended.
    public var endsAfterWindow: Bool

    /// Makes a pass.
    public init(
        aos: Instant, los: Instant, tca: Instant, maxElevationDeg: Double, azimuthAosDeg: Double,
        azimuthLosDeg: Double, startsBeforeWindow: Bool = false, endsAfterWindow: Bool = false
    ) {
        (self.aos, self.los, self.tca) = (aos, los, tca)
        (self.maxElevationDeg, self.azimuthAosDeg, self.azimuthLosDeg) = (maxElevationDeg, azimuthAosDeg, azimuthLosDeg)
        (self.startsBeforeWindow, self.endsAfterWindow) = (startsBeforeWindow, endsAfterWindow)
    }

    /// Length, seconds.
    public var durationSeconds: Double { los.secondsSince(aos) }
}
