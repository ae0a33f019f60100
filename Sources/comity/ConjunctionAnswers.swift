import Encounters
import Foundation
import NavigationData

/// One method's probability, and why it is to be doubted.
struct Answer {
    let method: String
    let probability: Double?
    var warning: String?

    /// Probability without bounds and trials.
    var cells: [Cell] { [.text(method), chance(probability), .missing, .missing, .missing] }

    static func all(of plane: EncounterPlane) -> [Answer] {
        let chan = plane.chanProbability
        return [
            Answer(method: "foster", probability: plane.fosterProbability),
            Answer(
                method: "chan", probability: chan,
                warning: chan == nil
                    ? "the radius is too many standard deviations for the series" : doubt(plane.chanError)
            ),
            Answer(
                method: "alfriend", probability: plane.alfriendProbability,
                warning: plane.isAlfriendCapped
                    ? "the formula gives more than 1: capped" : doubt(plane.alfriendError)),
            Answer(method: "alfanoMaximum", probability: plane.alfanoMaximum.probability),
            Answer(method: "greatest", probability: plane.greatestProbability),
        ]
    }

    /// Words for a relative error above a tenth.
    private static func doubt(_ error: Double) -> String? {
        guard error > 0.1 else { return nil }
        let percent = error < 10 ? fixed(error * 100, decimals: 0) : "1000 or more"
        return "the radius is not small against the covariance's deviations in the encounter plane: error of about "
            + "\(percent) %, expected at most 10; take foster"
    }
}

/// What a message says itself of distance and speed, beside what its states give.
struct StatedEncounter {
    private let distanceM: Double
    private let speedMS: Double?
    /// How the states differ from it, in words; nil where they do not.
    let difference: String?

    init(_ message: ConjunctionMessage, _ encounter: Encounter) {
        distanceM = message.missDistanceM
        speedMS = message.relative["RELATIVE_SPEED"].flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
        let (position, velocity) = (encounter.relativePositionM, encounter.relativeVelocityMS)
        let (distance, speed) = ((position * position).sum().squareRoot(), (velocity * velocity).sum().squareRoot())
        var parts: [String] = []
        if Self.differs(distance, distanceM, byMoreThan: 10) {
            parts.append(
                "its states are \(fixed(distance, decimals: 3)) m apart, its MISS_DISTANCE is "
                    + "\(fixed(distanceM, decimals: 3)) m")
        }
        if let speedMS, Self.differs(speed, speedMS, byMoreThan: 1) {
            parts.append(
                "its states give a relative speed of \(fixed(speed, decimals: 3)) m/s, its RELATIVE_SPEED is "
                    + "\(fixed(speedMS, decimals: 3)) m/s")
        }
        difference = parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// By more than 1 % of what is stated, and more than so many units.
    private static func differs(_ value: Double, _ stated: Double, byMoreThan least: Double) -> Bool {
        abs(value - stated) > max(0.01 * abs(stated), least)
    }

    var cells: [Cell] {
        [
            .number(distanceM, decimals: 3), speedMS.map { .number($0, decimals: 6) } ?? .missing,
            .flag(difference != nil),
        ]
    }
}

/// A probability to seven significant digits.
func chance(_ probability: Double?) -> Cell {
    guard let probability, probability.isFinite else { return .missing }
    return .literal(String(format: "%.6e", probability))
}
