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
        _ elements: UnsafePointer<OrbitKernelElements>, _ memory: UnsafeMutablePointer<Double>, count: Int,
        earliest: Double, latest: Double
    ) -> Bool {
        #if arch(x86_64)
            switch self {
            case .avx512:
                return OrbitKernelsAVX512.nearEarthBlock(
                    elements, memory, count: count, earliest: earliest, latest: latest)
            case .avx2:
                return OrbitKernelsAVX2.nearEarthBlock(
                    elements, memory, count: count, earliest: earliest, latest: latest)
            case .plain: break
            }
        #endif
        return OrbitKernelsPlain.nearEarthBlock(elements, memory, count: count, earliest: earliest, latest: latest)
    }

    @inline(__always)
    func deepSpaceBlock(
        _ elements: UnsafePointer<OrbitKernelElements>, _ deepSpace: UnsafePointer<OrbitKernelDeepSpace>,
        _ memory: UnsafeMutablePointer<Double>, count: Int
    ) -> Bool {
        #if arch(x86_64)
            switch self {
            case .avx512: return OrbitKernelsAVX512.deepSpaceBlock(elements, deepSpace, memory, count: count)
            case .avx2: return OrbitKernelsAVX2.deepSpaceBlock(elements, deepSpace, memory, count: count)
            case .plain: break
            }
        #endif
        return OrbitKernelsPlain.deepSpaceBlock(elements, deepSpace, memory, count: count)
    }
}
