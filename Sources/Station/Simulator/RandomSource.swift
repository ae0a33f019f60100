/// Pseudo-random numbers that depend on the seed alone: xoshiro256** seeded by SplitMix64.
///
/// Source: D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators, 2018 (published constants).
struct RandomSource: Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    init(seed: UInt64) {
        var mixer = seed
        state = (Self.mix(&mixer), Self.mix(&mixer), Self.mix(&mixer), Self.mix(&mixer))
    }

    private static func mix(_ counter: inout UInt64) -> UInt64 {
        counter &+= 0x9E37_79B9_7F4A_7C15
        var word = counter
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    private static func rotated(_ word: UInt64, by bits: UInt64) -> UInt64 {
        (word << bits) | (word >> (64 - bits))
    }

    /// Next 64 random bits.
    mutating func next() -> UInt64 {
        let result = Self.rotated(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = Self.rotated(state.3, by: 45)
        return result
    }

    /// Even number, 0 ≤ x < 1.
    mutating func fraction() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// Near-normal number of mean 0 and standard deviation 1, within ±3.5: the sum of four even numbers.
    ///
    /// No logarithm or cosine, so that the bits are the same on every platform.
    mutating func noise() -> Double {
        (fraction() + fraction() + fraction() + fraction() - 2) * 1.732_050_807_568_877_2
    }
}
