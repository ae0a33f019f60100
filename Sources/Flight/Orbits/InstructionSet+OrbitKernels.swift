import Frames
import OrbitKernelSupport
import OrbitKernelsPlain

#if arch(x86_64)
    import OrbitKernelsAVX2
    import OrbitKernelsAVX512
#endif

typealias BlockLayout = OrbitKernelsPlain.BlockLayout

extension InstructionSet {
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
