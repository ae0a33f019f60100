public import Frames
import Glibc
public import Orbits
public import Timekeeping

/// All passes of an object over a site within a window, in time order; none is missed that lasts a microsecond.
///
/// The search steps by what bounds on the object's motion prove empty, so that no pass lies between two steps, and
/// brings each rise and set to better than 1 µs. A pass that the window cuts begins or ends at the window's edge and
/// says so. Elevation is geometric: no refraction. Without Earth orientation UT1 is taken as UTC.
///
/// Throws where the element set cannot be propagated inside the window, the window is reversed or the mask is not
/// within −90 ..< 90 degrees.
public func passes(
    of propagator: SGP4, over site: TopocentricSite, from start: Instant, to end: Instant, minElevationDeg: Double,
    earthOrientation: EarthOrientation = .none
) throws(EncounterError) -> [Pass] {
    guard end >= start else { throw .windowReversed(from: start, to: end) }
    guard minElevationDeg >= -90, minElevationDeg < 90 else {
        throw .unusableValue(name: "least elevation", value: minElevationDeg, expected: "-90 to less than 90 degrees")
    }
    let sky = SkyFunction(
        propagator, site: site, maskDeg: minElevationDeg, start: start, earthOrientation: earthOrientation)
    var search = PassSearch(sky: sky, lengthSeconds: end.secondsSince(start))
    return try search.run()
}

/// The walk through a window.
private struct PassSearch {
    private let sky: SkyFunction
    private let lengthSeconds: Double
    private var found: [Pass] = []
    private var open: OpenPass?

    /// Steps below this are not worth taking: the turning point that one may hold is looked for instead.
    private static let leastStep = 1.0
    /// Within half a day the bounds of an orbit hold.
    private static let greatestStep = 43_200.0

    init(sky: SkyFunction, lengthSeconds: Double) {
        (self.sky, self.lengthSeconds) = (sky, lengthSeconds)
    }

    mutating func run() throws(EncounterError) -> [Pass] {
        var current = try sky.sample(0)
        if current.isAbove { open = OpenPass(first: current, startsBeforeWindow: true) }
        while current.seconds < lengthSeconds {
            let safe = sky.safeStep(from: current)
            let step = min(max(safe, Self.leastStep), Self.greatestStep)
            let next = try sky.sample(min(current.seconds + step, lengthSeconds))
            try take(from: current, to: next, isProvenEmpty: safe >= step)
            current = next
        }
        if open != nil { try close(at: current, endsAfterWindow: true) }
        return found
    }

    private mutating func take(
        from current: SkySample, to next: SkySample, isProvenEmpty: Bool
    ) throws(EncounterError) {
        if current.isAbove != next.isAbove { return try cross(from: current, to: next) }
        if !isProvenEmpty, let turning = try turningPoint(between: current, and: next) {
            try cross(from: current, to: turning)
            return try cross(from: turning, to: next)
        }
        open?.add(next)
    }

    /// The extreme between two samples on the same side, if it lies on the other side.
    private func turningPoint(
        between first: SkySample, and second: SkySample
    ) throws(EncounterError) -> SkySample? {
        let sign = first.isAbove ? -1.0 : 1.0
        guard first.rate * sign > 0, second.rate * sign < 0 else { return nil }
        var (low, high) = (first, second)
        while high.seconds - low.seconds > 1e-7 {
            let middle = try sky.sample((low.seconds + high.seconds) / 2)
            if middle.isAbove != first.isAbove { return middle }
            if middle.rate * sign > 0 { low = middle } else { high = middle }
        }
        return nil
    }

    private mutating func cross(from first: SkySample, to second: SkySample) throws(EncounterError) {
        let edge = try crossing(between: first, and: second)
        if second.isAbove {
            open = OpenPass(first: edge, startsBeforeWindow: false)
            open?.add(second)
        } else {
            try close(at: edge, endsAfterWindow: false)
        }
    }

    private mutating func close(at edge: SkySample, endsAfterWindow: Bool) throws(EncounterError) {
        guard var pass = open else { return }
        open = nil
        pass.add(edge)
        found.append(try pass.finished(sky, endsAfterWindow: endsAfterWindow))
    }

    /// Newton's method, kept inside the bracket, to 10 ns.
    private func crossing(between first: SkySample, and second: SkySample) throws(EncounterError) -> SkySample {
        var (low, high) = (first, second)
        var best = abs(first.height) < abs(second.height) ? first : second
        for _ in 0..<100 {
            var guess = best.seconds - best.height / best.rate
            if !(guess > low.seconds && guess < high.seconds) { guess = (low.seconds + high.seconds) / 2 }
            if abs(guess - best.seconds) < 1e-8 || high.seconds - low.seconds < 1e-8 { break }
            best = try sky.sample(guess)
            if best.isAbove == first.isAbove { low = best } else { high = best }
        }
        return best
    }
}

/// A pass that has begun: where it began, and its samples, among which the culmination lies.
private struct OpenPass {
    private let first: SkySample
    private let startsBeforeWindow: Bool
    private var samples: [SkySample]

    init(first: SkySample, startsBeforeWindow: Bool) {
        (self.first, self.startsBeforeWindow) = (first, startsBeforeWindow)
        samples = [first]
    }

    mutating func add(_ sample: SkySample) { samples.append(sample) }

    func finished(_ sky: SkyFunction, endsAfterWindow: Bool) throws(EncounterError) -> Pass {
        let last = samples[samples.count - 1]
        var top = samples.max { $0.sineElevation < $1.sineElevation } ?? first
        for (before, after) in zip(samples, samples.dropFirst()) where before.sineRate > 0 && after.sineRate < 0 {
            let peak = try culmination(sky, between: before, and: after)
            if peak.sineElevation > top.sineElevation { top = peak }
        }
        return Pass(
            aos: time(sky, first), los: time(sky, last), tca: time(sky, top),
            maxElevationDeg: sky.site.look(at: top.fixed).elevationDeg,
            azimuthAosDeg: sky.site.look(at: first.fixed).azimuthDeg,
            azimuthLosDeg: sky.site.look(at: last.fixed).azimuthDeg,
            startsBeforeWindow: startsBeforeWindow, endsAfterWindow: endsAfterWindow)
    }

    private func time(_ sky: SkyFunction, _ sample: SkySample) -> Instant {
        sky.start.advanced(bySeconds: sample.seconds)
    }

    /// The zero of the elevation's rate by false position (Illinois), to half a millisecond.
    private func culmination(
        _ sky: SkyFunction, between first: SkySample, and second: SkySample
    ) throws(EncounterError) -> SkySample {
        var (low, high) = (first, second)
        var (lowRate, highRate) = (first.sineRate, second.sineRate)
        var best = first
        for _ in 0..<60 {
            let middle = try sky.sample((low.seconds * highRate - high.seconds * lowRate) / (highRate - lowRate))
            let isSameSide = (middle.sineRate > 0) == (best.sineRate > 0)
            let change = abs(middle.seconds - best.seconds)
            if middle.sineRate > 0 {
                if isSameSide { highRate /= 2 }
                (low, lowRate) = (middle, middle.sineRate)
            } else {
                if isSameSide { lowRate /= 2 }
                (high, highRate) = (middle, middle.sineRate)
            }
            best = middle
            // A small step on one side may only mean that the other end holds the line.
            if !isSameSide && change < 5e-4 || high.seconds - low.seconds < 5e-4 { break }
        }
        return best
    }
}
