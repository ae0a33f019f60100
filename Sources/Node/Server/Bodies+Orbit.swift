import Encounters
import Frames
import Operations
import Timekeeping

struct OrbitBody: Encodable {
    struct Now: Encodable {
        var time: String
        var latitudeDeg: Double
        var longitudeDeg: Double
        var altitudeKm: Double
        var speedKmS: Double
        var sunlit: Bool
        var illumination: Double
        var betaDeg: Double
    }

    struct Change: Encodable {
        var time: String
        var to: String
    }

    struct Subsolar: Encodable {
        var latitudeDeg: Double
        var longitudeDeg: Double
    }

    struct TrackPoint: Encodable {
        var point: GroundTrackPoint

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(point.time.unixMilliseconds())
            try container.encode(point.latitudeDeg)
            try container.encode(point.longitudeDeg)
            try container.encode(point.altitudeKm)
        }
    }

    var elementSet: ElementSetBody
    var now: Now
    var nextSunlightChange: Change?
    var periodMinutes: Double
    var track: [TrackPoint]
    var footprintRadiusDeg: Double
    var subsolar: Subsolar
    var revolution: Int

    init(_ orbit: OrbitAnswer) {
        elementSet = ElementSetBody(orbit.elements, now: orbit.time)
        now = Now(
            time: orbit.time.iso8601UTC(), latitudeDeg: orbit.point.latitudeDeg,
            longitudeDeg: orbit.point.longitudeDeg, altitudeKm: orbit.point.altitudeKm, speedKmS: orbit.speedKmS,
            sunlit: orbit.illumination.fraction > 0.5, illumination: orbit.illumination.fraction,
            betaDeg: orbit.betaDeg)
        nextSunlightChange = orbit.nextSunlightChange.map {
            Change(time: $0.time.iso8601UTC(), to: $0.isToSunlight ? "sunlit" : "umbra")
        }
        periodMinutes = orbit.periodMinutes
        track = orbit.track.map(TrackPoint.init)
        footprintRadiusDeg = orbit.footprintRadiusDeg
        subsolar = Subsolar(latitudeDeg: orbit.subsolar.latitudeDeg, longitudeDeg: orbit.subsolar.longitudeDeg)
        revolution = orbit.revolution
    }
}

struct StationsBody: Encodable {
    struct Station: Encodable {
        var id: String
        var name: String
        var partner: String
        var latitudeDeg: Double
        var longitudeDeg: Double
        var minElevationDeg: Double
        var acquisitionRadiusDeg: Double?
        var decision: DecisionBody
    }

    struct Relay: Encodable {
        var id: String
        var name: String
        var partner: String
        var longitudeDeg: Double?
    }

    var stations: [Station]
    var relays: [Relay]

    init(stations: [StationEntry], relays: [RelayEntry]) {
        self.stations = stations.map { entry in
            Station(
                id: entry.id, name: entry.name, partner: entry.partner, latitudeDeg: entry.point.latitudeDeg,
                longitudeDeg: entry.point.longitudeDeg, minElevationDeg: entry.minimumElevationDeg,
                acquisitionRadiusDeg: entry.acquisitionRadiusDeg, decision: DecisionBody(entry.decision))
        }
        self.relays = relays.map {
            Relay(id: $0.id, name: $0.name, partner: $0.partner, longitudeDeg: $0.longitudeDeg)
        }
    }
}

struct PassesBody: Encodable {
    struct Entry: Encodable {
        var station: String
        var partner: String
        var decision: DecisionBody
        var stationName: String?
        var aos: String?
        var tca: String?
        var los: String?
        var maxElevationDeg: Double?
        var azimuthAosDeg: Double?
        var azimuthLosDeg: Double?

        init(_ entry: PassEntry) {
            station = entry.station
            partner = entry.partner
            decision = DecisionBody(entry.decision)
            guard let detail = entry.detail else { return }
            stationName = detail.stationName
            aos = detail.pass.aos.iso8601UTC()
            tca = detail.pass.tca.iso8601UTC()
            los = detail.pass.los.iso8601UTC()
            maxElevationDeg = detail.pass.maxElevationDeg
            azimuthAosDeg = detail.pass.azimuthAosDeg
            azimuthLosDeg = detail.pass.azimuthLosDeg
        }
    }

    var passes: [Entry]
}
