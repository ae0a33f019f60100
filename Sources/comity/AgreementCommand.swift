import Agreements
import ArgumentParser
import GroundNetwork
import MissionDatabase
import Operations
import Programme
import Timekeeping

struct AgreementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: "What a programme's agreements say as a whole, and what a change to them would do.",
        discussion: """
            Every answer is exhaustive: all requests are looked at, none is sampled.
            Example: comity agreement check examples/iss
            """,
        subcommands: [
            AgreementCheckCommand.self, AgreementDiffCommand.self, AgreementWhoCanCommand.self,
            AgreementSignCommand.self, AgreementReplayCommand.self,
        ])
}

/// At which instant agreements are looked at.
struct InstantOption: ParsableArguments {
    @Option(help: ArgumentHelp("At which time, UTC; now when not given.", valueName: "date"))
    var at: String?

    func validate() throws {
        if let at, CivilTime(at) == nil {
            throw ValidationError("`--at \(at)`: expected a UTC date, or one with a time, such as 2026-03-01")
        }
    }

    var instant: CivilTime { at.flatMap { CivilTime($0) } ?? CivilTime(Instant.present) }
}

extension ProgrammeFolder {
    /// The documents of these files, read against this programme as its own are.
    func documents(in files: [SourceFile]) throws -> [AgreementDocument] {
        let reading = AgreementReader.read(
            files: files, programme: programme, parameterNames: database.parameters.map(\.name),
            stationIDs: network.stations.map(\.id))
        guard let documents = reading.value else { throw Failure(lines: reading.problems.map(\.description)) }
        return documents
    }
}
