public import Programme

/// A programme's functions, providers and needs, laid out for asking what fails when something goes.
///
/// Needs may run in circles (power needs attitude control, attitude control needs power). What stands is the greatest
/// set that can hold itself up: everything in use stands until something it cannot do without has been gone for longer
/// than its buffer. Times are whole millionths of a day, so that sums of buffers are exact.
public struct ResilienceModel: Sendable {
    /// The programme it was made from.
    public let programme: ProgrammeDescription
    /// Everything that can fail, by number.
    let names: [String]
    let kinds: [NodeKind]
    /// Numbers by id. Providers and assets have spaces of names of their own; an asset's id comes first.
    let assetNumbers: [String: Int]
    let providerNumbers: [String: Int]
    /// Every need of every provider.
    let needs: [NeedEdge]
    /// For each node: the needs that it fills.
    let dependents: [[Int]]
    /// For each provider's number, the function that counts it; -1 for other nodes.
    let functionOfProvider: [Int]
    /// For each function's number its rule; `nil` for other nodes.
    let rules: [CompiledRule?]
    /// For each provider's number, what it is; `nil` for other nodes.
    let providers: [FunctionProvider?]
    let functions: [String: StationFunction]
    /// For each node, whose it is; `nil` for functions.
    let owners: [PartnerID?]
    /// The programme as its files say it is now.
    let present: Setting

    /// One need: whose, of what, for how long it can be done without, and the figure that says so.
    struct NeedEdge: Sendable {
        let provider: Int
        let needed: Int
        let bufferMillionths: Int64
        /// `nil` for the asset the provider is made of.
        let figure: Need?
    }

    enum NodeKind: Sendable { case asset, function, provider }

    /// A model of a programme as its files describe it.
    public init(_ programme: ProgrammeDescription) {
        self.programme = programme
        var builder = ModelBuilder()
        for (asset, owner) in Self.assets(of: programme) { builder.add(asset, .asset, owner: owner) }
        for function in programme.functions { builder.add(function.id.rawValue, .function) }
        for function in programme.functions { builder.add(function) }
        names = builder.names
        kinds = builder.kinds
        assetNumbers = builder.assetNumbers
        providerNumbers = builder.providerNumbers
        needs = builder.needs
        dependents = builder.dependents
        functionOfProvider = builder.functionOfProvider
        rules = builder.rules
        providers = builder.providers
        owners = builder.owners
        functions = Dictionary(programme.functions.map { ($0.id.rawValue, $0) }) { first, _ in first }
        present = Setting(
            providers: builder.providers, functionOfProvider: builder.functionOfProvider, rules: builder.rules
        ) { $0.status == .active }
    }

    /// Elements, vehicles, sites and paths, in this order, each with whose it is.
    private static func assets(of programme: ProgrammeDescription) -> [(String, PartnerID)] {
        programme.elements.map { ($0.id.rawValue, $0.provider) }
            + programme.vehicles.map { ($0.id.rawValue, $0.provider) }
            + programme.sites.map { ($0.id.rawValue, $0.partner) }
            + programme.communications.map { ($0.id.rawValue, $0.partner) }
    }

    static func millionths(_ days: Double) -> Int64 {
        Int64((min(max(days, 0), 1e9) * 1e6).rounded())
    }
}

/// Numbers everything, and turns the programme's needs round: from the needed to who needs it.
private struct ModelBuilder {
    var names: [String] = []
    var kinds: [ResilienceModel.NodeKind] = []
    var assetNumbers: [String: Int] = [:]
    var providerNumbers: [String: Int] = [:]
    var needs: [ResilienceModel.NeedEdge] = []
    var dependents: [[Int]] = []
    var functionOfProvider: [Int] = []
    var rules: [CompiledRule?] = []
    var providers: [FunctionProvider?] = []
    var owners: [PartnerID?] = []

    @discardableResult mutating func add(
        _ name: String, _ kind: ResilienceModel.NodeKind, owner: PartnerID? = nil
    ) -> Int {
        let number = names.count
        names.append(name)
        kinds.append(kind)
        dependents.append([])
        functionOfProvider.append(-1)
        rules.append(nil)
        providers.append(nil)
        owners.append(owner)
        if kind == .provider { providerNumbers[name] = number } else { assetNumbers[name] = number }
        return number
    }

    mutating func add(_ function: StationFunction) {
        let owner = assetNumbers[function.id.rawValue]
        for provider in function.providers {
            let number = add(provider.id.rawValue, .provider, owner: provider.partner)
            providers[number] = provider
            if let owner { functionOfProvider[number] = owner }
            need(provider.asset, of: number, figure: nil)
            for need in provider.needs { self.need(need.asset, of: number, figure: need) }
        }
        if let owner { rules[owner] = CompiledRule(function.success) { providerNumbers[$0.rawValue] } }
    }

    private mutating func need(_ asset: AssetID, of provider: Int, figure: Need?) {
        guard let needed = assetNumbers[asset.rawValue] else { return }
        dependents[needed].append(needs.count)
        needs.append(
            ResilienceModel.NeedEdge(
                provider: provider, needed: needed,
                bufferMillionths: ResilienceModel.millionths(figure?.bufferDays ?? 0), figure: figure))
    }
}

/// A success rule over providers' numbers.
indirect enum CompiledRule: Sendable {
    case atLeast(Int, of: [Int])
    case all([CompiledRule])
    case any([CompiledRule])

    init(_ rule: SuccessRule, number: (ProviderID) -> Int?) {
        switch rule {
        case .atLeast(let count, let providers): self = .atLeast(count, of: providers.compactMap(number))
        case .all(let rules): self = .all(rules.map { CompiledRule($0, number: number) })
        case .any(let rules): self = .any(rules.map { CompiledRule($0, number: number) })
        }
    }

    func holds(_ stands: (Int) -> Bool) -> Bool {
        switch self {
        case .atLeast(let count, let providers): providers.count(where: stands) >= count
        case .all(let rules): rules.allSatisfy { $0.holds(stands) }
        case .any(let rules): rules.contains { $0.holds(stands) }
        }
    }
}
