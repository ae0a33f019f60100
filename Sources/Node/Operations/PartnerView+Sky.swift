import Agreements
import GroundNetwork
import Programme
public import Timekeeping

extension PartnerView {
    /// How far from now a pass may be asked for, days.
    private static let reachDays = 7.0

    /// The pass over a station that is under way at an instant, step by step.
    public func passTrack(station id: String, at instant: Instant) async throws(Refusal) -> PassTrackAnswer {
        try require(.read, .orbit)
        guard let station = services.configuration.network.station(id) else {
            throw .unknown(kind: "station", name: String(id.prefix(40)))
        }
        try require(.read, .station(id: station.id, owner: station.partner.map { PartnerID($0) }))
        guard abs(instant.secondsSince(now())) <= Self.reachDays * 86_400 else {
            throw .badRequest("`at` is more than \(Int(Self.reachDays)) days from now")
        }
        guard let orbit = services.orbit else { throw .unknown(kind: "orbit", name: "of this programme") }
        let track: PassTrackAnswer?
        do {
            track = try await orbit.passTrack(over: station, at: instant)
        } catch {
            throw .conflict("the pass cannot be computed: \(error)")
        }
        guard let track else { throw .unknown(kind: "pass", name: "over \(id) at \(instant.iso8601UTC())") }
        return track
    }

    /// The close approaches to the spacecraft. They tell its orbit, and so are open to those to whom the orbit is.
    public func conjunctions() throws(Refusal) -> ConjunctionsAnswer {
        try require(.read, .orbit)
        return services.conjunctions.answer
    }
}
