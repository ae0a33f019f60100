import Glibc

/// How objects are taken to move in a Monte Carlo run.
public enum EncounterMotion: String, Hashable, Sendable, CaseIterable {
    /// Straight lines; errors of position and velocity along the object's axes.
    case rectilinear
    /// Orbits of two bodies; errors normal in equinoctial elements, so that they follow the orbit.
    case keplerian
}

/// A probability of collision counted out of random trials.
public struct MonteCarloProbability: Hashable, Sendable {
    /// How many trials collided.
    public let hits: Int
    /// How many were drawn.
    public let samples: Int
    /// Trials whose drawn orbit was no ellipse; counted as without collision.
    public let unusableSamples: Int
    /// Where the true probability lies with `confidence`: Clopper–Pearson bounds.
    public let bounds: ClosedRange<Double>
    /// Confidence of the bounds, 0 to 1.
    public let confidence: Double
    /// The smallest eigenvalue of an object's correlation matrix where it was negative; nil where none was. The
    /// position's covariance was kept and the velocity's variances raised until none was.
    public let clippedEigenvalue: Double?

    /// Hits over samples.
    public var probability: Double { samples > 0 ? Double(hits) / Double(samples) : 0 }
}

/// Random trials of an encounter, repeatable by their seed.
///
/// A value that is run in pieces, so that a caller can show progress and stop between them.
public struct MonteCarloRun: Sendable {
    private let trial: EncounterTrial
    private let confidence: Double
    private var random: RandomSource
    private var (hits, samples, unusable) = (0, 0, 0)

    /// Makes a run with nothing drawn yet.
    ///
    /// `windowS` is from when to when collisions count, seconds from the given moment; without it a quarter of the
    /// shorter orbital period before and after. Throws `EncounterError.unusableValue` for a confidence not between 0 and 1, a window
    /// of no length, or an object that is on no elliptic orbit.
    public init(
        _ encounter: Encounter, motion: EncounterMotion = .keplerian, seed: UInt64, windowS: ClosedRange<Double>? = nil,
        confidence: Double = 0.95
    ) throws(EncounterError) {
        guard confidence > 0, confidence < 1 else {
            throw .unusableValue(name: "confidence", value: confidence, expected: "more than 0 and less than 1")
        }
        let span = windowS.map { $0.upperBound - $0.lowerBound } ?? 1
        guard span > 0, span.isFinite else {
            throw .unusableValue(name: "window's length in s", value: span, expected: "more than 0")
        }
        trial = try EncounterTrial(encounter, motion: motion, windowS: windowS)
        random = RandomSource(seed: seed)
        self.confidence = confidence
    }

    /// Draws so many more trials.
    public mutating func draw(_ count: Int) {
        for _ in 0..<max(count, 0) {
            switch trial.run(&random) {
            case .hit: hits += 1
            case .miss: break
            case .unusable: unusable += 1
            }
        }
        samples += max(count, 0)
    }

    /// What has been counted so far.
    public var result: MonteCarloProbability {
        MonteCarloProbability(
            hits: hits, samples: samples, unusableSamples: unusable,
            bounds: clopperPearson(hits: hits, trials: samples, confidence: confidence), confidence: confidence,
            clippedEigenvalue: trial.clippedEigenvalue)
    }
}
