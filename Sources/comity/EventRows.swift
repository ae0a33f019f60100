import Encounters
import Frames
import GroundNetwork
import Orbits
import Timekeeping

/// The rows that `comity eclipse` prints for an object.
struct EventRows {
    let objects: ElementSetOptions
    let kinds: EventKinds
    let eclipseKinds: EclipseKinds?
    let latitudesDeg: [Double]
    let longitudesDeg: [Double]
    let betaAboveDeg: Double
    let withinDeg: Double
    let stations: [GroundStation]
    let earth: EarthOrientation

    var columns: [String] {
        objects.columns + [
            "kind", "start", "end", "durationSeconds", "startsBeforeWindow", "endsAfterWindow", "place",
        ]
    }

    /// An event before it becomes a row.
    private struct Found {
        let kind: String
        let start: Instant
        let end: Instant
        var startsBeforeWindow = false
        var endsAfterWindow = false
        let place: String?

        init(kind: String, interval: EventInterval, place: String? = nil) {
            (self.kind, self.place) = (kind, place)
            (start, end) = (interval.start, interval.end)
            (startsBeforeWindow, endsAfterWindow) = (interval.startsBeforeWindow, interval.endsAfterWindow)
        }

        init(kind: String, moment: Instant, place: String? = nil) {
            (self.kind, self.place) = (kind, place)
            (start, end) = (moment, moment)
        }
    }

    func cells(of orbit: SGP4, within span: ClosedRange<Instant>) throws -> [[Cell]] {
        var found: [Found] = []
        for kind in kinds.kinds { found += try events(kind, of: orbit, span) }
        // Stable: eclipses alone stay in their own order.
        let order = found.indices.sorted { (found[$0].start, $0) < (found[$1].start, $1) }
        return order.map { row(found[$0], object: objects.cells(of: orbit.elements)) }
    }

    private func row(_ event: Found, object: [Cell]) -> [Cell] {
        object + [
            .text(event.kind), .text(event.start.iso8601UTC()), .text(event.end.iso8601UTC()),
            .number(event.end.secondsSince(event.start), decimals: 3), .flag(event.startsBeforeWindow),
            .flag(event.endsAfterWindow), event.place.map { .text($0) } ?? .missing,
        ]
    }

    private func events(
        _ kind: EventKinds.Kind, of orbit: SGP4, _ span: ClosedRange<Instant>
    ) throws -> [Found] {
        let (start, end) = (span.lowerBound, span.upperBound)
        switch kind {
        case .eclipse:
            return try eclipses(of: orbit, from: start, to: end)
                .filter { eclipseKinds?.kinds.contains($0.kind) ?? true }
                .map { Found(kind: $0.kind.rawValue, interval: $0.interval) }
        case .node: return try moments(of: orbit, span, [.ascendingNode, .descendingNode])
        case .apsis: return try moments(of: orbit, span, [.perigee, .apogee])
        case .saa:
            return try stays(
                of: orbit, from: start, to: end, earthOrientation: earth, over: GroundRegion.southAtlanticAnomaly
            ).map { Found(kind: "southAtlanticAnomaly", interval: $0) }
        case .crossing: return try crossings(of: orbit, span)
        case .beta:
            return try highBetaIntervals(of: orbit, from: start, to: end, leastDeg: betaAboveDeg)
                .map { Found(kind: "highBeta", interval: $0) }
        case .sunExclusion:
            return try exclusions(of: orbit, span, "sunExclusion") { time in
                itrf(from: Sun.position(at: time), at: time, earthOrientation: earth)
            }
        case .moonExclusion:
            let table = try EarthRotationTable(
                from: start, to: end.advanced(bySeconds: 1), earthOrientation: earth)
            return try exclusions(of: orbit, span, "moonExclusion") { time in
                let place = Moon.position(at: time)
                let rotation = try? table.gcrfToITRF(at: time)
                return (rotation ?? EarthAttitude(at: time, earthOrientation: earth).gcrfToITRF)(place)
            }
        }
    }

