public import Programme

extension ResilienceModel {
    /// What the model holds, as JSON: what can go, functions with their rules, providers with their needs,
    /// restorations, kinds of departure, sources.
    ///
    /// - Parameter date: the day on which the programme is looked at; as its files say it is now when `nil`.
    public func modelJSON(on date: CivilTime? = nil) -> String {
        let setting = setting(on: date)
        return JSONText.object([
            ("programme", JSONText.string(programme.id)), ("name", JSONText.string(programme.name)),
            ("date", JSONText.optional(date?.description)),
            (
                "partners",
                JSONText.list(
                    programme.partners.map {
                        JSONText.object([
                            ("id", JSONText.string($0.id.rawValue)), ("name", JSONText.string($0.name)),
                            ("agency", JSONText.string($0.agency)), ("colour", JSONText.string($0.colour)),
                        ])
                    })
            ),
            ("choices", JSONText.list(choices)),
            ("functions", JSONText.list(programme.functions.map { functionJSON($0, setting) })),
            (
                "providers",
                JSONText.list(programme.functions.flatMap { f in f.providers.map { providerJSON($0, f, setting) } })
            ),
            ("restorations", JSONText.list(programme.restorations.map(restorationJSON))),
            ("kinds", JSONText.strings(DepartureKind.allCases.map(\.rawValue))),
            ("law", JSONText.list(programme.departureRules.map(ruleJSON))),
            (
                "sources",
                JSONText.object(programme.sources.map { ($0.id.rawValue, JSONText.string($0.citation)) })
            ),
        ])
    }

    private var choices: [String] {
        programme.partners.map {
            choice(.partner($0.id), "partner", $0.name, $0.id, .high, $0.sources)
        }
            + programme.vehicles.map {
                choice(.asset(AssetID($0.id.rawValue)), "vehicle", $0.name, $0.provider, $0.confidence, $0.sources)
            }
            + programme.sites.map {
                choice(.asset(AssetID($0.id.rawValue)), "site", $0.name, $0.partner, $0.confidence, $0.sources)
            }
            + programme.elements.map {
                choice(.asset(AssetID($0.id.rawValue)), "element", $0.name, $0.provider, $0.confidence, $0.sources)
            }
            + programme.communications.map {
                choice(.asset(AssetID($0.id.rawValue)), "communication", $0.name, $0.partner, $0.confidence, $0.sources)
            }
    }

    private func choice(
        _ removal: Removal, _ kind: String, _ title: String, _ partner: PartnerID, _ confidence: Confidence,
        _ sources: [SourceID]
    ) -> String {
        JSONText.object([
            ("id", JSONText.string(removal.id)), ("kind", JSONText.string(kind)), ("title", JSONText.string(title)),
            ("kinds", JSONText.strings(kinds(of: removal).map(\.rawValue))),
            ("partner", JSONText.string(partner.rawValue)), ("confidence", JSONText.string(confidence.rawValue)),
            ("sources", JSONText.ids(sources)),
        ])
    }

    private func functionJSON(_ function: StationFunction, _ setting: Setting) -> String {
        let isIdle = assetNumbers[function.id.rawValue].map { setting.isIdle[$0] } ?? true
        return JSONText.object([
            ("id", JSONText.string(function.id.rawValue)), ("title", JSONText.string(function.name)),
            ("critical", String(function.criticality == .lifeCritical)),
            ("criticality", JSONText.string(function.criticality.rawValue)), ("inUse", String(!isIdle)),
            ("providers", JSONText.ids(function.providers.map(\.id))),
            ("rule", JSONText.string(function.success.words)),
            ("redundancy", JSONText.string(function.redundancy)),
            ("shortestDays", JSONText.number(function.timeToLoss.shortestDays)),
            ("longestDays", JSONText.number(function.timeToLoss.longestDays)),
            ("lossMeans", JSONText.string(function.timeToLoss.until)),
            ("confidence", JSONText.string(function.confidence.rawValue)),
            ("sources", JSONText.ids(function.sources)),
        ])
    }

