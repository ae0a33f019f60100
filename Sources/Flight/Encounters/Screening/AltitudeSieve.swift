import Frames
import Orbits
import Timekeeping

/// The objects whose distance from the Earth's centre may lie in a band at any time of the window.
struct AltitudeSieve {
    /// Their places, in order.
    let places: [Int]

    init(_ screening: ConjunctionScreening, band: ClosedRange<Float>) {
        let window = screening.window
        let count = Int((window.seconds / 80_000).rounded(.up)) + 1
        let wanted = Double(band.lowerBound)...Double(band.upperBound)
        places = screening.objects.indices.filter { place in
            guard case .success(let orbit) = screening.objects[place] else { return false }
            let offset = window.from.secondsSince(orbit.elements.epoch)
            var (low, high) = (Double.infinity, 0.0)
            for index in 0..<count {
                let seconds = offset + window.seconds * Double(index) / Double(count - 1)
                // An object that fails in the window is looked at closely.
                guard let state = try? orbit.state(minutesSinceEpoch: seconds / 60) else { return true }
                let (perigee, apogee) = OsculatingOrbit(
                    state.position, state.velocity, muKm3S2: screeningMuKm3S2
                ).apsidesKm
                (low, high) = (min(low, perigee), max(high, apogee))
            }
            let margin = Self.marginKm(meanApsisKm: 0.5 * (low + high), isDeepSpace: orbit.isDeepSpace)
            return low - margin <= wanted.upperBound && high + margin >= wanted.lowerBound
        }
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
    private static func marginKm(meanApsisKm: Double, isDeepSpace: Bool) -> Double {
        let axes = meanApsisKm / 24_400
        return 30 + (isDeepSpace ? axes * axes * (70 + 20 * axes.squareRoot()) : 0)
    }
}