    private func moments(
        of orbit: SGP4, _ span: ClosedRange<Instant>, _ wanted: [OrbitEvent.Kind]
    ) throws -> [Found] {
        try orbitEvents(of: orbit, from: span.lowerBound, to: span.upperBound).filter { wanted.contains($0.kind) }
            .map { Found(kind: $0.kind.rawValue, moment: $0.time) }
    }

    private func crossings(of orbit: SGP4, _ span: ClosedRange<Instant>) throws -> [Found] {
        func along(_ line: GroundLine, _ place: String, _ forward: String, _ back: String) throws -> [Found] {
            try groundCrossings(of: orbit, line, from: span.lowerBound, to: span.upperBound, earthOrientation: earth)
                .map {
                    Found(
                        kind: $0.isNorthOrEastward ? forward : back, moment: $0.time, place: place)
                }
        }
        return try latitudesDeg.flatMap {
            try along(.latitudeDeg($0), "latitude \($0)", "northwardCrossing", "southwardCrossing")
        }
            + longitudesDeg.flatMap {
                try along(.longitudeDeg($0), "longitude \($0)", "eastwardCrossing", "westwardCrossing")
            }
    }

    private func exclusions(
        of orbit: SGP4, _ span: ClosedRange<Instant>, _ kind: String, body: (Instant) -> Position<ITRF>
    ) throws -> [Found] {
        try stations.flatMap { station in
            try Encounters.exclusions(
                of: orbit, over: TopocentricSite(point: station.point), from: span.lowerBound, to: span.upperBound,
                withinDeg: withinDeg, minElevationDeg: station.minimumElevationDeg, earthOrientation: earth, body: body
            ).map { Found(kind: kind, interval: $0, place: station.name) }
        }
    }
}

/// The row of `comity eclipse --summary` for an object.
struct SunlightRows {
    let objects: ElementSetOptions

    var columns: [String] { objects.columns + Self.ownColumns }

    private static let ownColumns = [
        "start", "end", "sunlightPercent", "umbraSeconds", "penumbraSeconds", "umbraCount",
        "longestUmbraSeconds", "betaStartDeg", "betaEndDeg", "betaLeastDeg", "betaGreatestDeg",
    ]

    func cells(of orbit: SGP4, within span: ClosedRange<Instant>) throws -> [Cell] {
        let (start, end) = (span.lowerBound, span.upperBound)
        let found = try eclipses(of: orbit, from: start, to: end)
        let umbrae = found.filter { $0.kind == .umbra }.map(\.interval.durationSeconds)
        let penumbrae = found.filter { $0.kind != .umbra }.map(\.interval.durationSeconds)
        let beta = try betaAngles(of: orbit, from: start, to: end)
        let sunlight = try sunlightShare(of: orbit, from: start, to: end)
        return objects.cells(of: orbit.elements) + [
            .text(start.iso8601UTC()), .text(end.iso8601UTC()),
            .number(100 * sunlight, decimals: 6), .number(umbrae.reduce(0, +), decimals: 3),
            .number(penumbrae.reduce(0, +), decimals: 3), .integer(umbrae.count),
            .number(umbrae.max() ?? 0, decimals: 3),
        ] + [beta.first, beta.last, beta.min(), beta.max()].map { .number($0 ?? .nan, decimals: 4) }
    }

    /// Each half hour, in which the angle of a low orbit moves by less than 0.1°, and at the end; ten thousand at most.
    private func betaAngles(of orbit: SGP4, from start: Instant, to end: Instant) throws -> [Double] {
        let length = end.secondsSince(start)
        let count = Int(min(10_000, (length / 1800).rounded(.up)))
        return try (0...max(1, count)).map { index in
            let time = start.advanced(bySeconds: length * Double(index) / Double(max(1, count)))
            return betaAngleDeg(try orbit.temeState(at: time), at: time)
        }
    }
}