    private func providerJSON(_ provider: FunctionProvider, _ function: StationFunction, _ setting: Setting) -> String {
        let number = providerNumbers[provider.id.rawValue]
        return JSONText.object([
            ("id", JSONText.string(provider.id.rawValue)), ("function", JSONText.string(function.id.rawValue)),
            ("title", JSONText.string(title(of: provider))), ("element", JSONText.string(provider.asset.rawValue)),
            ("partner", JSONText.string(provider.partner.rawValue)),
            ("capacity", JSONText.optional(provider.capacity)),
            ("inUse", String(number.map { !setting.isIdle[$0] } ?? false)),
            ("status", JSONText.string(provider.status.rawValue)),
            ("needs", JSONText.list(needs.filter { $0.provider == number && $0.figure != nil }.map(needJSON))),
        ])
    }

    private func needJSON(_ edge: NeedEdge) -> String {
        let function = functions[names[max(0, functionOfProvider[edge.provider])]]
        let own = edge.figure?.sources ?? []
        return JSONText.object([
            ("id", JSONText.string(names[edge.needed])), ("bufferDays", JSONText.number(edge.figure?.bufferDays)),
            ("shortestDays", JSONText.number(edge.figure?.rangeDays?.lowerBound)),
            ("longestDays", JSONText.number(edge.figure?.rangeDays?.upperBound)),
            ("confidence", JSONText.string(confidence(of: edge).rawValue)),
            ("sources", JSONText.ids(own.isEmpty ? function?.sources ?? [] : own)),
        ])
    }

    /// What a provider is made of, with what it can do where the file says so.
    private func title(of provider: FunctionProvider) -> String {
        let id = provider.asset.rawValue
        let name =
            programme.elements.first { $0.id.rawValue == id }?.name
            ?? programme.vehicles.first { $0.id.rawValue == id }?.name
            ?? programme.sites.first { $0.id.rawValue == id }?.name
            ?? programme.communications.first { $0.id.rawValue == id }?.name ?? functions[id]?.name ?? id
        return provider.capacity.map { "\(name): \($0)" } ?? name
    }

    private func restorationJSON(_ restoration: Restoration) -> String {
        let providers = Set(restoration.returns)
        let through = programme.functions.filter { $0.providers.contains { providers.contains($0.id) } }.map(\.id)
        return JSONText.object([
            ("id", JSONText.string(restoration.id.rawValue)), ("action", JSONText.string(restoration.action)),
            ("costUsd", JSONText.number(restoration.costUsd)), ("per", JSONText.optional(restoration.per)),
            ("wholeCostUsd", JSONText.number(restoration.wholeCostUsd)),
            ("leadMonths", JSONText.number(restoration.leadMonths)),
            ("brings", JSONText.ids(restoration.restores + through.filter { !restoration.restores.contains($0) })),
            ("returns", JSONText.ids(restoration.returns)), ("note", JSONText.optional(restoration.note)),
            ("confidence", JSONText.string(restoration.confidence.rawValue)),
            ("sources", JSONText.ids(sources(of: restoration))),
        ])
    }

    private func ruleJSON(_ rule: DepartureRule) -> String {
        JSONText.object([
            ("kind", JSONText.string(rule.kind.rawValue)), ("partner", JSONText.optional(rule.partner?.rawValue)),
            ("noticeDays", JSONText.number(rule.noticeDays)), ("because", JSONText.string(rule.because)),
            ("stays", JSONText.ids(rule.stays)), ("confidence", JSONText.string(rule.confidence.rawValue)),
            ("sources", JSONText.ids(rule.sources)),
        ])
    }
}

extension SuccessRule {
    /// The rule as a person reads it: `1 of 3`, `2 of 4, and 1 of 2`.
    public var words: String {
        switch self {
        case .atLeast(let count, let providers): "\(count) of \(providers.count)"
        case .all(let rules): rules.map(\.part).joined(separator: ", and ")
        case .any(let rules): rules.map(\.part).joined(separator: ", or ")
        }
    }

    private var part: String {
        if case .atLeast = self { return words }
        return "(\(words))"
    }
}
