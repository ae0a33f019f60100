public import Timekeeping

/// How the Earth stands over a span of time, ready for very many transforms.
///
/// The full models of `EarthAttitude` are worked out every six hours and joined by cubics: X, Y and the turn about the
/// pole agree with the models to 1e-12 rad, positions in a low orbit to 0.01 mm. A rotation costs some 60 ns, a position
/// of a batch 10 ns, a table 60 µs and 128 bytes for each six hours.
public struct EarthRotationTable: Sendable {
    /// First instant covered.
    public let start: Instant
    /// Last instant covered.
    public let end: Instant
    /// How the Earth orientation is known at worst within the span.
    public let coverage: EarthOrientation.Coverage
    /// The instructions that batches are transformed with.
    public let instructionSet: InstructionSet
    let segments: [EarthSegment]
    /// The instant at which the first segment begins, at or before `start`.
    let origin: Instant

    /// Works out the table for a span; the bounds may be given in either order. A span is at most 200 years.
    /// An instruction set that this processor lacks is replaced by its widest.
    public init(
        from first: Instant, to last: Instant, earthOrientation: EarthOrientation,
        leapSeconds: LeapSecondTable = .bundled, instructionSet: InstructionSet = .widest
    ) throws(FrameError) {
        self.instructionSet = min(instructionSet, .widest)
        let (start, end) = (min(first, last), max(first, last))
        guard end.secondsSince(start) < 200 * 365.25 * 86_400 else { throw .spanTooLong(from: start, to: end) }
        // Segments keep to UTC midnights, where the orientation's straight lines bend; after a leap second within the
        // span they are a second early, which moves nothing by 1 µm.
        let intoSegment = Self.secondsIntoSegment(start, leapSeconds)
        let origin = start.advanced(bySeconds: -intoSegment)
        let count = max(1, Int((end.secondsSince(origin) / EarthSegment.lengthSeconds).rounded(.up)))
        var worst = EarthOrientation.Coverage.measured
        var nodes: [EarthNode] = []
        for index in 0...count {
            let instant = origin.advanced(bySeconds: Double(index) * EarthSegment.lengthSeconds)
            let node = EarthNode(at: instant, earthOrientation: earthOrientation, leapSeconds: leapSeconds)
            nodes.append(node)
            // The nodes just outside the span need not be known.
            if index > 0, index < count { worst = max(worst, node.coverage) }
        }
        for instant in [start, end] {
            worst = max(worst, earthOrientation.value(at: instant, leapSeconds: leapSeconds).coverage)
        }
        (self.start, self.end, self.origin) = (start, end, origin)
        coverage = worst
        segments = zip(nodes, nodes.dropFirst()).map { EarthSegment(from: $0, to: $1) }
    }

    private static func secondsIntoSegment(_ instant: Instant, _ leapSeconds: LeapSecondTable) -> Double {
        let day = instant.julianDate(in: .utc, leapSeconds: leapSeconds)
        // A leap second at the day's end counts to the last segment.
        let second = min(day.fraction * 86_400, 86_399)
        return second.truncatingRemainder(dividingBy: EarthSegment.lengthSeconds)
    }
}

/// The Earth at one node of the table.
struct EarthNode {
    /// The models' pole, and its rate a second.
    let x: Double
    let y: Double
    let xRate: Double
    let yRate: Double
    let offsetsRad: (x: Double, y: Double)
    /// s′ − s, the turns about the pole besides the Earth's own.
    let locatorsRad: Double
    let xPoleRad: Double
    let yPoleRad: Double
    let earthRotationAngleRad: Double
    let meanSiderealAngleRad: Double
    let terrestrialLocatorRad: Double
    let coverage: EarthOrientation.Coverage

    init(at instant: Instant, earthOrientation: EarthOrientation, leapSeconds: LeapSecondTable) {
        let attitude = EarthAttitude(at: instant, earthOrientation: earthOrientation, leapSeconds: leapSeconds)
        offsetsRad = attitude.poleOffsetsRad
        (x, y) = (attitude.pole.x - offsetsRad.x, attitude.pole.y - offsetsRad.y)
        (xRate, yRate) = (attitude.pole.xRatePerSecond, attitude.pole.yRatePerSecond)
        terrestrialLocatorRad = attitude.terrestrialPole.locatorRad
        locatorsRad = terrestrialLocatorRad - attitude.pole.locatorRad
        (xPoleRad, yPoleRad) = (attitude.terrestrialPole.xRad, attitude.terrestrialPole.yRad)
        earthRotationAngleRad = attitude.earthRotationAngleRad
        meanSiderealAngleRad = attitude.meanSiderealAngleRad
        coverage = attitude.coverage
    }
}

/// Polynomials in seconds since the segment's beginning.
struct EarthSegment {
    static let lengthSeconds = 21_600.0
    static let lengthNanoseconds: Int64 = 21_600_000_000_000

    /// Celestial pole X, cubic.
    let x: (Double, Double, Double, Double)
    /// Celestial pole Y, cubic.
    let y: (Double, Double, Double, Double)
    /// Earth rotation angle with s and s′, radians.
    let rotationRad: (Double, Double)
    /// Greenwich mean sidereal time of 1982 with s′, radians.
    let siderealRad: (Double, Double)
    let xPoleRad: (Double, Double)
    let yPoleRad: (Double, Double)

    init(from first: EarthNode, to second: EarthNode) {
        let length = Self.lengthSeconds
        func line(_ from: Double, _ to: Double) -> (Double, Double) { (from, (to - from) / length) }
        x = Self.cubic((first.x, second.x), (first.xRate, second.xRate), line(first.offsetsRad.x, second.offsetsRad.x))
        y = Self.cubic((first.y, second.y), (first.yRate, second.yRate), line(first.offsetsRad.y, second.offsetsRad.y))
        rotationRad = Self.turn(
            first.earthRotationAngleRad + first.locatorsRad, second.earthRotationAngleRad + second.locatorsRad)
        siderealRad = Self.turn(
            first.meanSiderealAngleRad + first.terrestrialLocatorRad,
            second.meanSiderealAngleRad + second.terrestrialLocatorRad)
        xPoleRad = line(first.xPoleRad, second.xPoleRad)
        yPoleRad = line(first.yPoleRad, second.yPoleRad)
    }

    /// The cubic that has the given values and rates at both ends, plus a straight line.
    private static func cubic(
        _ values: (Double, Double), _ rates: (Double, Double), _ line: (Double, Double)
    ) -> (Double, Double, Double, Double) {
        let h = lengthSeconds
        let slope = (values.1 - values.0) / h
        let quadratic = (3 * slope - 2 * rates.0 - rates.1) / h
        return (values.0 + line.0, rates.0 + line.1, quadratic, (rates.0 + rates.1 - 2 * slope) / (h * h))
    }

    /// A straight line between two angles a quarter of a turn and a little apart.
    private static func turn(_ from: Double, _ to: Double) -> (Double, Double) {
        let circle = 2 * Double.pi
        let expected = EarthRotation.rateRadS * lengthSeconds
        let whole = ((from + expected - to) / circle).rounded()
        return (from, (to + whole * circle - from) / lengthSeconds)
    }
}
