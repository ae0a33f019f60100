public import Timekeeping

extension EarthRotationTable {
    /// GCRF to ITRF at an instant of the span, to 0.01 mm and 1e-9 km/s of `EarthAttitude` at a low orbit.
    public func gcrfToITRF(at instant: Instant) throws(FrameError) -> FrameRotation<GCRF, ITRF> {
        let (segment, seconds) = try segment(at: instant)
        let (pole, rate) = segment.celestial(seconds)
        let celestial = FrameRotation<GCRF, CIRF>(matrix: pole, ratePerSecond: rate)
        return celestial.then(segment.terrestrial(segment.rotationRad, seconds))
    }

    /// TEME to ITRF at an instant of the span; see `EarthAttitude.temeToITRF`.
    public func temeToITRF(at instant: Instant) throws(FrameError) -> FrameRotation<TEME, ITRF> {
        let (segment, seconds) = try segment(at: instant)
        return segment.terrestrial(segment.siderealRad, seconds)
    }

    /// GCRF to TEME at an instant of the span; see `EarthAttitude.gcrfToTEME`.
    public func gcrfToTEME(at instant: Instant) throws(FrameError) -> FrameRotation<GCRF, TEME> {
        try gcrfToITRF(at: instant).then(temeToITRF(at: instant).inverse)
    }

    /// Positions in ITRF, each at its own instant, into memory that the caller keeps.
    ///
    /// To 0.01 mm of `EarthAttitude` at a low orbit. Lists of different lengths are refused, and an instant outside the
    /// span; the entries of `result` from that instant's on are then as they were.
    public func transform(
        _ positions: [Position<GCRF>], at instants: [Instant], into result: inout [Position<ITRF>]
    ) throws(FrameError) {
        try transform(positions, at: instants, into: &result) { segment, seconds, x, y, z in
            // The pole to the z axis by the shortest way, as in `CelestialPole.poleMatrix`.
            let (poleX, poleY) = (cubic(segment.x, seconds), cubic(segment.y, seconds))
            let poleZ = (1 - poleX * poleX - poleY * poleY).squareRoot()
            let along = poleX * x + poleY * y
            let shift = along / (1 + poleZ) + z
            return segment.toITRF(
                segment.rotationRad, seconds, x - poleX * shift, y - poleY * shift, along + poleZ * z)
        }
    }

    /// Positions in ITRF, each at its own instant; see the transform from GCRF.
    public func transform(
        _ positions: [Position<TEME>], at instants: [Instant], into result: inout [Position<ITRF>]
    ) throws(FrameError) {
        try transform(positions, at: instants, into: &result) { segment, seconds, x, y, z in
            segment.toITRF(segment.siderealRad, seconds, x, y, z)
        }
    }

    @inline(__always)
    private func transform<From: ReferenceFrame>(
        _ positions: [Position<From>], at instants: [Instant], into result: inout [Position<ITRF>],
        _ turn: (EarthSegment, Double, Double, Double, Double) -> Position<ITRF>
    ) throws(FrameError) {
        guard positions.count == instants.count else {
            throw .lengthsDiffer(positions: positions.count, instants: instants.count)
        }
        if result.count != positions.count {
            result = Array(repeating: Position(xKm: 0, yKm: 0, zKm: 0), count: positions.count)
        }
        var refused: Instant?
        result.withUnsafeMutableBufferPointer { result in
            positions.withUnsafeBufferPointer { positions in
                instants.withUnsafeBufferPointer { instants in
                    segments.withUnsafeBufferPointer { segments in
                        for index in positions.indices {
                            let instant = instants[index]
                            guard instant >= start, instant <= end else {
                                refused = instant
                                return
                            }
                            let (number, seconds) = place(instant)
                            let p = positions[index]
                            result[index] = turn(segments[number], seconds, p.xKm, p.yKm, p.zKm)
                        }
                    }
                }
            }
        }
        if let refused { throw .outsideTable(instant: refused, from: start, to: end) }
    }

    /// Number of the segment of an instant within the span, and the seconds since the segment's beginning.
    @inline(__always)
    private func place(_ instant: Instant) -> (segment: Int, seconds: Double) {
        let elapsed = instant.nanosecondsSinceJ2000TAI &- origin.nanosecondsSinceJ2000TAI
        let length = Int64(EarthSegment.lengthSeconds) * 1_000_000_000
        // Rounding may pick the neighbour a microsecond early or late, whose polynomial is as good there.
        let estimate = Int64(Double(elapsed) * (1 / Double(length)))
        let number = min(max(estimate, 0), Int64(segments.count) - 1)
        return (Int(number), Double(elapsed &- number &* length) * 1e-9)
    }

    private func segment(at instant: Instant) throws(FrameError) -> (EarthSegment, Double) {
        guard instant >= start, instant <= end else { throw .outsideTable(instant: instant, from: start, to: end) }
        let (number, seconds) = place(instant)
        return (segments[number], seconds)
    }
}

extension EarthSegment {
    /// A vector on the equator of date, turned about the pole and by polar motion.
    @inline(__always)
    func toITRF(
        _ turn: (Double, Double), _ seconds: Double, _ x: Double, _ y: Double, _ z: Double
    ) -> Position<ITRF> {
        let (sine, cosine) = sineCosine(turn.0 + turn.1 * seconds)
        let (turnedX, turnedY) = (cosine * x + sine * y, cosine * y - sine * x)
        // Polar motion stays below 1″: its cosine is 1 − p²/2 to 1e-22, its sine is p to 1e-17.
        let (xPole, yPole) = (xPoleRad.0 + xPoleRad.1 * seconds, yPoleRad.0 + yPoleRad.1 * seconds)
        let tiltedX = turnedX - turnedX * (xPole * xPole / 2) + xPole * z
        let tiltedZ = z - z * (xPole * xPole / 2) - xPole * turnedX
        return Position(
            xKm: tiltedX, yKm: turnedY - turnedY * (yPole * yPole / 2) - yPole * tiltedZ,
            zKm: tiltedZ - tiltedZ * (yPole * yPole / 2) + yPole * turnedY)
    }

    /// The pole's matrix and its change a second.
    func celestial(_ seconds: Double) -> (Matrix3, Matrix3) {
        let step = 60.0
        func matrix(_ seconds: Double) -> Matrix3 {
            CelestialPole.poleMatrix(cubic(x, seconds), cubic(y, seconds))
        }
        let change = matrix(seconds + step) + matrix(seconds - step).scaled(by: -1)
        return (matrix(seconds), change.scaled(by: 1 / (2 * step)))
    }

    func terrestrial<From: ReferenceFrame>(
        _ turn: (Double, Double), _ seconds: Double
    ) -> FrameRotation<From, ITRF> {
        let pole = TerrestrialPole(
            xRad: xPoleRad.0 + xPoleRad.1 * seconds, yRad: yPoleRad.0 + yPoleRad.1 * seconds, locatorRad: 0
        ).matrix
        let angle = turn.0 + turn.1 * seconds
        return FrameRotation(
            matrix: pole * .aboutZ(angle), ratePerSecond: pole * .rateAboutZ(angle, rateRadS: turn.1))
    }
}

@inline(__always)
private func cubic(_ c: (Double, Double, Double, Double), _ t: Double) -> Double {
    c.0 + t * (c.1 + t * (c.2 + t * c.3))
}
