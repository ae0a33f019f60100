public import Frames
public import Timekeeping

/// Where an object stands in a site's sky at one moment.
public struct SkyTrackPoint: Hashable, Sendable {
    /// When.
    public var time: Instant
    /// Azimuth, elevation, range and range rate.
    public var look: LookAngles
}

/// An object's way across a site's sky from `start` to `end` at even steps, as for a pass; also below the horizon.
///
/// Throws where the object cannot be propagated, the window is reversed, or the step is not above zero or would give
/// more than a million points.
public func skyTrack(
    of orbit: some Trajectory, over site: TopocentricSite, from start: Instant, to end: Instant, stepSeconds: Double,
    earthOrientation: EarthOrientation = .none
) throws(EncounterError) -> [SkyTrackPoint] {
    guard end >= start else { throw .windowReversed(from: start, to: end) }
    let length = end.secondsSince(start)
    guard stepSeconds > 0, length / stepSeconds <= 1e6 else {
        throw .unusableValue(name: "step", value: stepSeconds, expected: "more than 0 s and at most a million steps")
    }
    var points: [SkyTrackPoint] = []
    for index in 0...Int((length / stepSeconds).rounded(.down)) {
        let instant = start.advanced(bySeconds: Double(index) * stepSeconds)
        let state = itrf(from: try orbit.temeState(at: instant), earthOrientation: earthOrientation)
        points.append(SkyTrackPoint(time: instant, look: site.look(at: state)))
    }
    return points
}

extension LookAngles {
    /// How much higher than sent a signal of `frequencyHz` is received, Hz; one way, by the range rate, to first order
    /// (what relativity adds is below 1e-9 of the frequency for a low orbit).
    public func dopplerShiftHz(frequencyHz: Double) -> Double {
        -rangeRateKmS / 299_792.458 * frequencyHz
    }
}
