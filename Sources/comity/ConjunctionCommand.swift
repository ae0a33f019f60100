import ArgumentParser
import Encounters
import Foundation
import NavigationData
import Timekeeping

struct ConjunctionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conjunction",
        abstract: "Probability of collision of a conjunction data message, by each method.",
        discussion: """
            Reads CDMs (CCSDS 508.0-B-1) as KVN or XML. foster: density over the disk of the hard-body radius, \
            straight motion. chan: series for a small radius. alfriend: density at the disk's centre. \
            alfanoMaximum: the largest that the covariance gives when it grows or shrinks. greatest: the largest \
            that any covariance gives. message: what the message says itself. monteCarlo: random orbits of two \
            bodies, a quarter of a revolution before and after closest approach, with the bounds of Clopper and \
            Pearson at 95 %. A message without covariance, or without a radius where none is given, is an error; the \
            others are answered all the same. warning: why a row is to be doubted: the error that the method's series \
            bounds is above 10 %, or a value above 1 was capped. messageMissDistanceM and messageRelativeSpeedMS are \
            the message's own; statesDiffer: its states give another distance (by more than 1 % and 10 m) or another \
            speed (1 % and 1 m/s).
            Example: comity conjunction --samples 1000000 --seed 7 message.cdm
            """)

    @Argument(help: ArgumentHelp("Conjunction data message, KVN or XML.", valueName: "CDM"))
    var file: String

    @Option(help: ArgumentHelp("Sum of both objects' radii, metres; otherwise the message's.", valueName: "metres"))
    var hardBodyRadius: Double?

    @Option(help: ArgumentHelp("Monte Carlo trials; 0 for none.", valueName: "count"))
    var samples: Int = 200_000

    @Option(help: ArgumentHelp("Seed of the trials: the same seed, the same answer.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup var output: FormatOption

    func validate() throws {
        if let radius = hardBodyRadius, !(radius > 0 && radius.isFinite) {
            throw ValidationError("`--hard-body-radius \(radius)`: expected more than 0 metres")
        }
        guard (0...1_000_000_000).contains(samples) else {
            throw ValidationError("`--samples \(samples)`: expected 0 to 1000000000")
        }
    }

    func run() throws {
        let reading = ConjunctionMessageReader.read(try readText(file), source: file)
        for note in reading.notes.prefix(5) { StandardError.write("note: \(note)") }
        if reading.notes.count > 5 { StandardError.write("note: \(reading.notes.count - 5) more like these") }
        for problem in reading.problems { StandardError.write("error: \(problem)") }
        guard !reading.messages.isEmpty else { throw ExitCode(1) }
        var table = Table(columns: Self.columns)
        var failures: [String] = []
        Interruption.watch()
        for message in reading.messages where !Interruption.isRequested {
            do {
                table.rows += try rows(for: message)
            } catch let error as EncounterError {
                failures.append("`\(file)`, message `\(message.messageID)`: \(error)")
            } catch let failure as Failure {
                failures += failure.lines.map { "`\(file)`, message `\(message.messageID)`: \($0)" }
            }
        }
        if !table.rows.isEmpty { table.write(as: output.format) }
        if Interruption.isRequested {
            failures.append("stopped before the end; the rows are of the messages and trials until then")
        }
        guard failures.isEmpty else { throw Failure(lines: failures) }
        if !reading.problems.isEmpty { throw ExitCode(1) }
    }

    private static let columns = [
        "messageId", "primary", "secondary", "tca", "missDistanceM", "relativeSpeedMS", "mahalanobisDistance",
        "hardBodyRadiusM", "method", "probability", "lowerBound", "upperBound", "samples",
        "messageMissDistanceM", "messageRelativeSpeedMS", "statesDiffer", "warning",
    ]

    private func rows(for message: ConjunctionMessage) throws -> [[Cell]] {
        let encounter = try encounter(of: message)
        let plane = try EncounterPlane(encounter)
        tell(plane.repair, of: message)
        let start: [Cell] = [
            .text(message.messageID), .text(message.primary.name), .text(message.secondary.name),
            .text(message.timeOfClosestApproach.iso8601UTC(fractionDigits: 3)),
            .number(plane.missDistanceM, decimals: 3), .number(plane.relativeSpeedMS, decimals: 6),
            .number(plane.mahalanobisDistance, decimals: 6), .literal("\(encounter.hardBodyRadiusM)"),
        ]
        let stated = StatedEncounter(message, encounter)
        if let words = stated.difference { StandardError.write("note: message `\(message.messageID)`: \(words)") }
        var rows = Answer.all(of: plane).map { answer -> [Cell] in
            if let warning = answer.warning {
                StandardError.write("note: message `\(message.messageID)`: \(answer.method): \(warning)")
            }
            return start + answer.cells + stated.cells + [answer.warning.map { .text($0) } ?? .missing]
        }
        if let told = message.collisionProbability {
            rows.append(start + Answer(method: "message", probability: told).cells + stated.cells + [.missing])
        }
        guard samples > 0 else { return rows }
        let counted = try monteCarlo(encounter, of: message)
        let bounds = [counted.probability, counted.bounds.lowerBound, counted.bounds.upperBound].map { chance($0) }
        let cells = [.text("monteCarlo")] + bounds + [.integer(counted.samples)]
        return rows + [start + cells + stated.cells + [.missing]]
    }

    private func monteCarlo(_ encounter: Encounter, of message: ConjunctionMessage) throws -> MonteCarloProbability {
        var run = try MonteCarloRun(encounter, motion: .keplerian, seed: seed)
        let piece = 10_000
        let progress = ProgressLine("times \(piece) trials", of: (samples + piece - 1) / piece)
        for done in stride(from: 0, to: samples, by: piece) where done == 0 || !Interruption.isRequested {
            run.draw(min(piece, samples - done))
            progress.step()
        }
        progress.finish()
        let result = run.result
        if let eigenvalue = result.clippedEigenvalue {
            StandardError.write(
                "note: message `\(message.messageID)`: a covariance is not positive: eigenvalue \(eigenvalue) of its "
                    + "correlations; the velocity's variances were raised for the trials")
        }
        if result.unusableSamples > 0 {
            StandardError.write(
                "note: message `\(message.messageID)`: \(result.unusableSamples) trials were no elliptic orbit and "
                    + "count as no collision")
        }
        return result
    }

    private func tell(_ repair: EncounterPlane.Repair?, of message: ConjunctionMessage) {
        guard let repair else { return }
        StandardError.write(
            "note: message `\(message.messageID)`: the covariance in the encounter plane is not positive: variance "
                + "\(repair.smallestVarianceM2) m² raised to \(repair.raisedToM2) m²")
    }

    private func encounter(of message: ConjunctionMessage) throws -> Encounter {
        let radius = hardBodyRadius ?? message.hardBodyRadius?.valueM
        guard let radius else { throw Failure("no hard-body radius in it: expected `--hard-body-radius METRES`") }
        if hardBodyRadius == nil, let source = message.hardBodyRadius?.source {
            StandardError.write("note: message `\(message.messageID)`: hard-body radius from `\(source)`")
        }
        guard message.primary.referenceFrame == message.secondary.referenceFrame else {
            throw Failure(
                "the frames are `\(message.primary.referenceFrame)` and `\(message.secondary.referenceFrame)`: expected one"
            )
        }
        return try Encounter(
            primary: object(message.primary), secondary: object(message.secondary), hardBodyRadiusM: radius)
    }

    private func object(_ object: ConjunctionMessage.Object) throws -> EncounterObject {
        guard let elements = object.covarianceRTN else {
            throw Failure("`\(object.name)` has no covariance in RTN: expected `CR_R` to `CNDOT_NDOT`")
        }
        let covariance = try StateCovariance(rtn: elements)
        if [0, 7, 14].allSatisfy({ elements[$0] == 0 }) {
            StandardError.write(
                "note: `\(object.name)` has a covariance of zeros: its position is taken as known exactly")
        }
        switch object.referenceFrame {
        case "ITRF":
            return try EncounterObject(
                earthFixedPositionM: object.positionM, velocityMS: object.velocityMS, covariance: covariance)
        case "GCRF", "EME2000":
            return try EncounterObject(
                positionM: object.positionM, velocityMS: object.velocityMS, covariance: covariance)
        case let frame: throw Failure("the frame is `\(frame)`: expected `GCRF`, `EME2000` or `ITRF`")
        }
    }
}
