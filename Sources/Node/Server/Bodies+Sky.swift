import Encounters
import Frames
import Operations
import Orbits
import Timekeeping

/// A pass for a plot of the sky. A point is `[time ms, azimuth deg, elevation deg, range km, sunlight 0…1]`.
struct PassTrackBody: Encodable {
    struct Point: Encodable {
        var point: PassTrackAnswer.Point

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(point.sky.time.unixMilliseconds())
            try container.encode(point.sky.look.azimuthDeg)
            try container.encode(point.sky.look.elevationDeg)
            try container.encode(point.sky.look.rangeKm)
            try container.encode(point.illumination)
        }
    }

    struct Change: Encodable {
        var time: String
        var to: String
    }

    struct Sun: Encodable {
        var azimuthDeg: Double
        var elevationDeg: Double
    }

    var station: String
    var stationName: String
    var aos: String
    var tca: String
    var los: String
    var maxElevationDeg: Double
    var points: [Point]
    var sunlightChanges: [Change]
    /// Azimuth and lowest elevation, degrees.
    var mask: [[Double]]
    var sun: Sun

    init(_ track: PassTrackAnswer) {
        station = track.station
        stationName = track.stationName
        aos = track.pass.aos.iso8601UTC()
        tca = track.pass.tca.iso8601UTC()
        los = track.pass.los.iso8601UTC()
        maxElevationDeg = track.pass.maxElevationDeg
        points = track.points.map(Point.init)
        sunlightChanges = track.sunlightChanges.map { Change(time: $0.time.iso8601UTC(), to: $0.to.rawValue) }
        mask = track.mask.map { [$0.azimuthDeg, $0.elevationDeg] }
        sun = Sun(azimuthDeg: track.sun.azimuthDeg, elevationDeg: track.sun.elevationDeg)
    }
}

struct ConjunctionsBody: Encodable {
    struct Item: Encodable {
        var name: String
        var catalogueNumber: Int
    }

    struct Catalogue: Encodable {
        var name: String
        var objects: Int
        var unreadable: Int
    }

    struct Approach: Encodable {
        var name: String
        var catalogueNumber: Int
        var time: String
        var missDistanceKm: Double
        var relativeSpeedKmS: Double
        var radialKm: Double
        var inTrackKm: Double
        var crossTrackKm: Double
    }

    struct Report: Encodable {
        var from: String
        var days: Double
        var withinKm: Double
        var failed: Int
        var companions: [Item]
        var approaches: [Approach]
    }

    /// `no-catalogue`, `no-orbit`, `waiting`, `screening`, `done` or `failed`.
    var state: String
    var progress: Double?
    var why: String?
    var primary: Item?
    var catalogue: Catalogue?
    var report: Report?

    init(_ answer: ConjunctionsAnswer) {
        switch answer.state {
        case .noCatalogue: state = "no-catalogue"
        case .noOrbit: state = "no-orbit"
        case .waiting: state = "waiting"
        case .screening(let part): (state, progress) = ("screening", part)
        case .done: state = "done"
        case .failed(let reason): (state, why) = ("failed", reason)
        }
        primary = answer.primary.map { Item(name: $0.name, catalogueNumber: $0.catalogueNumber) }
        catalogue = answer.catalogue.map {
            Catalogue(name: $0.name, objects: $0.objects.count, unreadable: $0.unreadableCount)
        }
        report = answer.report.map(Report.init)
    }
}

extension ConjunctionsBody.Report {
    init(_ report: ScreeningReport) {
        from = report.from.iso8601UTC()
        (days, withinKm, failed) = (report.days, report.withinKm, report.failedCount)
        companions = report.companions.map { .init(name: $0.name, catalogueNumber: $0.catalogueNumber) }
        approaches = report.approaches.map {
            .init(
                name: $0.name, catalogueNumber: $0.catalogueNumber, time: $0.time.iso8601UTC(),
                missDistanceKm: $0.missDistanceKm, relativeSpeedKmS: $0.relativeSpeedKmS, radialKm: $0.radialKm,
                inTrackKm: $0.inTrackKm, crossTrackKm: $0.crossTrackKm)
        }
    }
}
