import Frames
import Glibc
public import Orbits
public import Timekeeping

/// A change of orbit that drag does not explain.
public struct Manoeuvre: Hashable, Sendable {
    /// Last element set of the old orbit.
    public var lastBefore: Instant
    /// First element set of the new one.
    public var firstAfter: Instant
    /// When the old and the new orbit meet, the best estimate of the burn's time.
    public var time: Instant
    /// Change of the semi-major axis, km.
    public var semiMajorAxisChangeKm: Double
    /// The speed along the track that gives this change, m/s; what was spent across the track does not show.
    public var deltaVMS: Double
    /// Standard error of `deltaVMS` by the scatter of the element sets, m/s.
    public var deltaVErrorMS: Double
}

/// Manoeuvres in a series of element sets of one object, in time order.
///
/// The semi-major axis of each set is compared with a line of drag through the sets of some days before and after; a
/// step of more than `leastDeltaVMS`, and of more than five times the scatter, is a manoeuvre, and steps less than a
/// day apart are one. The time is where the set before, carried on, and a set some hours later, carried back, stand
/// abreast along the track, to ten minutes; it lies between the two sets and is as good as these are, an hour or some.
/// Sets of one epoch count once, and their order does not matter.
public func manoeuvres(
    in series: [MeanElements], leastDeltaVMS: Double = 0.1
) throws(EncounterError) -> [Manoeuvre] {
    guard Set(series.map(\.catalogueNumber)).count <= 1 else {
        let count = Double(Set(series.map(\.catalogueNumber)).count)
        throw .unusableValue(name: "count of objects in the series", value: count, expected: "1")
    }
    let search = ManoeuvreSearch(series, leastDeltaVMS: leastDeltaVMS)
    var found: [Manoeuvre] = []
    for step in search.steps() { found.append(try search.manoeuvre(step)) }
    return found.filter { abs($0.deltaVMS) >= leastDeltaVMS }
}

private struct ManoeuvreSearch {
    fileprivate struct Point {
        var elements: MeanElements
        var days: Double
        var axisKm: Double
    }

    struct Step {
        var before: Int
        var after: Int
    }

    private let points: [Point]
    private let leastDeltaVMS: Double
    /// Greatest length of the lines of drag on either side, days.
    private static let reachDays = 4.0

    init(_ series: [MeanElements], leastDeltaVMS: Double) {
        self.leastDeltaVMS = leastDeltaVMS
        var points: [Point] = []
        for elements in series.sorted(by: { $0.epoch < $1.epoch }) {
            let days = elements.epoch.secondsSince(series.first?.epoch ?? elements.epoch) / 86_400
            if let last = points.last, days - last.days < 1e-3 { points.removeLast() }
            let motion = elements.meanMotionRevPerDay * 2 * Double.pi / 86_400
            points.append(Point(elements: elements, days: days, axisKm: cbrt(muKm3S2 / (motion * motion))))
        }
        self.points = points
    }

    /// Pairs of sets between which the axis steps.
    func steps() -> [Step] {
        var steps: [Step] = []
        for index in points.indices.dropFirst() where isStep(index) {
            if let last = steps.last, points[index].days - points[last.after].days < 1 {
                steps[steps.count - 1].after = index
            } else {
                steps.append(Step(before: index - 1, after: index))
            }
        }
        return steps
    }

    private func isStep(_ index: Int) -> Bool {
        let change = points[index].axisKm - points[index - 1].axisKm
        let days = points[index].days - points[index - 1].days
        let (drag, scatter) = usualChange(near: index)
        let excess = change - drag * days
        guard abs(excess) > 5 * scatter else { return false }
        return abs(excess) * metresPerSecondPerKm(index) > leastDeltaVMS / 2
    }

    /// The median of the axis's daily change near a set, km, and the median scatter of a change about it, km.
    private func usualChange(near index: Int) -> (dragKmDay: Double, scatterKm: Double) {
        let range = max(1, index - 20)..<min(points.count, index + 20)
        let pairs = range.map { (points[$0].axisKm - points[$0 - 1].axisKm, points[$0].days - points[$0 - 1].days) }
        let drag = median(pairs.map { $0.0 / max($0.1, 0.05) })
        return (drag, 1.5 * median(pairs.map { abs($0.0 - drag * $0.1) }))
    }

    private func metresPerSecondPerKm(_ index: Int) -> Double {
        let axis = points[index].axisKm
        return 1000 * (muKm3S2 / axis).squareRoot() / (2 * axis)
    }

    func manoeuvre(_ step: Step) throws(EncounterError) -> Manoeuvre {
        let (old, new) = (points[step.before], points[step.after])
        let earlier = points[...step.before].filter { old.days - $0.days < Self.reachDays }
        let later = points[step.after...].filter { $0.days - new.days < Self.reachDays }
        let drag = usualChange(near: step.after).dragKmDay
        // Each set's axis carried by drag to one moment; the medians on either side differ by the step.
        let middle = (old.days + new.days) / 2
        let before = earlier.map { $0.axisKm + drag * (middle - $0.days) }
        let after = later.map { $0.axisKm + drag * (middle - $0.days) }
        let change = median(after) - median(before)
        let error = (spread(before) + spread(after)) * metresPerSecondPerKm(step.after)
        return Manoeuvre(
            lastBefore: old.elements.epoch, firstAfter: new.elements.epoch,
            time: try meeting(old, later.first { $0.days - new.days > 0.3 } ?? new, from: old, to: new),
            semiMajorAxisChangeKm: change, deltaVMS: change * metresPerSecondPerKm(step.after), deltaVErrorMS: error)
    }

    /// When two orbits come nearest to being abreast between two sets, to ten minutes.
    private func meeting(_ old: Point, _ new: Point, from first: Point, to last: Point) throws(EncounterError)
        -> Instant
    {
        let start = first.elements.epoch
        let length = last.elements.epoch.secondsSince(start)
        let (past, future): (SGP4, SGP4)
        do {
            (past, future) = (try SGP4(old.elements), try SGP4(new.elements))
        } catch {
            throw .propagation(catalogueNumber: old.elements.catalogueNumber, at: start, cause: error)
        }
        var (best, least) = (length / 2, Double.infinity)
        for seconds in stride(from: 0, through: length, by: 600) {
            let time = start.advanced(bySeconds: seconds)
            let (one, other) = (try past.temeState(at: time), try future.temeState(at: time))
            let line = other.position.relative(to: one.position)
            let along = abs(line.dot(Position(one.velocity))) / max(one.velocity.lengthKmS, 1e-6)
            if along < least { (best, least) = (seconds, along) }
        }
        return start.advanced(bySeconds: best)
    }
}

private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

/// Standard error of a median, by the values' median distance from it.
private func spread(_ values: [Double]) -> Double {
    let middle = median(values)
    return 1.86 * median(values.map { abs($0 - middle) }) / Double(max(values.count, 1)).squareRoot()
}
