public import Frames
public import Orbits
public import Timekeeping

/// All passes of an object over a site within a window, in time order.
///
/// The search steps by what bounds on the object's motion prove, and brings each rise and set to 1 µs of the model. For
/// masks from 0° up, over orbits whose pull outweighs what the Earth's rotation adds (all low ones), a pass of any
/// length is found down to where the propagator's velocity no longer is the rate of its position, some milliseconds;
/// for masks below 0° and for high orbits a pass shorter than a second that begins, turns twice and ends between two
/// samples may be missed. A pass that the window cuts begins or ends at the window's edge and says so. Elevation is
/// geometric: no refraction. Without Earth orientation UT1 is taken as UTC.
///
/// Throws where the element set cannot be propagated inside the window, the window is reversed or the mask is not
/// within −90 ..< 90 degrees.
public func passes(
    of propagator: SGP4, over site: TopocentricSite, from start: Instant, to end: Instant, minElevationDeg: Double,
    earthOrientation: EarthOrientation = .none
) throws(EncounterError) -> [Pass] {
    try found(propagator, site, start, end, floorDeg: minElevationDeg, nil, earthOrientation)
}

/// All passes of anything that tells its states over a site within a window; see the search for element sets.
public func passes(
    of orbit: some Trajectory, over site: TopocentricSite, from start: Instant, to end: Instant,
    minElevationDeg: Double, earthOrientation: EarthOrientation = .none
) throws(EncounterError) -> [Pass] {
    try found(orbit, site, start, end, floorDeg: minElevationDeg, nil, earthOrientation)
}

/// All stays of an object above a mask that differs by azimuth, in time order; a hill in its way parts a pass in two.
///
/// As the search over one elevation; beyond that, a stay shorter than 2 ms, and a gap so short, may be missed at a
/// corner of the mask.
public func passes(
    of propagator: SGP4, over site: TopocentricSite, from start: Instant, to end: Instant, mask: ElevationMask,
    earthOrientation: EarthOrientation = .none
) throws(EncounterError) -> [Pass] {
    try found(propagator, site, start, end, floorDeg: mask.lowestDeg, mask, earthOrientation)
}

/// All stays of anything that tells its states above a mask that differs by azimuth.
public func passes(
    of orbit: some Trajectory, over site: TopocentricSite, from start: Instant, to end: Instant, mask: ElevationMask,
    earthOrientation: EarthOrientation = .none
) throws(EncounterError) -> [Pass] {
    try found(orbit, site, start, end, floorDeg: mask.lowestDeg, mask, earthOrientation)
}

private func found<Orbit: Trajectory>(
    _ orbit: Orbit, _ site: TopocentricSite, _ start: Instant, _ end: Instant, floorDeg: Double,
    _ mask: ElevationMask?, _ earthOrientation: EarthOrientation
) throws(EncounterError) -> [Pass] {
    guard end >= start else { throw .windowReversed(from: start, to: end) }
    guard floorDeg >= -90, floorDeg < 90 else {
        throw .unusableValue(name: "least elevation", value: floorDeg, expected: "-90 to less than 90 degrees")
    }
    let length = end.secondsSince(start)
    let earth = TurningEarth(from: start, lengthSeconds: length, earthOrientation: earthOrientation)
    let sky = SkyFunction(orbit, site: site, maskDeg: floorDeg, start: start, earth: earth)
    var search = PassSearch(sky: sky, lengthSeconds: length)
    var stays = try search.run()
    if let mask, !mask.isLevel { stays = try MaskedStays(sky: sky, mask: mask).within(stays) }
    var passes: [Pass] = []
    for stay in stays { passes.append(try stay.finished(sky)) }
    return passes
}
