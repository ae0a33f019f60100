import Frames
import Orbits
import Timekeeping

/// The objects whose distance from the Earth's centre may lie in a band at any time of the window.
struct AltitudeSieve {
    /// Their places, in order.
    let places: [Int]

    /// Nil where `goesOn` says so.
    init?(_ screening: ConjunctionScreening, band: ClosedRange<Float>, goesOn: () -> Bool) {
        let window = screening.window
        let lookCount = Int((window.seconds / 80_000).rounded(.up)) + 1
        let wanted = Double(band.lowerBound)...Double(band.upperBound)
        var isStopped = false
        places = screening.objects.indices.filter { place in
            // About as many looks as are the work of a tenth of a second.
            if place % max(1, 64_000 / lookCount) == 0, !isStopped { isStopped = !goesOn() }
            guard !isStopped, case .success(let orbit) = screening.objects[place] else { return false }
            // Drag takes the apsides of a near-earth object one way, so that the window's ends tell most by themselves.
            if !orbit.isDeepSpace, let ends = ApsisSpan(of: orbit, in: window, lookCount: 2),
                !ends.reaches(wanted, marginKm: Self.marginKm(ends, isDeepSpace: false) + ends.changeKm)
            {
                return false
            }
            // An object that fails in the window is looked at closely.
            guard let span = ApsisSpan(of: orbit, in: window, lookCount: lookCount) else { return true }
            return span.reaches(wanted, marginKm: Self.marginKm(span, isDeepSpace: orbit.isDeepSpace))
        }
        if isStopped { return nil }
    }

    /// How far an object may come beyond the least and greatest apsis of the orbits of the moment, looked at less than
    /// a day apart from the window's begin to its end.
    ///
    /// The J2 periodics move them by less than 30 km meanwhile, and drag in one direction only. Where the period is
    /// above 225 minutes two things more count. The looks may all fall on the same place of an eccentric orbit: seen
    /// from its perigee, SGP4's short periodics make its apogee look up to 50 km too low where the axis is that of a
    /// transfer orbit to geostationary height (24 400 km), growing as the axis squared; 70 km are allowed. Moon and
    /// Sun move them at a rate that grows as the axis to the power of 2.5: by 3 km a day at the most for such a
    /// transfer orbit; seven times that is allowed.
    private static func marginKm(_ span: ApsisSpan, isDeepSpace: Bool) -> Double {
        let axes = 0.5 * (span.lowestKm + span.highestKm) / 24_400
        return 30 + (isDeepSpace ? axes * axes * (70 + 20 * axes.squareRoot()) : 0)
    }
}

/// Between which distances from the Earth's centre the orbits of some moments lie, spread evenly over a window.
private struct ApsisSpan {
    private(set) var lowestKm = Double.infinity
    private(set) var highestKm = 0.0
    /// How far perigee or apogee differ among the moments.
    private(set) var changeKm = 0.0

    /// Nil where the object has no state at one of the moments, of which there are two at least.
    init?(of orbit: SGP4, in window: ScreeningWindow, lookCount: Int) {
        let offset = window.from.secondsSince(orbit.elements.epoch)
        var (highestPerigee, lowestApogee) = (0.0, Double.infinity)
        for index in 0..<lookCount {
            let seconds = offset + window.seconds * Double(index) / Double(lookCount - 1)
            guard let state = try? orbit.state(minutesSinceEpoch: seconds / 60) else { return nil }
            let (perigee, apogee) = OsculatingOrbit(
                state.position, state.velocity, muKm3S2: screeningMuKm3S2
            ).apsidesKm
            (lowestKm, highestPerigee) = (min(lowestKm, perigee), max(highestPerigee, perigee))
            (highestKm, lowestApogee) = (max(highestKm, apogee), min(lowestApogee, apogee))
        }
        changeKm = max(highestPerigee - lowestKm, highestKm - lowestApogee)
    }

    func reaches(_ band: ClosedRange<Double>, marginKm: Double) -> Bool {
        lowestKm - marginKm <= band.upperBound && highestKm + marginKm >= band.lowerBound
    }
}
