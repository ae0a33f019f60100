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
        let columns = ["object", "kind", "start", "end", "durationSeconds"]
        try elementSets.write(columns, as: output.format) { elements, table in
            let found = try eclipses(of: SGP4(elements), from: span.from, to: span.to)
            table.rows += found.map { cells(of: $0, object: label(elements)) }
        }
    }

    private func cells(of eclipse: Eclipse, object: String) -> [Cell] {
        let interval = eclipse.interval
        return [
            .text(object), .text(eclipse.kind.rawValue), .text(interval.start.iso8601UTC()),
            .text(interval.end.iso8601UTC()), .number(interval.durationSeconds, decimals: 3),
        ]
    }
}
