import Frames
import Orbits
import Timekeeping

/// The objects whose distance from the Earth's centre may lie in a band at any time of the window.
struct AltitudeSieve {
    /// Their places, in order.
    let places: [Int]

    /// Perigee and apogee of the orbit of the moment, at moments less than a day apart from the window's begin to its
    /// end: the J2 periodics move them by less than 30 km meanwhile, and drag in one direction only. Moon and Sun,
    /// counted where the period is above 225 minutes, move them at a rate that grows as the axis to the power of 2.5:
    /// by 3 km a day at the most for a transfer orbit to geostationary height (its axis is 24 400 km); seven times that
    /// is allowed.
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
                let (perigee, apogee) = Self.apsides(state.position, state.velocity)
                (low, high) = (min(low, perigee), max(high, apogee))
            }
            let axes = 0.5 * (low + high) / 24_400
            let margin = 30 + (orbit.isDeepSpace ? 20 * axes * axes * axes.squareRoot() : 0)
            return low - margin <= wanted.upperBound && high + margin >= wanted.lowerBound
        }
    }

    /// Distances of the orbit of the moment, km; the highest is without end where the state is no closed orbit.
    private static func apsides(_ place: Position<TEME>, _ rate: Velocity<TEME>) -> (Double, Double) {
        let radius = place.lengthKm
        let speed2 = rate.lengthKmS * rate.lengthKmS
        let radial = place.xKm * rate.xKmS + place.yKm * rate.yKmS + place.zKm * rate.zKmS
        let inverseAxis = 2 / radius - speed2 / screeningMu
        guard inverseAxis > 0 else { return (0, .infinity) }
        let momentum2 = radius * radius * speed2 - radial * radial
        let eccentricity = max(0, 1 - momentum2 * inverseAxis / screeningMu).squareRoot()
        return ((1 - eccentricity) / inverseAxis, (1 + eccentricity) / inverseAxis)
    }
}
