public import ArgumentParser
import Encounters
import Frames
import Orbits
public import Timekeeping

struct OrbitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orbit",
        abstract: "Where an object is, step by step.",
        discussion: """
            Frames: teme (of SGP4), gcrf, eme2000, mod and tod (mean and true equator of date), cirf, itrf (turning with \
            the Earth, velocities as seen from it), geodetic (WGS 84 latitude, longitude, height). IAU 2006/2000A.
            Example: comity orbit --omm examples/iss/orbit.json --from 2026-05-31T00:00:00Z \
            --to 2026-05-31T01:30:00Z --step 60 --frame geodetic
            """)

    enum Frame: String, ExpressibleByArgument, CaseIterable {
        case teme, gcrf, eme2000, mod, tod, cirf, itrf, geodetic
    }

    @OptionGroup var elementSets: ElementSetOptions
    @OptionGroup var span: TimeSpanOptions

    @Option(help: ArgumentHelp("Seconds between rows.", valueName: "seconds"))
    var step: Double = 60

    @Option(help: "Frame of the rows: teme, gcrf, eme2000, mod, tod, cirf, itrf or geodetic.")
    var frame: Frame = .teme

    @Option(help: "Adds the time in another scale as the last column: tai, tt, tdb, gps or ut1.")
    var timeScale: TimeScale = .utc

    @OptionGroup var orientation: EarthOrientationOption
    @OptionGroup var leapSeconds: LeapSecondsOption
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard step >= 0.001, step.isFinite else {
            throw ValidationError("`--step \(step)`: expected at least 0.001 seconds")
        }
        guard span.to.secondsSince(span.from) / step <= 10_000_000 else {
            throw ValidationError("`--step \(step)`: more than 10 million rows an object")
        }
    }

    func run() throws {
        let inScale = timeScale == .utc ? [] : ["time\(timeScale.rawValue.uppercased())"]
        let columns = elementSets.columns + (frame == .geodetic ? Self.geodeticColumns : Self.stateColumns) + inScale
        // The frame of SGP4 needs no Earth.
        let needsEarth = frame != .teme || timeScale == .ut1
        let earth = needsEarth ? try orientation.read(over: span) : .none
        let civil = try leapSeconds.read(over: span)
        let rotation = try earthRotation(earth, civil)
        func meant(_ elements: MeanElements) -> MeanElements { civil.meant(elements) }
        let window = civil.meant(span.from)...civil.meant(span.to)
        try elementSets.write(columns, over: window, as: output.format, meant: meant) { orbit, known in
            try rows(of: orbit, at: window, within: known, by: rotation, earth, civil)
        }
    }

    private static let stateColumns = ["time", "xKm", "yKm", "zKm", "vxKmS", "vyKmS", "vzKmS"]
    private static let geodeticColumns = ["time", "latitudeDeg", "longitudeDeg", "altitudeKm"]

    /// The table of frames through the span; nil where the rows need none.
    private func earthRotation(_ earth: EarthOrientation, _ civil: TypedTime) throws -> EarthRotationTable? {
        switch frame {
        case .teme, .itrf, .geodetic: nil
        case .gcrf, .eme2000, .mod, .tod, .cirf:
            // The last row may lie behind the end by the rounding of its time.
            try EarthRotationTable(
                from: civil.meant(span.from), to: civil.meant(span.to).advanced(bySeconds: 1), earthOrientation: earth,
                leapSeconds: civil.leapSeconds)
        }
    }

    /// The rows of the steps that lie in the stretch with states.
    private func rows(
        of orbit: SGP4, at window: ClosedRange<Instant>, within known: ClosedRange<Instant>,
        by rotation: EarthRotationTable?, _ earth: EarthOrientation, _ civil: TypedTime
    ) throws -> [[Cell]] {
        let object = elementSets.cells(of: orbit.elements)
        let last = Int((window.upperBound.secondsSince(window.lowerBound) / step + 1e-9).rounded(.down))
        // The last step may lie behind the window's end by the rounding of its time.
        let isOpen = known.upperBound >= window.upperBound
        var rows: [[Cell]] = []
        for row in 0...last where !Interruption.isRequested {
            let time = window.lowerBound.advanced(bySeconds: Double(row) * step)
            guard time >= known.lowerBound, isOpen || time <= known.upperBound else { continue }
            let state = try orbit.temeState(at: time)
            let text = time.iso8601UTC(fractionDigits: 3, leapSeconds: civil.leapSeconds)
            let start = object + [.text(text)]
            rows.append(start + (try cells(of: state, by: rotation, earth, civil)) + inScale(time, earth, civil))
        }
        return rows
    }

    private func inScale(_ time: Instant, _ earth: EarthOrientation, _ civil: TypedTime) -> [Cell] {
        guard timeScale != .utc else { return [] }
        let text = time.text(
            in: timeScale, fractionDigits: 9, earthOrientation: earth, leapSeconds: civil.leapSeconds)
        return [.text(text)]
    }

    private func cells(
        of state: StateVector<TEME>, by rotation: EarthRotationTable?, _ earth: EarthOrientation, _ civil: TypedTime
    ) throws -> [Cell] {
        if let rotation { return try celestialCells(state, by: rotation, earth, civil) }
        guard frame != .teme else { return vectorCells(state) }
        let fixed = EarthRotation(at: state.epoch, earthOrientation: earth, leapSeconds: civil.leapSeconds).itrf(state)
        guard frame == .geodetic else { return vectorCells(fixed) }
        let point = GeodeticPoint(fixed.position)
        return [
            .number(point.latitudeDeg, decimals: 7), .number(point.longitudeDeg, decimals: 7),
            .number(point.altitudeKm, decimals: 6),
        ]
    }

    private func celestialCells(
        _ state: StateVector<TEME>, by rotation: EarthRotationTable, _ earth: EarthOrientation, _ civil: TypedTime
    ) throws -> [Cell] {
        func attitude() -> EarthAttitude {
            EarthAttitude(at: state.epoch, earthOrientation: earth, leapSeconds: civil.leapSeconds)
        }
        let celestial = try rotation.gcrfToTEME(at: state.epoch).inverse(state)
        switch frame {
        case .eme2000: return vectorCells(FrameRotation<GCRF, EME2000>.frameBias(celestial))
        case .mod: return vectorCells(FrameRotation<GCRF, MOD>.meanOfDate(at: state.epoch)(celestial))
        case .tod: return vectorCells(attitude().gcrfToTOD(celestial))
        case .cirf: return vectorCells(attitude().gcrfToCIRF(celestial))
        default: return vectorCells(celestial)
        }
    }

    private func vectorCells<F>(_ state: StateVector<F>) -> [Cell] {
        let position = state.position
        let velocity = state.velocity
        return [position.xKm, position.yKm, position.zKm].map { .number($0, decimals: 9) }
            + [velocity.xKmS, velocity.yKmS, velocity.zKmS].map { .number($0, decimals: 12) }
    }
}

extension TimeScale: ExpressibleByArgument {}
