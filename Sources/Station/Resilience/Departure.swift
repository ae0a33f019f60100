public import Programme

/// What is taken away at the start of a what-if question.
public enum Removal: Hashable, Sendable {
    /// A partner with every provider, element, vehicle, site and communication path of its own.
    case partner(PartnerID)
    /// One state of a partner of several.
    case state(String, of: PartnerID)
    /// An element, vehicle, site, communication path or function.
    case asset(AssetID)
    /// One provider of a function.
    case provider(ProviderID)

    /// The id as people write it.
    public var id: String {
        switch self {
        case .partner(let id): id.rawValue
        case .state(let name, _): name
        case .asset(let id): id.rawValue
        case .provider(let id): id.rawValue
        }
    }
}

/// Something that leaves, and how.
public struct Departure: Hashable, Sendable {
    /// What leaves.
    public let removal: Removal
    /// How.
    public let kind: DepartureKind
    /// Days after which it is back; `nil` for good.
    public let lastsDays: Double?
    /// Days until it begins; a notice runs from then.
    public let startsAfterDays: Double
    /// Days of notice, where an agreement tells them; `nil` for those of the programme's rule.
    public let noticeDays: Double?

    /// A departure; taken away at once and for good unless said otherwise.
    public init(
        _ removal: Removal, kind: DepartureKind = .takenAway, lastsDays: Double? = nil, startsAfterDays: Double = 0,
        noticeDays: Double? = nil
    ) {
        self.removal = removal
        self.kind = kind
        self.lastsDays = lastsDays
        self.startsAfterDays = startsAfterDays
        self.noticeDays = noticeDays
    }
}

/// Why a question could not be put.
public enum ResilienceError: Error, Equatable, Sendable, CustomStringConvertible {
    /// An id that names nothing that can go.
    case unknown(id: String, suggestion: String?)
    /// Something that cannot go in this way.
    case unsuited(kind: DepartureKind, id: String)
    /// An id that names no restoration.
    case unknownRestoration(id: String, suggestion: String?)
    /// A restoration without a lead time: when it brings something back is not known.
    case noLeadTime(id: String)
    /// An id that names no function.
    case unknownFunction(id: String, suggestion: String?)
    /// A number outside what the computation takes.
    case outside(name: String, value: String, expected: String)

    /// One line, with what was expected.
    public var description: String {
        switch self {
        case .unknown(let id, let near):
            "unknown id `\(id)`: expected a partner, element, vehicle, site, communication path, function or provider"
                + Self.hint(near)
        case .unsuited(let kind, let id): "\(kind.rawValue) of `\(id)`: expected \(kind.takers)"
        case .unknownRestoration(let id, let near):
            "unknown restoration `\(id)`: expected the id of a function's restoration" + Self.hint(near)
        case .noLeadTime(let id):
            "restoration `\(id)` has no lead time: expected `leadMonths` in the programme's file"
        case .unknownFunction(let id, let near):
            "unknown function `\(id)`: expected the id of a function, or `programme`" + Self.hint(near)
        case .outside(let name, let value, let expected): "\(name) `\(value)`: expected \(expected)"
        }
    }

    private static func hint(_ near: String?) -> String { near.map { "; did you mean `\($0)`?" } ?? "" }
}

extension ResilienceModel {
    /// What an id, or a partner's agency or other name, or a state's name, takes away.
    ///
    /// - Throws: `ResilienceError.unknown` with the nearest id.
    public func removal(named id: String) throws(ResilienceError) -> Removal {
        if assetNumbers[id] != nil { return .asset(AssetID(id)) }
        if providerNumbers[id] != nil { return .provider(ProviderID(id)) }
        if let partner = programme.partner(named: id) { return .partner(partner.id) }
        for partner in programme.partners {
            guard let state = partner.states.first(where: { $0.lowercased() == id.lowercased() }) else { continue }
            return partner.states.count == 1 ? .partner(partner.id) : .state(state, of: partner.id)
        }
        let known = programme.partners.map(\.id.rawValue) + names
        throw .unknown(id: id, suggestion: Spelling.nearest(to: id, among: known))
    }

    /// The function of an id.
    ///
    /// - Throws: `ResilienceError.unknownFunction` with the nearest id.
    public func function(named id: String) throws(ResilienceError) -> StationFunction {
        if let function = functions[id] { return function }
        throw .unknownFunction(id: id, suggestion: Spelling.nearest(to: id, among: functions.keys))
    }

