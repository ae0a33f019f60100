import Frames
import Timekeeping

/// A stay above a mask: its edges, and the samples between them, among which the culmination lies.
struct OpenPass {
    let startsBeforeWindow: Bool
    var endsAfterWindow = false
    private(set) var samples: [SkySample]

    init(first: SkySample, startsBeforeWindow: Bool) {
        self.startsBeforeWindow = startsBeforeWindow
        samples = [first]
    }

    mutating func add(_ sample: SkySample) { samples.append(sample) }

    func finished<Orbit>(_ sky: SkyFunction<Orbit>) throws(EncounterError) -> Pass {
        let (first, last) = (samples[0], samples[samples.count - 1])
        var top = samples.max { $0.sineElevation < $1.sineElevation } ?? first
        for (before, after) in zip(samples, samples.dropFirst()) where before.sineRate > 0 && after.sineRate < 0 {
            let peak = try sky.culmination(between: before, and: after)
            if peak.sineElevation > top.sineElevation { top = peak }
        }
        return Pass(
            aos: sky.start.advanced(bySeconds: first.seconds), los: sky.start.advanced(bySeconds: last.seconds),
            tca: sky.start.advanced(bySeconds: top.seconds),
            maxElevationDeg: sky.site.look(at: top.fixed).elevationDeg,
            azimuthAosDeg: sky.site.look(at: first.fixed).azimuthDeg,
            azimuthLosDeg: sky.site.look(at: last.fixed).azimuthDeg,
            startsBeforeWindow: startsBeforeWindow, endsAfterWindow: endsAfterWindow)
    }
}

extension SkyFunction {
    /// The zero of the elevation's rate between a rising and a falling sample, by Newton's method kept inside the
    /// bracket; to 0.1 ms of the velocity's own accuracy.
    func culmination(between first: SkySample, and second: SkySample) throws(EncounterError) -> SkySample {
        var (low, high) = (first, second)
        var best = abs(first.sineRate) < abs(second.sineRate) ? first : second
        for round in 0..<60 {
            let step = -best.sineRate / best.sineCurvature
            var guess = best.seconds + step
            let isInside = guess > low.seconds && guess < high.seconds
            if isInside, abs(step) < 2e-3 { return best.moved(bySeconds: step, site: site, sinMask: sinMask) }
            if high.seconds - low.seconds < 1e-4 { break }
            if !isInside || round > 6 && round % 2 == 1 { guess = (low.seconds + high.seconds) / 2 }
            best = try sample(guess)
            if best.sineRate > 0 { low = best } else { high = best }
        }
        return best
    }
}
