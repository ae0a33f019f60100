import ArgumentParser
import Foundation

/// The command line of Comity.
@main
struct Comity: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "comity",
        abstract: "Mission operations for a spacecraft that several partners share.",
        discussion: """
            Example: comity serve examples/iss
            Exit status: 0 done; 1 the answer is no, the input is wrong, or the answer cannot be written; 2 wrong usage.
            """,
        version: "0.1.0",
        subcommands: [
            ServeCommand.self, SimulateCommand.self, CheckCommand.self, PassesCommand.self, OrbitCommand.self,
            DecodeCommand.self, AskCommand.self, EclipseCommand.self, ConjunctionCommand.self, CatalogueCommand.self,
            ScreenCommand.self, EphemerisCommand.self, WhatIfCommand.self, AgreementCommand.self, LedgerCommand.self,
        ])

    /// Parses, runs, and turns whatever goes wrong into one line and an exit status.
    static func main() async {
        StandardStreams.prepare()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            leave(after: error)
        }
        StandardOutput.finish()
    }

    private static func leave(after error: any Error) -> Never {
        StandardOutput.finish()
        if let failure = error as? Failure {
            for line in failure.lines { StandardError.write("error: \(line)") }
            Foundation.exit(1)
        }
        if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
        let status = exitCode(for: error)
        if status == .success {
            StandardOutput.write(Data((fullMessage(for: error) + "\n").utf8))
            Foundation.exit(0)
        }
        guard status == .validationFailure else {
            StandardError.write("error: \(error)")
            Foundation.exit(1)
        }
        StandardError.write(fullMessage(for: error))
        Foundation.exit(2)
    }
}

/// Input that is wrong, or an answer that is no: one line each, exit status 1.
struct Failure: Error {
    let lines: [String]

    init(_ line: String) { lines = [line] }
    init(lines: [String]) { self.lines = lines }
}
