import Encounters
import Frames
import GroundNetwork
import Orbits
import Timekeeping

/// The rows that `comity passes` prints for an object over a station.
struct PassRows {
    struct Visibility {
        let darkBelowSunElevationDeg: Double
        let standardMagnitude: Double?
    }

    let objects: ElementSetOptions
    let earth: EarthOrientation
    let withRange: Bool
    let frequencyHz: Double?
    let visibility: Visibility?

    var columns: [String] {
        var columns = [
            "station", "aos", "los", "tca", "maxElevationDeg", "azimuthAosDeg", "azimuthLosDeg",
        ]
        columns += objects.columns + ["startsBeforeWindow", "endsAfterWindow", "durationSeconds"]
        let moments = ["Aos", "Tca", "Los"]
        if withRange { columns += moments.map { "range\($0)Km" } + moments.map { "rangeRate\($0)KmS" } }
        if frequencyHz != nil { columns += moments.map { "doppler\($0)Hz" } }
        if visibility != nil {
            columns += [
                "visibleStart", "visibleEnd", "azimuthVisibleStartDeg", "elevationVisibleStartDeg",
                "azimuthVisibleEndDeg", "elevationVisibleEndDeg", "highestVisible", "elevationHighestVisibleDeg",
                "magnitude",
            ]
        }
        return columns
    }

    func cells(
        of orbit: SGP4, over station: GroundStation, within span: ClosedRange<Instant>
    ) throws -> [[Cell]] {
        let site = TopocentricSite(point: station.point)
        let mask = try station.elevationMask()
        let found = try passes(
            of: orbit, over: site, from: span.lowerBound, to: span.upperBound, mask: mask, earthOrientation: earth)
        var rows: [[Cell]] = []
        for pass in found {
            let start =
                plain(pass, station: station.name, object: objects.cells(of: orbit.elements))
                + (try ranges(of: orbit, during: pass, over: site))
            guard let visibility else {
                rows.append(start)
                continue
            }
            rows += try seen(orbit, during: pass, over: site, visibility).map { start + self.cells(of: $0) }
        }
        return rows
    }

    private func plain(_ pass: Pass, station: String, object: [Cell]) -> [Cell] {
        [
            .text(station), .text(pass.aos.iso8601UTC()), .text(pass.los.iso8601UTC()), .text(pass.tca.iso8601UTC()),
            .number(pass.maxElevationDeg, decimals: 4),
            .number(pass.azimuthAosDeg, decimals: 4), .number(pass.azimuthLosDeg, decimals: 4),
        ] + object + [
            .flag(pass.startsBeforeWindow), .flag(pass.endsAfterWindow), .number(pass.durationSeconds, decimals: 3),
        ]
    }

    private func ranges(of orbit: SGP4, during pass: Pass, over site: TopocentricSite) throws -> [Cell] {
        guard withRange else { return [] }
        let looks = try [pass.aos, pass.tca, pass.los].map { time in
            site.look(at: itrf(from: try orbit.temeState(at: time), earthOrientation: earth))
        }
        var cells: [Cell] = looks.map { .number($0.rangeKm, decimals: 6) }
        cells += looks.map { .number($0.rangeRateKmS, decimals: 9) }
        if let frequencyHz {
            cells += looks.map { .number($0.dopplerShiftHz(frequencyHz: frequencyHz), decimals: 3) }
        }
        return cells
    }

    /// The visible parts of one stay above the mask.
    private func seen(
        _ orbit: SGP4, during pass: Pass, over site: TopocentricSite, _ visibility: Visibility
    ) throws -> [VisiblePass] {
        let usual = orbit.elements.catalogueNumber == 25544 ? -1.8 : nil
        // The window is the stay itself, so that the horizon matters no more.
        let rule = VisibilityRule(
            minElevationDeg: -89.9, darkBelowSunElevationDeg: visibility.darkBelowSunElevationDeg,
            standardMagnitude: visibility.standardMagnitude ?? usual)
        return try visiblePasses(
            of: orbit, over: site, from: pass.aos, to: pass.los, rule: rule, earthOrientation: earth)
    }

    private func cells(of part: VisiblePass) -> [Cell] {
        [
            .text(part.start.iso8601UTC()), .text(part.end.iso8601UTC()),
            .number(part.startLook.azimuthDeg, decimals: 4), .number(part.startLook.elevationDeg, decimals: 4),
            .number(part.endLook.azimuthDeg, decimals: 4), .number(part.endLook.elevationDeg, decimals: 4),
            .text(part.highest.iso8601UTC()), .number(part.highestLook.elevationDeg, decimals: 4),
            part.magnitude.map { .number($0, decimals: 2) } ?? .missing,
        ]
    }
}
