import Testing

@testable import Simulator

@Suite struct RandomSourceTests {
    /// xoshiro256** 1.0 seeded by SplitMix64 from 0; figures of the published C sources of both generators.
    @Test func firstNumbersMatchThePublishedGenerator() {
        var random = RandomSource(seed: 0)
        #expect(random.next() == 0x99EC_5F36_CB75_F2B4)
        #expect(random.next() == 0xBF6E_1F78_4956_452A)
    }

    @Test func noiseHasMeanZeroAndDeviationOne() {
        var random = RandomSource(seed: 7)
        let sample = (0..<20_000).map { _ in random.noise() }
        let mean = sample.reduce(0, +) / Double(sample.count)
        let variance = sample.reduce(0) { $0 + $1 * $1 } / Double(sample.count)
        #expect(abs(mean) < 0.03)
        #expect(abs(variance - 1) < 0.05)
        #expect(sample.allSatisfy { abs($0) <= 3.5 })
    }
}
