import Programme

/// The gate: judges one request under the agreements in force.
///
/// Pure and total: the same three values always give the same answer, and every request has one. What no clause
/// permits is denied; a clause that forbids wins over any that permit. A clause reaches only what a party to its own
/// document provides, so that two partners cannot give away a third one's data; the orbit, the link and events of the
/// programme as a whole belong to all.
public func decide(_ request: AccessRequest, under agreements: AgreementsInForce, facts: Facts) -> Decision {
    let setting = Setting(request, agreements)
    var permits: [ClauseReference] = []
    var forbids: [ClauseReference] = []
    var change: CivilTime?
    for number in agreements.candidates(for: request) {
        let clause = agreements.clauses[number]
        guard clause.conditions.isSubset(of: facts.conditions), setting.fits(clause) else { continue }
        for boundary in clause.boundaries where boundary > agreements.instant {
            change = change.map { min($0, boundary) } ?? boundary
        }
        guard clause.holdsNow else { continue }
        switch clause.effect {
        case .permit: permits.append(clause.reference)
        case .forbid: forbids.append(clause.reference)
        }
    }
    let basis: Basis =
        if !forbids.isEmpty { .forbidden } else if permits.isEmpty { .noClause } else if setting.isOwn { .own } else {
            .clause
        }
    return Decision(
        request: request, outcome: forbids.isEmpty && !permits.isEmpty ? .permit : .deny, basis: basis,
        clauses: forbids.isEmpty ? permits : forbids, validUntil: change, partnerName: setting.partnerName)
}

/// What a request means under the programme: whose the resource is.
private struct Setting {
    let request: AccessRequest
    let partnerName: String
    let parties: ElementParties?
    /// The partner the resource belongs to; `nil` when it belongs to all, or to none.
    let holder: PartnerID?
    /// Whether the resource is one that only its holder's documents may speak of.
    let hasHolder: Bool

    init(_ request: AccessRequest, _ agreements: AgreementsInForce) {
        self.request = request
        partnerName =
            agreements.partnerIndex[request.partner].map { agreements.partnerNames[$0] }
            ?? request.partner.rawValue
        if case .station(_, let owner) = request.resource {
            parties = nil
            holder = owner
            hasHolder = owner != nil
        } else if let element = request.resource.element {
            parties = agreements.elements[element]
            holder = parties?.provider
            hasHolder = true
        } else {
            parties = nil
            holder = nil
            hasHolder = false
        }
    }

    var isOwn: Bool { holder == request.partner }

    func fits(_ clause: CompiledClause) -> Bool {
        if let roles = clause.roles {
            guard let role = request.role, roles.contains(role) else { return false }
        }
        if hasHolder {
            guard let holder, clause.parties.contains(holder) else { return false }
        }
        return fits(clause.selector)
    }

    private func fits(_ selector: ResourceSelector) -> Bool {
        if let subsystems = selector.subsystems {
            guard let subsystem = request.resource.subsystem, subsystems.contains(subsystem) else { return false }
        }
        if let providers = selector.providers {
            guard let parties, providers.contains(parties.provider) else { return false }
        }
        if let elements = selector.elements, !fits(elements) { return false }
        if let stations = selector.stations, !fits(stations) { return false }
        if let names = selector.names {
            guard let name = request.resource.parameterName, names.match(name) else { return false }
        }
        return true
    }

    private func fits(_ elements: ElementSelector) -> Bool {
        switch elements {
        case .own: parties?.provider == request.partner
        case .operated: parties?.operator == request.partner
        case .none: request.resource.element == nil
        case .these(let ids): request.resource.element.map(ids.contains) ?? false
        }
    }

    private func fits(_ stations: StationSelector) -> Bool {
        guard case .station(let id, let owner) = request.resource else { return false }
        return switch stations {
        case .own: owner == request.partner
        case .owners(let partners): owner.map(partners.contains) ?? false
        case .these(let ids): ids.contains(id)
        }
    }
}
