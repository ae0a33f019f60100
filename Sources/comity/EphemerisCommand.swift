import ArgumentParser
import Foundation
import Frames
import Timekeeping

struct EphemerisCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ephemeris",
        abstract: "Where Sun, Moon and planets are from the Earth's centre, step by step.",
        discussion: """
            Geometric places, without light time and aberration; planets with their moons, by their barycentres.
            Built in: VSOP87 and ELP 2000-85, from 1990 to 2060 off JPL's DE440 by at most: Sun 0.18", 40 km; Moon 0.35", \
            0.7 km; Mercury 0.32", 90 km; Venus 0.57", 110 km; Mars 1.1", 290 km; Jupiter 0.8", 930 km; Saturn 0.5", \
            2800 km; Uranus 1.7" and Neptune 2.6", 12 000 km (angle, distance). Pluto needs a file.
            --ephemeris takes JPL's own figures: an SPK kernel (de440.bsp) or a binary DE file (unxp2000.405).
            Frames: gcrf, eme2000, itrf (turning with the Earth, velocities as seen from it), geodetic (the place on Earth \
            below the body, WGS 84, and its height).
            Example: comity ephemeris moon sun --from 2024-07-05T00:00:00Z --to 2024-07-06T00:00:00Z --step 3600
            Example: comity ephemeris mars --ephemeris de440.bsp --from 2024-07-05T00:00:00Z --to 2024-07-05T00:00:00Z
            """)

    enum Body: String, ExpressibleByArgument, CaseIterable {
        case sun, moon, mercury, venus, mars, jupiter, saturn, uranus, neptune, pluto

        var solarSystemBody: SolarSystemBody {
            switch self {
            case .sun: .sun
            case .moon: .moon
            case .mercury: .mercury
            case .venus: .venus
            case .mars: .mars
            case .jupiter: .jupiter
            case .saturn: .saturn
            case .uranus: .uranus
            case .neptune: .neptune
            case .pluto: .pluto
            }
        }
    }

    enum Frame: String, ExpressibleByArgument, CaseIterable {
        case gcrf, eme2000, itrf, geodetic
    }

    @Argument(help: "Bodies: sun, moon, mercury, venus, mars, jupiter, saturn, uranus, neptune or pluto.")
    var bodies: [Body]

    @OptionGroup var span: TimeSpanOptions

    @Option(help: ArgumentHelp("Seconds between rows.", valueName: "seconds"))
    var step: Double = 3600

    @Option(help: "Frame of the rows: gcrf, eme2000, itrf or geodetic.")
    var frame: Frame = .gcrf

    @Option(help: ArgumentHelp("A file of JPL's instead of what is built in: SPK or binary DE.", valueName: "file"))
    var ephemeris: String?

    @OptionGroup var orientation: EarthOrientationOption
    @OptionGroup var leapSeconds: LeapSecondsOption
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard step >= 0.001, step.isFinite else {
            throw ValidationError("`--step \(step)`: expected at least 0.001 seconds")
        }
        guard span.to.secondsSince(span.from) / step <= 10_000_000 else {
            throw ValidationError("`--step \(step)`: more than 10 million rows a body")
        }
    }

    func run() throws {
        let rows = try bodyRows()
        var table = Table(columns: frame == .geodetic ? BodyRows.geodeticColumns : BodyRows.stateColumns)
        var failures: [String] = []
        Interruption.watch()
        for body in bodies where !Interruption.isRequested {
            if let failure = try rows.append(body.solarSystemBody, to: &table) { failures.append(failure) }
        }
        table.write(as: output.format)
        if Interruption.isRequested {
            failures.append("stopped before the end; the rows are those found until then")
        }
        guard failures.isEmpty else { throw Failure(lines: failures) }
    }

    private func bodyRows() throws -> BodyRows {
        let time = try leapSeconds.read(over: span)
        let (start, end) = (time.meant(span.from), time.meant(span.to))
        let needsEarth = frame == .itrf || frame == .geodetic
        // The last row may lie behind the end by the rounding of its time.
        let rotation =
            needsEarth
            ? try EarthRotationTable(
                from: start, to: end.advanced(bySeconds: 1), earthOrientation: try orientation.read(over: span),
                leapSeconds: time.leapSeconds) : nil
        return BodyRows(
            start: start, end: end, stepSeconds: step, frame: frame, source: try source(), path: ephemeris,
            rotation: rotation, time: time)
    }

    private func source() throws -> SolarSystem {
        guard let path = ephemeris else { return .builtIn }
        let bytes = [UInt8](try readFile(path, limitBytes: 4 << 30))
        do throws(FrameError) {
            let isSPK = bytes.starts(with: "DAF/".utf8)
            let file = isSPK ? try PlanetaryEphemeris(spk: bytes) : try PlanetaryEphemeris(jplBinary: bytes)
            for skipped in file.skippedSegments.prefix(5) { StandardError.write("note: `\(path)`: \(skipped)") }
            if file.skippedSegments.count > 5 {
                StandardError.write("note: `\(path)`: \(file.skippedSegments.count - 5) more segments not used")
            }
            return .file(file)
        } catch {
            throw Failure("`\(path)`: \(error)")
        }
    }
}

