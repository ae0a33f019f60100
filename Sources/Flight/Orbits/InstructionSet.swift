import OrbitKernelSupport
import OrbitKernelsPlain

#if arch(x86_64)
    import OrbitKernelsAVX2
    import OrbitKernelsAVX512
#endif

typealias BlockLayout = OrbitKernelsPlain.BlockLayout

/// Which vector instructions the batch propagator runs on.
public enum InstructionSet: Int, Sendable, Comparable, CaseIterable {
    /// What every processor of the architecture has (SSE2, or NEON on 64-bit ARM).
    case plain
    /// AVX2 and FMA: four numbers at once.
    case avx2
    /// AVX-512: eight numbers at once.
    case avx512

    /// The widest that this processor and its operating system carry.
    public static let widest = InstructionSet(rawValue: Int(orbitKernelLevel())) ?? .plain

    public static func < (left: InstructionSet, right: InstructionSet) -> Bool { left.rawValue < right.rawValue }

    @inline(__always)
    func nearEarthBlock(
        _ elements: UnsafePointer<OrbitKernelElements>, _ times: OrbitKernelTimes,
        _ memory: UnsafeMutablePointer<Double>, _ rows: OrbitKernelRows
    ) -> Bool {
        #if arch(x86_64)
            switch self {
            case .avx512: return OrbitKernelsAVX512.nearEarthBlock(elements, times, memory, rows)
            case .avx2: return OrbitKernelsAVX2.nearEarthBlock(elements, times, memory, rows)
            case .plain: break
            }
        #endif
        return OrbitKernelsPlain.nearEarthBlock(elements, times, memory, rows)
    }

    @inline(__always)
    func deepSpaceBlock(
        _ elements: UnsafePointer<OrbitKernelElements>, _ deepSpace: UnsafePointer<OrbitKernelDeepSpace>,
        _ times: OrbitKernelTimes, _ memory: UnsafeMutablePointer<Double>, _ rows: OrbitKernelRows
    ) -> Bool {
        #if arch(x86_64)
            switch self {
            case .avx512: return OrbitKernelsAVX512.deepSpaceBlock(elements, deepSpace, times, memory, rows)
            case .avx2: return OrbitKernelsAVX2.deepSpaceBlock(elements, deepSpace, times, memory, rows)
            case .plain: break
            }
        #endif
        return OrbitKernelsPlain.deepSpaceBlock(elements, deepSpace, times, memory, rows)
    }
}
