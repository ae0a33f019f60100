import Frames
import Timekeeping

/// The walk through a window that finds every stay above one mask.
///
/// Three proofs let it step. Far from the site: the object cannot turn, nor the site be carried into the orbit's plane,
/// fast enough. Near it: the sky function is concave, so that it lies below its tangents and between two samples
/// crosses zero at most once, or twice about one top, which is then looked for. Elsewhere: its curvature is bounded.
struct PassSearch<Orbit: Trajectory> {
    private let sky: SkyFunction<Orbit>
    private let lengthSeconds: Double
    private var found: [OpenPass] = []
    private var open: OpenPass?

    /// Steps below this are not worth taking: the turning point that one may hold is looked for instead.
    private static var leastStep: Double { 1.0 }
    /// Within half a day the bounds of an orbit hold.
    private static var greatestStep: Double { 43_200.0 }
    /// What a propagator's velocity may differ from the rate of its position, km/s.
    private static var velocityErrorKmS: Double { 1e-4 }

    init(sky: SkyFunction<Orbit>, lengthSeconds: Double) {
        (self.sky, self.lengthSeconds) = (sky, lengthSeconds)
    }

    mutating func run() throws(EncounterError) -> [OpenPass] {
        var current = try sky.sample(0)
        if current.isAbove { open = OpenPass(first: current, startsBeforeWindow: true) }
        while current.seconds < lengthSeconds { current = try advance(from: current) }
        if open != nil { close(at: current, endsAfterWindow: true) }
        return found
    }

    private mutating func advance(from current: SkySample) throws(EncounterError) -> SkySample {
        let bounds = MotionBounds(current.inertial)
        let safe = sky.safeStep(from: current, bounds: bounds)
        let concave = min(sky.cone.concaveSeconds(from: current, bounds: bounds), lengthSeconds - current.seconds)
        if concave > Self.leastStep {
            let step = concaveStep(from: current, within: concave)
            if step > safe {
                let next = try sky.sample(current.seconds + step)
                try takeConcave(from: current, to: next)
                return next
            }
        }
        let step = min(max(safe, Self.leastStep), Self.greatestStep)
        let next = try sky.sample(min(current.seconds + step, lengthSeconds))
        try take(from: current, to: next, isProvenEmpty: safe >= step)
        return next
    }

    /// How far to go while the function is concave: to its top when rising below the mask, past its end when above,
    /// and to the end of the concave stretch when falling below.
    private func concaveStep(from sample: SkySample, within limit: Double) -> Double {
        let bend = max(-sample.curvature, 1e-5)
        if sample.isAbove {
            let root = (sample.rate * sample.rate + 2 * bend * sample.height).squareRoot()
            return min(limit, max(Self.leastStep, 1.05 * (sample.rate + root) / bend))
        }
        return sample.rate > 0 ? min(limit, max(Self.leastStep, sample.rate / bend)) : limit
    }

    private mutating func takeConcave(from current: SkySample, to next: SkySample) throws(EncounterError) {
        if current.isAbove != next.isAbove { return try cross(from: current, to: next) }
        guard current.isAbove else {
            guard let top = try top(between: current, and: next) else { return }
            try cross(from: current, to: top)
            return try cross(from: top, to: next)
        }
        open?.add(next)
    }

    /// A sample above the mask between two below it, between which the function is concave.
    private func top(between first: SkySample, and second: SkySample) throws(EncounterError) -> SkySample? {
        var (low, high) = (first, second)
        var better = second
        while low.rate > 0, high.rate < 0, high.seconds - low.seconds > 1e-6 {
            let length = high.seconds - low.seconds
            let meeting = (high.height - low.height - high.rate * length) / (low.rate - high.rate)
            if low.height + low.rate * meeting < -Self.velocityErrorKmS * length { return nil }
            var guess = better.seconds - better.rate / better.curvature
            if !(guess > low.seconds && guess < high.seconds) { guess = low.seconds + length / 2 }
            better = try sky.sample(guess)
            if better.isAbove { return better }
            if better.rate > 0 { low = better } else { high = better }
        }
        return nil
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
        let edge = try sky.crossing(between: first, and: second)
        if second.isAbove {
            open = OpenPass(first: edge, startsBeforeWindow: false)
            open?.add(second)
        } else {
            close(at: edge, endsAfterWindow: false)
        }
    }

    private mutating func close(at edge: SkySample, endsAfterWindow: Bool) {
        guard var pass = open else { return }
        open = nil
        pass.add(edge)
        pass.endsAfterWindow = endsAfterWindow
        found.append(pass)
    }
}

extension SkyFunction {
    /// The moment between two samples on either side at which the function is zero, to 10 ns by Halley's method kept
    /// inside the bracket.
    func crossing(between first: SkySample, and second: SkySample) throws(EncounterError) -> SkySample {
        var (low, high) = (first, second)
        var best = try sample(first.seconds + interpolatedZero(first, second) * (second.seconds - first.seconds))
        for round in 0..<100 {
            if best.isAbove == first.isAbove { low = best } else { high = best }
            let slope = 2 * best.rate * best.rate - best.height * best.curvature
            let step = -2 * best.height * best.rate / slope
            var guess = best.seconds + step
            let isInside = guess > low.seconds && guess < high.seconds
            if abs(step) < 1e-3, abs(best.curvature * step) < 0.01 * abs(best.rate) {
                return best.moved(bySeconds: step, site: site, sinMask: sinMask)
            }
            if high.seconds - low.seconds < 1e-8 { break }
            // Where the steps crawl along a nearly flat top, halving is faster.
            if !isInside || round > 6 && round % 2 == 1 { guess = (low.seconds + high.seconds) / 2 }
            best = try sample(guess)
        }
        return best
    }

    /// The zero of the polynomial through both samples' values, rates and curvatures, as a part of the way, 0…1.
    private func interpolatedZero(_ first: SkySample, _ second: SkySample) -> Double {
        let span = second.seconds - first.seconds
        let (c0, c1, c2) = (first.height, first.rate * span, first.curvature * span * span / 2)
        let value = second.height - c0 - c1 - c2
        let rate = second.rate * span - c1 - 2 * c2
        let curvature = second.curvature * span * span - 2 * c2
        let c3 = 10 * value - 4 * rate + curvature / 2
        let c4 = -15 * value + 7 * rate - curvature
        let c5 = 6 * value - 3 * rate + curvature / 2
        var (low, high) = (0.0, 1.0)
        for _ in 0..<24 {
            let part = (low + high) / 2
            let height = c0 + part * (c1 + part * (c2 + part * (c3 + part * (c4 + part * c5))))
            if (height >= 0) == first.isAbove { low = part } else { high = part }
        }
        return (low + high) / 2
    }
}
