import Glibc

/// Repeatable random numbers: xoshiro256** (D. Blackman and S. Vigna, 2018), seeded by SplitMix64.
struct RandomSource {
    private var state: SIMD4<UInt64>
    private var spare: Double?

    init(seed: UInt64) {
        var mix = seed
        var words = SIMD4<UInt64>()
        for index in 0..<4 {
            mix &+= 0x9E37_79B9_7F4A_7C15
            var word = mix
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            words[index] = word ^ (word >> 31)
        }
        state = words
    }

    private mutating func next() -> UInt64 {
        let product = state.y &* 5
        let result = ((product << 7) | (product >> 57)) &* 9
        let shifted = state.y << 17
        state.z ^= state.x
        state.w ^= state.y
        state.y ^= state.z
        state.x ^= state.w
        state.z ^= shifted
        state.w = (state.w << 45) | (state.w >> 19)
        return result
    }

    /// Above 0 and at most 1.
    private mutating func uniform() -> Double { (Double(next() >> 11) + 1) * 0x1p-53 }

    /// A standard normal number (Box and Muller, 1958).
    mutating func normal() -> Double {
        if let value = spare {
            spare = nil
            return value
        }
        let (radius, angle) = ((-2 * log(uniform())).squareRoot(), 2 * Double.pi * uniform())
        spare = radius * sin(angle)
        return radius * cos(angle)
    }

    mutating func sixNormals() -> SIMD8<Double> {
        SIMD8(normal(), normal(), normal(), normal(), normal(), normal(), 0, 0)
    }
}
