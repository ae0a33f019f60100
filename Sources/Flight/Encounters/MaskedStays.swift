import Frames
import Glibc
import Timekeeping

/// Parts the stays above a mask's lowest elevation into those above the mask itself.
///
/// The clearance, elevation less mask, has a bounded curvature between two corners of the mask; at a corner the walk
/// goes on in steps of a millisecond until it is past.
struct MaskedStays<Orbit: Trajectory> {
    private let sky: SkyFunction<Orbit>
    private let mask: ElevationMask
    private let east: Position<ITRF>
    private let north: Position<ITRF>
    /// The mask's highest elevation, and halfway from it to the zenith, radians.
    private let top: Double
    private let overTop: Double

    private static var leastStep: Double { 1e-3 }

    init(sky: SkyFunction<Orbit>, mask: ElevationMask) {
        (self.sky, self.mask) = (sky, mask)
        let (latitude, longitude) = (sky.site.point.latitudeDeg, sky.site.point.longitudeDeg)
        let (sineLongitude, cosineLongitude) = (sine(ofDegrees: longitude), sine(ofDegrees: longitude + 90))
        let (sineLatitude, cosineLatitude) = (sine(ofDegrees: latitude), sine(ofDegrees: latitude + 90))
        east = Position(xKm: -sineLongitude, yKm: cosineLongitude, zKm: 0)
        north = Position(xKm: -sineLatitude * cosineLongitude, yKm: -sineLatitude * sineLongitude, zKm: cosineLatitude)
        top = mask.highestDeg * Double.pi / 180
        overTop = top / 2 + Double.pi / 4
    }

    func within(_ stays: [OpenPass]) throws(EncounterError) -> [OpenPass] {
        var parts: [OpenPass] = []
        for stay in stays { parts += try self.parts(of: stay) }
        return parts
    }

    private func parts(of stay: OpenPass) throws(EncounterError) -> [OpenPass] {
        let end = stay.samples[stay.samples.count - 1].seconds
        var parts: [OpenPass] = []
        var current = clearance(stay.samples[0])
        var open = current.isClear ? OpenPass(first: current.sample, startsBeforeWindow: stay.startsBeforeWindow) : nil
        while current.sample.seconds < end {
            let step = max(safeStep(from: current), Self.leastStep)
            let next = clearance(try sky.sample(min(current.sample.seconds + step, end)))
            if current.isClear != next.isClear {
                let edge = try crossing(between: current, and: next).sample
                if next.isClear {
                    open = OpenPass(first: edge, startsBeforeWindow: false)
                } else if var part = open {
                    part.add(edge)
                    parts.append(part)
                    open = nil
                }
            }
            open?.add(next.sample)
            current = next
        }
        if var part = open {
            part.endsAfterWindow = stay.endsAfterWindow
            parts.append(part)
        }
        return parts
    }

    private func crossing(between first: Clearance, and second: Clearance) throws(EncounterError) -> Clearance {
        var (low, high) = (first, second)
        while high.sample.seconds - low.sample.seconds > 1e-7 {
            let span = high.sample.seconds - low.sample.seconds
            let middle = clearance(try sky.sample(low.sample.seconds + span / 2))
            if middle.isClear == first.isClear { low = middle } else { high = middle }
        }
        return high
    }

    /// Seconds within which the clearance cannot change its sign.
    private func safeStep(from current: Clearance) -> Double {
        let sample = current.sample
        let bounds = MotionBounds(sample.inertial)
        if sample.sineElevation > sin(overTop) {
            let angle = asin(min(1, sample.sineElevation)) - overTop
            return max(angle * sample.rangeKm / (2 * bounds.speed), Self.leastStep * 10)
        }
        // Within a third of the way to the site the range shrinks by a third at most.
        let range = sample.rangeKm * 2 / 3
        let turn = bounds.speed / range
        let bend = bounds.acceleration / range + 3 * turn * turn
        let cosine = cos(overTop)
        let curvature =
            bend / cosine + turn * turn / (cosine * cosine * cosine)
            + abs(current.slope) * (bend / cosine + 2 * turn * turn / (cosine * cosine))
        let towardsZero = current.isClear ? -current.rate : current.rate
        let crossing = firstZero(distance: abs(current.angle), rate: towardsZero, curvature: curvature)
        let toOverTop = (overTop - max(asin(sample.sineElevation), -overTop)) / turn + Self.leastStep
        return min(crossing, current.cornerSeconds(bounds), toOverTop, sample.rangeKm / (3 * bounds.speed))
    }

    private func clearance(_ sample: SkySample) -> Clearance {
        let line = sample.fixed.position.relative(to: sky.site.position)
        let velocity = Position<ITRF>(sample.fixed.velocity)
        return Clearance(
            sample, mask: mask, along: (line.dot(east), line.dot(north)),
            speed: (velocity.dot(east), velocity.dot(north)))
    }
}

/// How far the elevation is above the mask, and where the mask bends next.
private struct Clearance {
    let sample: SkySample
    /// Elevation less mask, radians.
    let angle: Double
    /// Its rate, rad/s.
    let rate: Double
    /// The mask's elevation per azimuth here.
    let slope: Double
    private let along: (east: Double, north: Double)
    private let speed: (east: Double, north: Double)
    private let sector: MaskSector?

    init(
        _ sample: SkySample, mask: ElevationMask, along: (east: Double, north: Double),
        speed: (east: Double, north: Double)
    ) {
        (self.sample, self.along, self.speed) = (sample, along, speed)
        let azimuth = atan2(along.east, along.north)
        sector = mask.sector(azimuthRad: azimuth)
        slope = sector?.slope ?? 0
        let across2 = max(along.east * along.east + along.north * along.north, 1e-12)
        let azimuthRate = (along.north * speed.east - along.east * speed.north) / across2
        let cosine = max((1 - sample.sineElevation * sample.sineElevation).squareRoot(), 1e-9)
        angle = asin(min(1, max(-1, sample.sineElevation))) - (sector?.elevation(azimuth) ?? -Double.pi / 2)
        rate = sample.sineRate / cosine - slope * azimuthRate
    }

    var isClear: Bool { angle >= 0 }

    /// Seconds within which the azimuth cannot leave its piece of the mask.
    func cornerSeconds(_ bounds: MotionBounds) -> Double {
        guard let sector else { return .infinity }
        return min(seconds(to: sector.beginAzimuth, bounds), seconds(to: sector.endAzimuth, bounds))
    }

    private func seconds(to corner: Double, _ bounds: MotionBounds) -> Double {
        let (sine, cosine) = (sin(corner), cos(corner))
        let offset = along.east * cosine - along.north * sine
        let rate = speed.east * cosine - speed.north * sine
        let toLine = firstZero(
            distance: abs(offset), rate: offset < 0 ? rate : -rate, curvature: bounds.acceleration)
        // On the far side of the site the corner's line is not the corner.
        guard along.east * sine + along.north * cosine < 0 else { return toLine }
        return max(toLine, hypot(along.east, along.north) / bounds.speed)
    }
}
