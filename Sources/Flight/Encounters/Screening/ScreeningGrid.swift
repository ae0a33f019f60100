import Orbits
import Timekeeping

/// Times `k · stepSeconds` from the window's begin, each standing for the half step before and after it.
struct ScreeningGrid: Sendable {
    let stepSeconds: Double
    /// Half a step, seconds.
    let reach: Double
    /// Number of times; the last is at the window's end or up to a step behind it.
    let count: Int
    /// Times that are worked on together.
    let slabLength: Int

    init(_ window: ScreeningWindow, stepSeconds: Double, slabLength: Int) {
        self.stepSeconds = stepSeconds
        reach = stepSeconds / 2
        count = Int((window.seconds / stepSeconds).rounded(.up)) + 1
        self.slabLength = slabLength
    }

    var slabs: [Range<Int>] {
        stride(from: 0, to: count, by: slabLength).map { $0..<min($0 + slabLength, count) }
    }

    func seconds(_ index: Int) -> Double { Double(index) * stepSeconds }

    /// The instants of a slab with one more before and behind it.
    func instants(_ slab: Range<Int>, from: Instant) -> [Instant] {
        (slab.lowerBound - 1...slab.upperBound).map { from.advanced(bySeconds: seconds($0)) }
    }
}

/// An object's motion around one time of the grid: position (km) in lanes 0…2, velocity (km/s) in 4…6.
///
/// Lane 3 is how far (km) the object may stray, within half a step, from the path that the Earth's pull alone bends;
/// lane 7 how far (km) its distance from the Earth's centre may change. Not numbers where there is no state.
typealias MotionSample = SIMD8<Float>

extension SIMD8<Float> {
    @inline(__always) var isState: Bool { self[0] == self[0] }
    @inline(__always) var strayKm: Float { self[3] }
    @inline(__always) var radialChangeKm: Float { self[7] }
    static var noState: MotionSample { MotionSample(repeating: .nan) }
}

/// The Earth's gravitational parameter of WGS 72, which element sets are made with, km³/s².
let screeningMuKm3S2 = GravityModel.wgs72.muKm3S2
