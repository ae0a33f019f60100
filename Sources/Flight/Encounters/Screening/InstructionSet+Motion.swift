import Frames
import OrbitKernelSupport
import OrbitKernelsPlain
import Orbits

#if arch(x86_64)
    import OrbitKernelsAVX2
    import OrbitKernelsAVX512
#endif

/// The checks of screening on the instructions that were chosen; see the kernels' own descriptions.
extension InstructionSet {
    @inline(__always)
    func measureStrays(
        _ rows: StateRows, stepSeconds: Double, pull: UnsafeMutablePointer<Double>,
        strays: UnsafeMutablePointer<Double>
    ) {
        #if arch(x86_64)
            switch self {
            case .avx512:
                return OrbitKernelsAVX512.measureStrays(
                    rows.motion, stepSeconds: stepSeconds, muKm3S2: screeningMuKm3S2, pull: pull, strays: strays)
            case .avx2:
                return OrbitKernelsAVX2.measureStrays(
                    rows.motion, stepSeconds: stepSeconds, muKm3S2: screeningMuKm3S2, pull: pull, strays: strays)
            case .plain: break
            }
        #endif
        OrbitKernelsPlain.measureStrays(
            rows.motion, stepSeconds: stepSeconds, muKm3S2: screeningMuKm3S2, pull: pull, strays: strays)
    }

    /// How many rows leave the bounds of ``NearTrack``.
    @inline(__always)
    func countOutside(_ rows: StateRows, _ strays: UnsafePointer<Double>) -> Int {
        let (stray, radius, speed) = (NearTrack.strayKm, NearTrack.leastRadiusKm, NearTrack.speedKmS)
        #if arch(x86_64)
            switch self {
            case .avx512:
                return OrbitKernelsAVX512.countOutside(
                    rows.motion, strays: strays, strayKm: stray, leastRadiusKm: radius, speedKmS: speed)
            case .avx2:
                return OrbitKernelsAVX2.countOutside(
                    rows.motion, strays: strays, strayKm: stray, leastRadiusKm: radius, speedKmS: speed)
            case .plain: break
            }
        #endif
        return OrbitKernelsPlain.countOutside(
            rows.motion, strays: strays, strayKm: stray, leastRadiusKm: radius, speedKmS: speed)
    }

    @inline(__always)
    func countNear(_ rows: StateRows, _ track: NearTrack) -> Int {
        #if arch(x86_64)
            switch self {
            case .avx512:
                return OrbitKernelsAVX512.countNear(
                    rows.motion, x: track.x, y: track.y, z: track.z, limits: track.limits)
            case .avx2:
                return OrbitKernelsAVX2.countNear(
                    rows.motion, x: track.x, y: track.y, z: track.z, limits: track.limits)
            case .plain: break
            }
        #endif
        return OrbitKernelsPlain.countNear(rows.motion, x: track.x, y: track.y, z: track.z, limits: track.limits)
    }
}

extension StateRows {
    fileprivate var motion: OrbitKernelMotion {
        OrbitKernelMotion(x: x, y: y, z: z, xRate: xRate, yRate: yRate, zRate: zRate, count: count)
    }
}