/// The rows that `comity ephemeris` prints for a body.
private struct BodyRows {
    let start: Instant
    let end: Instant
    let stepSeconds: Double
    let frame: EphemerisCommand.Frame
    let source: SolarSystem
    let path: String?
    let rotation: EarthRotationTable?
    let time: TypedTime

    static let stateColumns = ["body", "time", "xKm", "yKm", "zKm", "vxKmS", "vyKmS", "vzKmS"]
    static let geodeticColumns = ["body", "time", "latitudeDeg", "longitudeDeg", "altitudeKm"]

    /// Appends the rows that the source holds; says in words which it does not.
    func append(_ body: SolarSystemBody, to table: inout Table) throws -> String? {
        let count = Int((end.secondsSince(start) / stepSeconds + 1e-9).rounded(.down))
        var missing: (first: Instant, count: Int)?
        for row in 0...count where !Interruption.isRequested {
            let instant = start.advanced(bySeconds: Double(row) * stepSeconds)
            do throws(FrameError) {
                let state = try source.geocentricState(of: body, at: instant)
                table.rows.append([.text("\(body)"), .text(utc(instant))] + (try cells(state)))
            } catch {
                guard case .notInEphemeris = error else { throw error }
                missing = (missing?.first ?? instant, (missing?.count ?? 0) + 1)
            }
        }
        return missing.map { words(body, $0.first, "\($0.count) of \(count + 1) times") }
    }

    private func words(_ body: SolarSystemBody, _ first: Instant, _ share: String) -> String {
        guard case .file(let file) = source else {
            return "no theory of `\(body)` is built in: give `--ephemeris FILE`"
        }
        let name = "`\(path ?? "")`"
        guard let reach = file.coverage(of: body) else { return "\(name) does not hold `\(body)`" }
        return "\(name) does not hold `\(body)` against the Earth at \(share) asked for, the first \(utc(first)): it "
            + "reaches from \(utc(reach.lowerBound)) to \(utc(reach.upperBound))"
    }

    private func utc(_ instant: Instant) -> String { instant.iso8601UTC(leapSeconds: time.leapSeconds) }

    private func cells(_ state: StateVector<GCRF>) throws(FrameError) -> [Cell] {
        switch frame {
        case .gcrf: return vectorCells(state)
        case .eme2000: return vectorCells(FrameRotation<GCRF, EME2000>.frameBias(state))
        case .itrf, .geodetic: break
        }
        guard let rotation else { return [] }
        let fixed = try rotation.gcrfToITRF(at: state.epoch)(state)
        guard frame == .geodetic else { return vectorCells(fixed) }
        let point = GeodeticPoint(fixed.position)
        return [
            .number(point.latitudeDeg, decimals: 7), .number(point.longitudeDeg, decimals: 7),
            .number(point.altitudeKm, decimals: 6),
        ]
    }

    private func vectorCells<F>(_ state: StateVector<F>) -> [Cell] {
        let (position, velocity) = (state.position, state.velocity)
        return [position.xKm, position.yKm, position.zKm].map { .number($0, decimals: 6) }
            + [velocity.xKmS, velocity.yKmS, velocity.zKmS].map { .number($0, decimals: 12) }
    }
}
