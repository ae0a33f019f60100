public import FrameKernelSupport

// Straight loops without branches, which the compiler turns into vectors. Products and sums are left unfused, so that
// every instruction set gives the same bits.

/// Positions from GCRF to ITRF.
@inline(never)
public func gcrfToITRF(_ segment: FrameKernelSegment, _ run: FrameKernelRun) {
    let (cubicX, cubicY) = (segment.x, segment.y)
    let turn = TerrestrialTurn(segment)
    for index in 0..<run.count {
        let seconds = turn.seconds(run.nanoseconds[index])
        let (x, y, z) = (run.from[3 * index], run.from[3 * index + 1], run.from[3 * index + 2])
        // The pole to the z axis by the shortest way; the pole's z is 1 − share × square.
        let (poleX, poleY) = (cubic(cubicX, seconds), cubic(cubicY, seconds))
        let square = poleX * poleX + poleY * poleY
        let share = versineShare(square)
        let along = poleX * x + poleY * y
        let shift = along * share + z
        turn.deliver(
            x - poleX * shift, y - poleY * shift, along + (1 - square * share) * z, seconds, run.to + 3 * index)
    }
}

/// Positions from TEME to ITRF.
@inline(never)
public func temeToITRF(_ segment: FrameKernelSegment, _ run: FrameKernelRun) {
    let turn = TerrestrialTurn(segment)
    for index in 0..<run.count {
        turn.deliver(
            run.from[3 * index], run.from[3 * index + 1], run.from[3 * index + 2],
            turn.seconds(run.nanoseconds[index]), run.to + 3 * index)
    }
}

/// The turn about the pole and polar motion.
struct TerrestrialTurn {
    let origin: Int64
    let turnRad, xPoleRad, yPoleRad: (Double, Double)

    @inline(__always)
    init(_ segment: FrameKernelSegment) {
        origin = segment.originNanoseconds
        (turnRad, xPoleRad, yPoleRad) = (segment.turnRad, segment.xPoleRad, segment.yPoleRad)
    }

    /// Seconds since the segment's origin. Below 2^51 a whole number added to the bits of 1.5 × 2^52 makes the double
    /// of the sum, where few processors have vector instructions to convert.
    @inline(__always)
    func seconds(_ nanoseconds: Int64) -> Double {
        let bits = UInt64(bitPattern: nanoseconds &- origin &+ 0x4338_0000_0000_0000)
        return (Double(bitPattern: bits) - 6_755_399_441_055_744) * 1e-9
    }

    /// A vector on the equator of date, turned.
    @inline(__always)
    func deliver(_ x: Double, _ y: Double, _ z: Double, _ seconds: Double, _ to: UnsafeMutablePointer<Double>) {
        let (sine, cosine) = sineCosine(turnRad.0 + turnRad.1 * seconds)
        let (turnedX, turnedY) = (cosine * x + sine * y, cosine * y - sine * x)
        // Polar motion stays below 1″: its cosine is 1 − p²/2 to 1e-22, its sine is p to 1e-17.
        let (xPole, yPole) = (xPoleRad.0 + xPoleRad.1 * seconds, yPoleRad.0 + yPoleRad.1 * seconds)
        let tiltedX = turnedX - turnedX * (xPole * xPole / 2) + xPole * z
        let tiltedZ = z - z * (xPole * xPole / 2) - xPole * turnedX
        to[0] = tiltedX
        to[1] = turnedY - turnedY * (yPole * yPole / 2) - yPole * tiltedZ
        to[2] = tiltedZ - tiltedZ * (yPole * yPole / 2) + yPole * turnedY
    }
}

/// (1 − √(1 − s)) / s, which is 1 / (1 + √(1 − s)), to 1e-16 below 0.001: the pole is within 0.03 rad for three
/// centuries.
@inline(__always)
private func versineShare(_ s: Double) -> Double {
    0.5 + s * (1 / 8.0 + s * (1 / 16.0 + s * (5 / 128.0 + s * (7 / 256.0))))
}

@inline(__always)
private func cubic(_ c: (Double, Double, Double, Double), _ t: Double) -> Double {
    c.0 + t * (c.1 + t * (c.2 + t * c.3))
}