    /// The restoration of an id.
    ///
    /// - Throws: `ResilienceError.unknownRestoration` with the nearest id.
    public func restoration(named id: String) throws(ResilienceError) -> Restoration {
        let all = programme.restorations
        if let found = all.first(where: { $0.id.rawValue == id }) { return found }
        throw .unknownRestoration(id: id, suggestion: Spelling.nearest(to: id, among: all.map(\.id.rawValue)))
    }

    /// The rule of law that a departure falls under; the partner's own comes before the one for all.
    public func rule(for departure: Departure) -> DepartureRule? {
        let rules = programme.departureRules.filter { $0.kind == departure.kind }
        let partner = partner(of: departure.removal)
        return rules.first { $0.partner != nil && $0.partner == partner }
            ?? rules.first { $0.partner == nil && partner != nil }
    }

    /// Why a departure takes what it takes: the words of the rule that it falls under, or that one state is not its
    /// partner; `nil` where there is no more to say than that it goes.
    public func reason(for departure: Departure) -> String? {
        if let rule = rule(for: departure) { return rule.because }
        guard case .state(_, let partner) = departure.removal else { return nil }
        return "the other states of `\(partner)` go on as one partner"
    }

    /// Days from the question to the departure's effect: until it begins, and the notice.
    public func delayDays(of departure: Departure) -> Double {
        departure.startsAfterDays + (departure.noticeDays ?? rule(for: departure)?.noticeDays ?? 0)
    }

    /// The numbers that stand no more once a departure takes effect.
    func numbers(of departure: Departure) -> [Int] {
        let rule = rule(for: departure)
        if case .partner = departure.removal, let goes = rule?.goes {
            return goes.compactMap { assetNumbers[$0.rawValue] }
        }
        let stays = Set((rule?.stays ?? []).compactMap { assetNumbers[$0.rawValue] })
        return taken(by: departure).filter { number in
            !stays.contains(number)
                && providers[number].flatMap { assetNumbers[$0.asset.rawValue] }
                    .map { !stays.contains($0) } ?? true
        }
    }

    private func taken(by departure: Departure) -> [Int] {
        switch (departure.removal, departure.kind) {
        case (.state, _): []
        case (.asset(let id), .grounding): grounded(id)
        case (.asset(let id), _): [assetNumbers[id.rawValue]].compactMap(\.self)
        case (.provider(let id), _): [providerNumbers[id.rawValue]].compactMap(\.self)
        case (.partner(let partner), .sanction): services(of: partner)
        case (.partner(let partner), .grounding):
            programme.vehicles.filter { $0.provider == partner }.flatMap { grounded(AssetID($0.id.rawValue)) }
        case (.partner(let partner), _): everything(of: partner)
        }
    }

    private func everything(of partner: PartnerID) -> [Int] {
        names.indices.filter { owners[$0] == partner }
    }

    /// Sites, paths and vehicles, with what works through them; the hardware on board stays.
    private func services(of partner: PartnerID) -> [Int] {
        let elements = programme.elements.count
        return names.indices.filter { number in
            guard owners[number] == partner else { return false }
            guard let provider = providers[number] else { return number >= elements }
            return provider.isService
                ?? assetNumbers[provider.asset.rawValue].map { $0 >= elements && owners[$0] == partner } ?? false
        }
    }

    /// A vehicle's own flights, or those of the vehicles that fly on a launcher or from a pad. Docked ships stay; who
    /// names the grounded thing among its needs goes on for its buffer.
    private func grounded(_ id: AssetID) -> [Int] {
        let riders = programme.vehicles.filter { $0.dependsOn.contains(id) || $0.id.rawValue == id.rawValue }
        let isVehicle = programme.vehicles.contains { $0.id.rawValue == id.rawValue }
        let flights = providers.indices.filter { number in
            guard let provider = providers[number], !isLifeboat(number),
                riders.contains(where: { $0.id.rawValue == provider.asset.rawValue })
            else { return false }
            return !provider.needs.contains { $0.asset == id }
        }
        return flights + (isVehicle ? [] : [assetNumbers[id.rawValue]].compactMap(\.self))
    }

    private func isLifeboat(_ provider: Int) -> Bool {
        let function = functionOfProvider[provider]
        return function >= 0 && functions[names[function]]?.seatsForCrew.isEmpty == false
    }

    private func partner(of removal: Removal) -> PartnerID? {
        switch removal {
        case .partner(let id): id
        case .state, .asset, .provider: nil
        }
    }
}
