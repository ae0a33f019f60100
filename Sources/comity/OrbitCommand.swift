import ArgumentParser
import Encounters
import Frames
import Orbits
import Timekeeping

struct OrbitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orbit",
        abstract: "Where an object is, step by step.",
        discussion: """
            Example: comity orbit --omm examples/iss/orbit.json --from 2026-05-31T00:00:00Z \
            --to 2026-05-31T01:30:00Z --step 60 --frame geodetic
            """)

    enum Frame: String, ExpressibleByArgument, CaseIterable {
        case teme, itrf, geodetic
    }

    @OptionGroup var elementSets: ElementSetOptions
    @OptionGroup var span: TimeSpanOptions

    @Option(help: ArgumentHelp("Seconds between rows.", valueName: "seconds"))
    var step: Double = 60

    @Option(help: "Frame of the rows: teme, itrf or geodetic (WGS 84).")
    var frame: Frame = .teme

    @OptionGroup var orientation: EarthOrientationOption
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard step >= 0.001 else { throw ValidationError("`--step \(step)`: expected at least 0.001 seconds") }
        guard span.to.secondsSince(span.from) / step <= 10_000_000 else {
            throw ValidationError("`--step \(step)`: more than 10 million rows an object")
        }
    }

    func run() throws {
        let earth = try orientation.read()
        let columns = frame == .geodetic ? Self.geodeticColumns : Self.stateColumns
        try elementSets.write(columns, as: output.format) { elements, table in
            try append(elements, to: &table, by: earth)
        }
    }

    private static let stateColumns = ["object", "time", "xKm", "yKm", "zKm", "vxKmS", "vyKmS", "vzKmS"]
    private static let geodeticColumns = ["object", "time", "latitudeDeg", "longitudeDeg", "altitudeKm"]

    private func append(_ elements: MeanElements, to table: inout Table, by earth: EarthOrientation) throws {
        let orbit = try SGP4(elements)
        let rows = Int((span.to.secondsSince(span.from) / step + 1e-9).rounded(.down))
        for row in 0...rows {
            let time = span.from.advanced(bySeconds: Double(row) * step)
            let state = try orbit.state(at: time)
            let start: [Cell] = [.text(label(elements)), .text(time.iso8601UTC(fractionDigits: 3))]
            table.rows.append(start + cells(of: state, by: earth))
        }
    }

    private func cells(of state: StateVector<TEME>, by earth: EarthOrientation) -> [Cell] {
        switch frame {
        case .teme: return vectorCells(state)
        case .itrf: return vectorCells(itrf(from: state, earthOrientation: earth))
        case .geodetic:
            let point = GeodeticPoint(itrf(from: state, earthOrientation: earth).position)
            return [
                .number(point.latitudeDeg, decimals: 7), .number(point.longitudeDeg, decimals: 7),
                .number(point.altitudeKm, decimals: 6),
            ]
        }
    }

    private func vectorCells<F>(_ state: StateVector<F>) -> [Cell] {
        let position = state.position
        let velocity = state.velocity
        return [position.xKm, position.yKm, position.zKm].map { .number($0, decimals: 9) }
            + [velocity.xKmS, velocity.yKmS, velocity.zKmS].map { .number($0, decimals: 12) }
    }
}
