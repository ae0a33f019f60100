public import Programme

extension DepartureKind {
    /// What can go in this way, in words.
    var takers: String {
        switch self {
        case .takenAway: "a partner, state, element, vehicle, site, communication path, function or provider"
        case .withdrawal: "a partner or a state"
        case .sanction: "a partner, state, site or communication path"
        case .grounding: "a vehicle, launcher or launch site, or a partner with vehicles"
        }
    }
}

extension ResilienceModel {
    /// The ways in which something can go: only partners and states withdraw, only what flies is grounded, and a
    /// sanction ends services and leaves hardware and flights of one vehicle where they are.
    public func kinds(of removal: Removal) -> [DepartureKind] {
        switch removal {
        case .partner(let id):
            let flies = programme.vehicles.contains { $0.provider == id }
            return [.takenAway, .withdrawal, .sanction] + (flies ? [.grounding] : [])
        case .state: return [.takenAway, .withdrawal, .sanction]
        case .asset(let id): return [.takenAway] + services(of: id.rawValue)
        case .provider: return [.takenAway]
        }
    }

    private func services(of id: String) -> [DepartureKind] {
        if let site = programme.sites.first(where: { $0.id.rawValue == id }) {
            let carries = programme.vehicles.contains { $0.dependsOn.contains(AssetID(id)) }
            return [.sanction] + (carries || site.kind == .launcher || site.kind == .launchSite ? [.grounding] : [])
        }
        if programme.communications.contains(where: { $0.id.rawValue == id }) { return [.sanction] }
        return programme.vehicles.contains { $0.id.rawValue == id } ? [.grounding] : []
    }
}
