import FrameKernelSupport
import FrameKernelsPlain

#if arch(x86_64)
    import FrameKernelsAVX2
    import FrameKernelsAVX512
#endif

/// Which vector instructions batch work runs on.
public enum InstructionSet: Int, Sendable, Comparable, CaseIterable {
    /// What every processor of the architecture has (SSE2, or NEON on 64-bit ARM).
    case plain
    /// AVX2 and FMA: four numbers at once.
    case avx2
    /// AVX-512: eight numbers at once.
    case avx512

    /// The widest that this processor and its operating system carry.
    public static let widest = InstructionSet(rawValue: Int(frameKernelLevel())) ?? .plain

    public static func < (left: InstructionSet, right: InstructionSet) -> Bool { left.rawValue < right.rawValue }

    typealias FrameKernel = (FrameKernelSegment, FrameKernelRun) -> Void

    var gcrfToITRF: FrameKernel {
        #if arch(x86_64)
            switch self {
            case .avx512: return FrameKernelsAVX512.gcrfToITRF
            case .avx2: return FrameKernelsAVX2.gcrfToITRF
            case .plain: break
            }
        #endif
        return FrameKernelsPlain.gcrfToITRF
    }

    var temeToITRF: FrameKernel {
        #if arch(x86_64)
            switch self {
            case .avx512: return FrameKernelsAVX512.temeToITRF
            case .avx2: return FrameKernelsAVX2.temeToITRF
            case .plain: break
            }
        #endif
        return FrameKernelsPlain.temeToITRF
    }
}
