public import Frames
import Glibc
public import Timekeeping

/// The part of a pass in which a sunlit object stands in a dark sky.
public struct VisiblePass: Hashable, Sendable {
    /// When it comes into sight: the rise, the end of its eclipse or of the day.
    public var start: Instant
    /// When it goes out of sight: the set, its eclipse or the day's begin.
    public var end: Instant
    /// Where it comes into sight.
    public var startLook: LookAngles
    /// Where it goes out of sight.
    public var endLook: LookAngles
    /// When it stands highest within the part.
    public var highest: Instant
    /// Where it stands highest.
    public var highestLook: LookAngles
    /// Magnitude where it stands highest; nil without a standard magnitude.
    public var magnitude: Double?
    /// The window cut the pass.
    public var isCutByWindow: Bool

    /// Length, seconds.
    public var durationSeconds: Double { end.secondsSince(start) }
}

/// What makes a pass visible.
public struct VisibilityRule: Hashable, Sendable {
    /// The lowest elevation, degrees.
    public var minElevationDeg: Double
    /// The Sun's elevation at the site below which the sky is dark, degrees, without refraction.
    public var darkBelowSunElevationDeg: Double
    /// The object's magnitude at 1000 km with half of its disc lit; about −1.8 for the International Space Station.
    public var standardMagnitude: Double?
    /// The shadow out of which the object must be.
    public var shadow: EarthShadow

    /// Makes a rule: 10° above the horizon, civil dusk.
    public init(
        minElevationDeg: Double = 10, darkBelowSunElevationDeg: Double = -6, standardMagnitude: Double? = nil,
        shadow: EarthShadow = .solid
    ) {
        self.shadow = shadow
        (self.minElevationDeg, self.standardMagnitude) = (minElevationDeg, standardMagnitude)
        self.darkBelowSunElevationDeg = darkBelowSunElevationDeg
    }
}

/// All visible parts of passes over a site within a window, in time order.
///
/// An object is lit as long as any of the Sun is in its view. Edges are to 0.1 ms of the model. Throws as the search
/// for passes does.
public func visiblePasses(
    of orbit: some Trajectory, over site: TopocentricSite, from start: Instant, to end: Instant,
    rule: VisibilityRule = VisibilityRule(), earthOrientation: EarthOrientation = .none
) throws(EncounterError) -> [VisiblePass] {
    let all = try passes(
        of: orbit, over: site, from: start, to: end, minElevationDeg: rule.minElevationDeg,
        earthOrientation: earthOrientation)
    let view = NightView(
        orbit: orbit, site: site, rule: rule, earthOrientation: earthOrientation, sun: SunTrack(from: start, to: end))
    var visible: [VisiblePass] = []
    for pass in all {
        let parts = try EventSearch(leastStepSeconds: 0.5).intervals(from: pass.aos, to: pass.los) {
            seconds throws(EncounterError) in try view.visibility(at: pass.aos.advanced(bySeconds: seconds))
        }
        for part in parts { visible.append(try view.visiblePass(part, of: pass)) }
    }
    return visible
}

private struct NightView<Orbit: Trajectory> {
    let orbit: Orbit
    let site: TopocentricSite
    let rule: VisibilityRule
    let earthOrientation: EarthOrientation
    let sun: SunTrack

    /// Seconds for which what hides or shows the object must last at least; positive while it is visible.
    func visibility(at instant: Instant) throws(EncounterError) -> EventSearch.Value {
        let sun = sun.position(at: instant)
        let fixedSun = itrf(from: sun, at: instant, earthOrientation: earthOrientation)
        let elevation = Double.pi / 2 - angleRad(fixedSun.relative(to: site.position), site.up)
        let limit = rule.darkBelowSunElevationDeg * Double.pi / 180
        let darkSeconds = (limit - elevation) / (1.01 * EarthRotation.rateRadS)
        let state = try orbit.temeState(at: instant)
        let shadow = ShadowAngles(state.position, sun: sun, shadow: rule.shadow)
        let litSeconds = -shadow.depth / ShadowAngles.greatestRate(MotionBounds(state), shadow: rule.shadow)
        return EventSearch.Value(min(darkSeconds, litSeconds), greatestRate: 1)
    }

    func visiblePass(_ part: EventInterval, of pass: Pass) throws(EncounterError) -> VisiblePass {
        let highest = min(max(pass.tca, part.start), part.end)
        let highestLook = try look(at: highest)
        return VisiblePass(
            start: part.start, end: part.end, startLook: try look(at: part.start), endLook: try look(at: part.end),
            highest: highest, highestLook: highestLook,
            magnitude: try rule.standardMagnitude.map { value throws(EncounterError) in
                try magnitude(at: highest, rangeKm: highestLook.rangeKm, standard: value)
            },
            isCutByWindow: pass.startsBeforeWindow || pass.endsAfterWindow)
    }

    private func look(at instant: Instant) throws(EncounterError) -> LookAngles {
        site.look(at: itrf(from: try orbit.temeState(at: instant), earthOrientation: earthOrientation))
    }

    /// The phase of a sphere with half of it lit as the measure (McCants, satellite magnitude file): the lit part of
    /// the disc and the square of the distance.
    private func magnitude(
        at instant: Instant, rangeKm: Double, standard: Double
    ) throws(EncounterError) -> Double {
        let rotation = EarthRotation(at: instant, earthOrientation: earthOrientation)
        let place = rotation.itrf(try orbit.temeState(at: instant).position)
        let sun = rotation.itrf(sun.position(at: instant))
        let phase = angleRad(sun.relative(to: place), site.position.relative(to: place))
        let litPart = max((1 + cos(phase)) / 2, 1e-6)
        return standard + 5 * log10(max(rangeKm, 1e-3) / 1000) - 2.5 * log10(litPart / 0.5)
    }
}
