import ArgumentParser
import Encounters
import Orbits
import Timekeeping

struct EclipseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eclipse",
        abstract: "When an object is in the Earth's shadow.",
        discussion: """
            Kinds: penumbra (part of the Sun covered), umbra (all of it), annular (the Earth inside the Sun's disc).
            A conical shadow of the WGS 84 ellipsoid without atmosphere; a row that the window cuts begins or ends with it.
            Example: comity eclipse --omm examples/iss/orbit.json --from 2026-05-31T00:00:00Z \
            --to 2026-06-01T00:00:00Z --format csv
            """)

    @OptionGroup var elementSets: ElementSetOptions
    @OptionGroup var span: TimeSpanOptions
    @OptionGroup var output: FormatOption

    func run() throws {
        var table = Table(columns: ["object", "kind", "start", "end", "durationSeconds"])
        var failures: [String] = []
        let given = try elementSets.read()
        var progress = ProgressLine("objects", of: given.sets.count)
        for elements in given.sets {
            defer { progress.step() }
            do {
                let found = try eclipses(of: SGP4(elements), from: span.from, to: span.to)
                table.rows += found.map { cells(of: $0, object: label(elements)) }
            } catch {
                failures.append("`\(label(elements))`: \(error)")
            }
        }
        progress.finish()
        table.write(as: output.format)
        guard failures.isEmpty else { throw Failure(lines: failures) }
        if !given.isWhole { throw ExitCode(1) }
    }

    private func cells(of eclipse: Eclipse, object: String) -> [Cell] {
        let interval = eclipse.interval
        return [
            .text(object), .text(eclipse.kind.rawValue), .text(interval.start.iso8601UTC()),
            .text(interval.end.iso8601UTC()), .number(interval.durationSeconds, decimals: 3),
        ]
    }
}
