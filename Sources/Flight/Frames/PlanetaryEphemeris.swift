public import Timekeeping

/// Positions and velocities of solar system bodies from a file of JPL's: an SPK kernel or a binary DE file.
///
/// A value over the file's bytes, which are read where they are needed. Axes ICRF, time TDB. Any bytes are either
/// refused or answered; none ends the process.
public struct PlanetaryEphemeris: Sendable {
    let segments: [ChebyshevSegment]
    let file: EphemerisBytes
    /// Segments that cannot be used, in words: other types than 2 and 3, other axes than ICRF.
    public let skippedSegments: [String]

    init(segments: [ChebyshevSegment], file: EphemerisBytes, skipped: [String]) {
        (self.segments, self.file, skippedSegments) = (segments, file, skipped)
    }

    /// From the first to the last instant that the segments of a body hold against any centre, gaps between segments
    /// and the reach of the centre left aside; nil where the file has none.
    public func coverage(of body: SolarSystemBody) -> ClosedRange<Instant>? {
        let own = segments.filter { $0.target == body.naifID }
        guard let first = own.map(\.startSeconds).min(), let last = own.map(\.endSeconds).max(), first <= last else {
            return nil
        }
        return EphemerisTime.instant(first)...max(EphemerisTime.instant(first), EphemerisTime.instant(last))
    }

    /// Geometric position and velocity of a body against the Earth's centre, km and km/s; an error where the file does
    /// not reach.
    public func geocentricState(
        of body: SolarSystemBody, at instant: Instant
    ) throws(FrameError) -> StateVector<GCRF> {
        try state(of: body, from: .earth, at: instant)
    }

    /// Geometric position and velocity of a body against the solar system's barycentre, km and km/s; an error where
    /// the file does not reach.
    public func barycentricState(
        of body: SolarSystemBody, at instant: Instant
    ) throws(FrameError) -> StateVector<BCRF> {
        try state(of: body, from: .solarSystemBarycenter, at: instant)
    }

    /// The straight way from one body to another, along the shortest chain of segments, so that what is near is not
    /// lost in the difference of two far places.
    func state<Frame: ReferenceFrame>(
        of body: SolarSystemBody, from origin: SolarSystemBody, at instant: Instant
    ) throws(FrameError) -> StateVector<Frame> {
        let time = EphemerisTime(instant)
        let (there, here) = (try chain(body, time, instant), try chain(origin, time, instant))
        for link in there.links {
            if let meeting = here.links.first(where: { $0.centre == link.centre }) {
                return link.motion.minus(meeting.motion).state(epoch: instant)
            }
        }
        throw .notInEphemeris(body: there.links.count < here.links.count ? body : origin, instant: instant)
    }

    /// From a body over the centres of its segments as far as they lead, the body itself first.
    private func chain(
        _ body: SolarSystemBody, _ time: EphemerisTime, _ instant: Instant
    ) throws(FrameError) -> (links: [Link], end: Int) {
        var links = [Link(centre: body.naifID, motion: Motion())]
        var (centre, motion) = (body.naifID, Motion())
        // Files made to mislead may lead in circles; no true chain is longer than a planet's moon's.
        while centre != 0, links.count < 8, let segment = segment(of: centre, time) {
            motion = motion.plus(try segment.motion(at: time, in: file))
            centre = segment.centre
            links.append(Link(centre: centre, motion: motion))
        }
        guard links.count > 1 || body == .solarSystemBarycenter || body == .earth else {
            throw .notInEphemeris(body: body, instant: instant)
        }
        return (links, centre)
    }

    /// The segment in force: of those that hold the time, the file's last.
    private func segment(of target: Int, _ time: EphemerisTime) -> ChebyshevSegment? {
        segments.last { $0.target == target && time >= $0.startSeconds && time <= $0.endSeconds }
    }
}

/// A place reached on the way from a body, and the body's motion against it.
private struct Link {
    let centre: Int
    let motion: Motion
}

/// Position and velocity without a frame, km and km/s.
struct Motion {
    var x = 0.0
    var y = 0.0
    var z = 0.0
    var xRate = 0.0
    var yRate = 0.0
    var zRate = 0.0

    func plus(_ other: Motion) -> Motion {
        Motion(
            x: x + other.x, y: y + other.y, z: z + other.z, xRate: xRate + other.xRate, yRate: yRate + other.yRate,
            zRate: zRate + other.zRate)
    }

    func minus(_ other: Motion) -> Motion { plus(other.scaled(by: -1)) }

    func scaled(by factor: Double) -> Motion {
        Motion(
            x: x * factor, y: y * factor, z: z * factor, xRate: xRate * factor, yRate: yRate * factor,
            zRate: zRate * factor)
    }

    func state<Frame: ReferenceFrame>(epoch: Instant) -> StateVector<Frame> {
        StateVector(
            position: Position(xKm: x, yKm: y, zKm: z), velocity: Velocity(xKmS: xRate, yKmS: yRate, zKmS: zRate),
            epoch: epoch)
    }
}

/// TDB seconds since J2000.0, whole and fraction apart so that a nanosecond survives.
struct EphemerisTime {
    let whole: Double
    let fraction: Double

    init(_ instant: Instant) {
        let (seconds, rest) = instant.nanosecondsSinceJ2000TAI.quotientAndRemainder(dividingBy: 1_000_000_000)
        // 2000-01-01T12:00:00 is J2000.0 in every scale of even days.
        let beyond = Double(rest) * 1e-9 + 32.184 + instant.tdbMinusTTSeconds
        let carry = beyond.rounded(.down)
        (whole, fraction) = (Double(seconds) + carry, beyond - carry)
    }

    /// Seconds since a moment given as seconds since J2000.0.
    func since(_ seconds: Double) -> Double { (whole - seconds) + fraction }

    static func >= (time: EphemerisTime, seconds: Double) -> Bool { time.since(seconds) >= 0 }
    static func <= (time: EphemerisTime, seconds: Double) -> Bool { time.since(seconds) <= 0 }

    /// The instant so many seconds of TDB after J2000.0.
    static func instant(_ seconds: Double) -> Instant {
        let day = (seconds / 86_400).rounded(.down)
        let rest = (seconds - day * 86_400) / 86_400
        return Instant(julianDate: JulianDate<TDB>(day: 2_451_545 + day, fraction: rest))
    }
}
