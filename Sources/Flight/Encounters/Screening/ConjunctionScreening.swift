public import Frames
public import Orbits
public import Timekeeping

/// Close approaches between element sets, by SGP4.
///
/// Both searches look at every object on a grid of times and prove, pair by pair and interval by interval, that two
/// objects cannot come within the asked distance; what cannot be excluded is settled by SGP4 itself. The bounds come
/// from the states (speed, acceleration by the Earth's field, and the measured difference between SGP4's velocity and
/// the rate of its position), so that neither a fast nor a slow encounter can fall between two times. Time of closest
/// approach: the zero of the range rate of SGP4's own states, to 0.01 ms. Dips in the distance of two objects that
/// drift past each other at metres per second may be passed over where they are shallower than 1 mm.
public struct ConjunctionScreening: Sendable {
    let objects: [Result<SGP4, OrbitError>]
    let window: ScreeningWindow
    let threads: Int
    let instructionSet: InstructionSet

    /// Prepares a screening. An element set that SGP4 refuses is kept and becomes a failure of the result.
    ///
    /// - Parameters:
    ///   - objects: the element sets; results name them by their place.
    ///   - from: begin of the window.
    ///   - days: its length in days of 86 400 SI seconds, above 0 and up to 366.
    ///   - withinKm: greatest miss distance to report, km, above 0 and up to 1000.
    ///   - threads: how many threads work, at least 1; the result does not depend on it.
    ///   - instructionSet: capped by what this processor has; the result depends on it by less than 1 µm.
    /// - Throws: `unusableValue` for a number outside its range.
    public init(
        _ objects: [MeanElements], from: Instant, days: Double, withinKm: Double, threads: Int = 1,
        instructionSet: InstructionSet = .widest
    ) throws(ScreeningError) {
        guard days > 0, days <= 366 else {
            throw .unusableValue(name: "window's length", value: days, expected: "more than 0 and up to 366 days")
        }
        guard withinKm > 0, withinKm <= 1000 else {
            throw .unusableValue(name: "distance", value: withinKm, expected: "more than 0 and up to 1000 km")
        }
        guard threads >= 1 else {
            throw .unusableValue(name: "number of threads", value: Double(threads), expected: "1 or more")
        }
        window = ScreeningWindow(from: from, seconds: days * 86_400, withinKm: withinKm)
        self.threads = min(threads, 256)
        self.instructionSet = min(instructionSet, .widest)
        self.objects = objects.map { elements in
            do throws(OrbitError) { return .success(try SGP4(elements)) } catch { return .failure(error) }
        }
    }

    /// Every approach of all other objects to one.
    ///
    /// - Parameters:
    ///   - primary: its place in the list.
    ///   - progress: gets the part done, 0…1, and returns false to stop.
    /// - Throws: `unusableValue` for a place outside the list, `propagation` where the primary is refused by SGP4 or
    ///   has no state at the window's begin.
    public func approaches(
        of primary: Int, progress: (Double) -> Bool = { _ in true }
    ) throws(ScreeningError) -> ScreeningResult {
        guard objects.indices.contains(primary) else {
            throw .unusableValue(
                name: "place of the primary", value: Double(primary), expected: "0 to \(objects.count - 1)")
        }
        do throws(OrbitError) {
            let orbit = try objects[primary].get()
            _ = try orbit.state(at: window.from)
        } catch {
            let number = try? objects[primary].get().elements.catalogueNumber
            throw .propagation(catalogueNumber: number ?? primary, at: window.from, cause: error)
        }
        return OneAgainstAll(self, primary: primary).run(progress)
    }

    /// Every approach of every pair; the primary is the one that stands earlier in the list.
    ///
    /// - Parameter progress: gets the part done, 0…1, and returns false to stop.
    public func allApproaches(progress: (Double) -> Bool = { _ in true }) -> ScreeningResult {
        AllAgainstAll(self).run(progress)
    }

    /// Failures of element sets that were refused before propagation, which last for the whole window.
    var refusals: [ScreeningFailure] {
        objects.enumerated().compactMap { place, object in
            guard case .failure(let error) = object else { return nil }
            return ScreeningFailure(object: place, cause: .propagation(error), from: window.from, until: nil)
        }
    }
}

/// The span and the distance of a screening.
struct ScreeningWindow: Sendable {
    let from: Instant
    let seconds: Double
    let withinKm: Double

    func instant(_ seconds: Double) -> Instant { from.advanced(bySeconds: seconds) }
}
