import FrameKernelSupport
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
    /// span; the entries of `result` from that instant's on are then as they were. Instants may stand in any order; in
    /// order of time they go through the vector instructions in long runs.
    public func transform(
        _ positions: [Position<GCRF>], at instants: [Instant], into result: inout [Position<ITRF>]
    ) throws(FrameError) {
        try transform(positions, at: instants, into: &result, instructionSet.gcrfToITRF) { $0.rotationRad }
    }

    /// Positions in ITRF, each at its own instant; see the transform from GCRF.
    public func transform(
        _ positions: [Position<TEME>], at instants: [Instant], into result: inout [Position<ITRF>]
    ) throws(FrameError) {
        try transform(positions, at: instants, into: &result, instructionSet.temeToITRF) { $0.siderealRad }
    }

    private func transform<From: ReferenceFrame>(
        _ positions: [Position<From>], at instants: [Instant], into result: inout [Position<ITRF>],
        _ kernel: InstructionSet.FrameKernel, _ turn: (EarthSegment) -> (Double, Double)
    ) throws(FrameError) {
        guard positions.count == instants.count else {
            throw .lengthsDiffer(positions: positions.count, instants: instants.count)
        }
        if result.count != positions.count {
            result = Array(repeating: Position(xKm: 0, yKm: 0, zKm: 0), count: positions.count)
        }
        let refused = positions.withUnsafeBufferPointer { positions in
            instants.withUnsafeBufferPointer { instants in
                result.withUnsafeMutableBufferPointer { result in
                    turned(RunMemory(positions, instants, result), instants, kernel, turn)
                }
            }
        }
        if let refused { throw .outsideTable(instant: refused, from: start, to: end) }
    }

    /// Hands the kernel one run after another; returns the instant outside the span that ended it.
    private func turned(
        _ memory: RunMemory?, _ instants: UnsafeBufferPointer<Instant>, _ kernel: InstructionSet.FrameKernel,
        _ turn: (EarthSegment) -> (Double, Double)
    ) -> Instant? {
        guard let memory else { return nil }
        var index = 0
        while index < instants.count {
            guard instants[index] >= start, instants[index] <= end else { return instants[index] }
            let number = number(of: instants[index])
            let reach = reach(of: number)
            // A run's instants are still in the nearest cache when the kernel comes to them.
            let limit = min(instants.count, index + 1024)
            var next = index + 1
            while next < limit, reach.contains(instants[next]) { next += 1 }
            let segment = segments[number]
            kernel(segment.kernel(origin: beginning(number), turn: turn(segment)), memory.run(index..<next))
            index = next
        }
        return nil
    }

    /// Number of the segment that an instant within the span belongs to.
    private func number(of instant: Instant) -> Int {
        let elapsed = instant.nanosecondsSinceJ2000TAI &- origin.nanosecondsSinceJ2000TAI
        return min(max(Int(elapsed / EarthSegment.lengthNanoseconds), 0), segments.count - 1)
    }

    /// The instants of the span that belong to a segment.
    private func reach(of number: Int) -> ClosedRange<Instant> {
        let from = max(start, beginning(number))
        let to = number == segments.count - 1 ? end : beginning(number + 1).advanced(byNanoseconds: -1)
        return from...max(from, min(to, end))
    }

    private func beginning(_ number: Int) -> Instant {
        origin.advanced(byNanoseconds: Int64(number) * EarthSegment.lengthNanoseconds)
    }

    private func segment(at instant: Instant) throws(FrameError) -> (EarthSegment, Double) {
        guard instant >= start, instant <= end else { throw .outsideTable(instant: instant, from: start, to: end) }
        let number = number(of: instant)
        return (segments[number], instant.secondsSince(beginning(number)))
    }
}

extension EarthSegment {
    /// What a kernel takes of the segment.
    func kernel(origin: Instant, turn: (Double, Double)) -> FrameKernelSegment {
        FrameKernelSegment(
            originNanoseconds: origin.nanosecondsSinceJ2000TAI, x: x, y: y, turnRad: turn, xPoleRad: xPoleRad,
            yPoleRad: yPoleRad)
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

/// A batch's memory as a kernel sees it: plain numbers.
private struct RunMemory {
    let nanoseconds: UnsafePointer<Int64>
    let from: UnsafePointer<Double>
    let to: UnsafeMutablePointer<Double>

    /// Nil where there is nothing.
    init?<From: ReferenceFrame>(
        _ positions: UnsafeBufferPointer<Position<From>>, _ instants: UnsafeBufferPointer<Instant>,
        _ result: UnsafeMutableBufferPointer<Position<ITRF>>
    ) {
        guard let instants = instants.baseAddress, let positions = positions.baseAddress,
            let result = result.baseAddress
        else { return nil }
        nanoseconds = UnsafeRawPointer(instants).assumingMemoryBound(to: Int64.self)
        from = UnsafeRawPointer(positions).assumingMemoryBound(to: Double.self)
        to = UnsafeMutableRawPointer(result).assumingMemoryBound(to: Double.self)
    }

    func run(_ range: Range<Int>) -> FrameKernelRun {
        FrameKernelRun(
            nanoseconds: nanoseconds + range.lowerBound, from: from + 3 * range.lowerBound,
            to: to + 3 * range.lowerBound, count: range.count)
    }
}

private func cubic(_ c: (Double, Double, Double, Double), _ t: Double) -> Double {
    c.0 + t * (c.1 + t * (c.2 + t * c.3))
}
