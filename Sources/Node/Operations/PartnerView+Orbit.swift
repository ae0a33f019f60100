import Agreements
import GroundNetwork
import Programme
import Timekeeping

extension PartnerView {
    /// Where the spacecraft is, was lately, and will be soon.
    public func orbit() async throws(Refusal) -> OrbitAnswer {
        try require(.read, .orbit)
        guard let orbit = services.orbit else { throw .unknown(kind: "orbit", name: "of this programme") }
        do {
            return try await orbit.answer(at: now())
        } catch {
            throw .conflict("the orbit cannot be computed for now: \(error)")
        }
    }

    /// The stations and relays, which are public, and whether the partner may use each station.
    public func stations() async -> (stations: [StationEntry], relays: [RelayEntry]) {
        let network = services.configuration.network
        var stations: [StationEntry] = []
        let maySeeOrbit = permits(.read, .orbit)
        for station in network.stations {
            var radius: Double?
            if maySeeOrbit, let orbit = services.orbit {
                radius = try? await orbit.acquisitionRadiusDeg(
                    minimumElevationDeg: station.minimumElevationDeg, at: now())
            }
            stations.append(
                StationEntry(
                    id: station.id, name: station.name, partner: station.partner ?? station.provider ?? "",
                    point: station.point, minimumElevationDeg: station.minimumElevationDeg,
                    acquisitionRadiusDeg: radius,
                    decision: decide(.read, .station(id: station.id, owner: station.partner.map { PartnerID($0) }))))
        }
        let relays = network.relays.map {
            RelayEntry(id: $0.id, name: $0.name, partner: $0.partner ?? "", longitudeDeg: $0.longitudeDeg)
        }
        return (stations, relays)
    }

    /// Passes in the next hours over each station; withheld ones tell only that there are some.
    public func passes(hours: Int) async throws(Refusal) -> [PassEntry] {
        try require(.read, .orbit)
        guard let orbit = services.orbit else { return [] }
        let passes: [OrbitService.StationPass]
        do {
            passes = try await orbit.passes(from: now(), hours: hours)
        } catch {
            throw .conflict("the passes cannot be computed for now: \(error)")
        }
        var entries: [PassEntry] = []
        var withheldStations: Set<String> = []
        for found in passes {
            let station = found.station
            let owner = station.partner.map { PartnerID($0) }
            let decision = decide(.read, .station(id: station.id, owner: owner))
            let isShown = decision.outcome == .permit
            if !isShown, !withheldStations.insert(station.id).inserted { continue }
            entries.append(
                PassEntry(
                    station: station.id, partner: station.partner ?? station.provider ?? "", decision: decision,
                    detail: isShown ? PassDetail(stationName: station.name, pass: found.pass) : nil))
        }
        return entries
    }
}
