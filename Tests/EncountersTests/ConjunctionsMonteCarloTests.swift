import Encounters
import Foundation
import Testing

/// A head-on encounter 2 m apart with 1 m of deviation along each axis, both objects together.
private func encounter(missM: Double, velocity: [Double] = [0, 0, 0], tie: Double = 0) throws -> Encounter {
    var elements = [Double](repeating: 0, count: 36)
    for axis in 0..<3 {
        elements[axis * 7] = 0.5
        elements[(axis + 3) * 7] = velocity[axis]
        elements[axis * 6 + axis + 3] = tie
        elements[(axis + 3) * 6 + axis] = tie
    }
    let covariance = try StateCovariance(rtn: elements)
    return try Encounter(
        primary: EncounterObject(
            positionM: SIMD3(7e6, 0, 0), velocityMS: SIMD3(0, 7500, 0), covariance: covariance),
        secondary: EncounterObject(
            positionM: SIMD3(7e6 + missM, 0, 0), velocityMS: SIMD3(0, -7500, 0), covariance: covariance),
        hardBodyRadiusM: 1.5)
}

private func counted(
    _ encounter: Encounter, _ motion: EncounterMotion, samples: Int = 20_000, seed: UInt64 = 7,
    confidence: Double = 0.999
) throws -> MonteCarloProbability {
    var run = try MonteCarloRun(encounter, motion: motion, seed: seed, confidence: confidence)
    run.draw(samples)
    return run.result
}

@Suite struct ConjunctionsMonteCarloTests {
    /// So short an encounter is straight: both motions agree with the integral.
    @Test(arguments: EncounterMotion.allCases)
    func agreesWithTheIntegral(motion: EncounterMotion) throws {
        let encounter = try encounter(missM: 2)
        let result = try counted(encounter, motion)
        #expect(result.bounds.contains(try EncounterPlane(encounter).fosterProbability))
        #expect(result.samples == 20_000 && result.clippedEigenvalue == nil)
    }

    @Test func repeatsBySeed() throws {
        let encounter = try encounter(missM: 2)
        var pieces = try MonteCarloRun(encounter, seed: 7, confidence: 0.999)
        for _ in 0..<20 { pieces.draw(1000) }
        #expect(pieces.result == (try counted(encounter, .keplerian)))
        #expect(pieces.result.hits != (try counted(encounter, .keplerian, seed: 8).hits))
    }

    /// A velocity tied to the position beyond what can be: told, and the position's part is kept.
    @Test func repairsAndTells() throws {
        let encounter = try encounter(missM: 2, velocity: [1e-6, 1e-6, 1e-6], tie: 1.4e-3)
        let result = try counted(encounter, .keplerian)
        // Correlation 1.4e-3 / √(0.5 · 1e-6) = 1.98, so that the smallest eigenvalue is 1 − 1.98.
        #expect(abs(try #require(result.clippedEigenvalue) + 0.979899) < 1e-6)
        #expect(result.bounds.contains(try EncounterPlane(encounter).fosterProbability))
    }

    /// The bounds of Clopper and Pearson by their definition: at either, what was seen or beyond has half of 5 %.
    @Test func boundsAreThoseOfTheDefinition() throws {
        let result = try counted(encounter(missM: 2), .rectilinear, samples: 400, confidence: 0.95)
        let (hits, bounds) = (result.hits, result.bounds)
        #expect(hits > 0 && hits < 400)
        #expect(abs(tail((0..<hits), of: 400, bounds.lowerBound) - 0.975) < 1e-9)
        #expect(abs(tail((0..<(hits + 1)), of: 400, bounds.upperBound) - 0.025) < 1e-9)
        let none = try counted(encounter(missM: 500), .keplerian, samples: 1000, confidence: 0.95)
        #expect(none.hits == 0 && none.bounds.lowerBound == 0)
        #expect(abs(none.bounds.upperBound - (1 - pow(0.025, 1.0 / 1000))) < 1e-12)
        let sure = try counted(encounter(missM: 0), .rectilinear, samples: 0)
        #expect(sure.probability == 0 && sure.bounds == 0...1)
    }

    private func tail(_ counts: Range<Int>, of trials: Int, _ probability: Double) -> Double {
        var term = pow(1 - probability, Double(trials))
        var sum = 0.0
        for count in 0..<counts.upperBound {
            sum += term
            term *= Double(trials - count) / Double(count + 1) * probability / (1 - probability)
        }
        return sum
    }

    @Test func refusesWhatCannotBeDrawn() throws {
        let good = try encounter(missM: 2)
        #expect(throws: EncounterError.self) { try MonteCarloRun(good, seed: 1, confidence: 1) }
        #expect(throws: EncounterError.self) { try MonteCarloRun(good, seed: 1, windowS: 0...0) }
        let fast = try EncounterObject(
            positionM: SIMD3(7e6, 0, 0), velocityMS: SIMD3(0, 20_000, 0), covariance: good.primary.covariance)
        let hyperbolic = try Encounter(primary: fast, secondary: good.secondary, hardBodyRadiusM: 1)
        #expect(throws: EncounterError.self) { try MonteCarloRun(hyperbolic, seed: 1) }
    }
}
