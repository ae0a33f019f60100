extension ProgrammeBuilder {
    var function: ValueReader<StationFunction> {
        .mapping("a function") { [self] fields in
            let id: FunctionID? = id(fields, Kind.function)
            let name = fields.required("name", .text)
            let criticality = fields.required("criticality", ValueReader<Criticality>.choice)
            let providers = fields.required("providers", provider.list) ?? []
            let success = fields.required("success", successRule(of: providers.map(\.id), depth: 0))
            let redundancy = fields.required("redundancy", .text)
            let time = fields.required("timeToLoss", timeToLoss)
            let seats = fields.list("seatsForCrew", crewFigure)
            let restoration = fields.list("restoration", restoration(of: id, counter: RestorationCounter()))
            let notes = fields.list("notes", ValueReader<String>.text)
            let confidence = confidence(fields)
            let sources = sources(fields)
            guard let id, let name, let criticality, let success, let redundancy, let time else { return nil }
            return StationFunction(
                id: id, name: name, criticality: criticality, success: success, redundancy: redundancy,
                providers: providers, seatsForCrew: seats.sorted { $0.from < $1.from }, timeToLoss: time,
                restoration: restoration, notes: notes,
                confidence: confidence, sources: sources)
        }
    }

    private var provider: ValueReader<FunctionProvider> {
        .mapping("a provider") { [self] fields in
            let id: ProviderID? = id(fields, "provider")
            let asset = fields.required("by", assetReference)
            let partner = fields.required("partner", partnerReference)
            let capacity = fields.optional("capacity", .text)
            let needs = fields.optional("needsBufferDays", needs) ?? []
            let status = fields.required("status", ValueReader<Status>.choice)
            let life = lifetime(fields, status: status)
            let isService = fields.optional("service", .boolean)
            guard let id, let asset, let partner, let status else { return nil }
            if status == .active, life.until == nil { remember(use: asset, at: fields.place(of: "status")) }
            return FunctionProvider(
                id: id, asset: asset, partner: partner, capacity: capacity, needs: needs, status: status,
                from: life.from, until: life.until, isService: isService)
        }
    }

    private func successRule(of providers: [ProviderID], depth: Int) -> ValueReader<SuccessRule> {
        .mapping("a success rule") { [self] fields in
            if depth >= 8 {
                fields.node.report(found: "rules nested over 8 deep", expected: "a simpler rule")
                return nil
            }
            if fields.value("all") != nil {
                return fields.required("all", successRule(of: providers, depth: depth + 1).list).map { .all($0) }
            }
            if fields.value("any") != nil {
                return fields.required("any", successRule(of: providers, depth: depth + 1).list).map { .any($0) }
            }
            let names = fields.required("of", member(of: providers).list)
            let count = fields.required("atLeast", .integer(in: 1...max(1, names?.count ?? 1_000)))
            guard let names, let count else { return nil }
            if Set(names).count < names.count {
                fields.place(of: "of").report(
                    found: "a provider twice", expected: "each provider once, since `atLeast` counts them")
            }
            return .atLeast(count, of: names)
        }
    }

    private func member(of providers: [ProviderID]) -> ValueReader<ProviderID> {
        let expected = "the id of one of this function's providers"
        return ValueReader(expected: expected) { node in
            if let found = providers.first(where: { $0.rawValue == node.scalarText }) { return found }
            let near = node.scalarText.flatMap { Spelling.nearest(to: $0, among: providers.map(\.rawValue)) }
            node.report(expected: expected, suggestion: near)
            return nil
        }
    }

    private var timeToLoss: ValueReader<TimeToLoss> {
        .mapping("a time to loss") { fields in
            let shortest = fields.quantity("shortest", .day, in: 0...36_525)
            let longest = fields.quantity("longest", .day, in: 0...36_525)
            let magnitude = fields.optional("magnitude", ValueReader<Magnitude>.choice)
            let until = fields.required("until", .text)
            if let shortest, let longest, longest < shortest {
                fields.place(of: "longest").report(
                    found: "a longest time below the shortest", expected: "the longer of the two")
            }
            if ["shortest", "shortestDays", "magnitude"].allSatisfy({ fields.value($0) == nil }) {
                fields.node.report(
                    found: "no time", expected: "`shortest` and `longest` as `{value, unit}`, or a `magnitude`")
            }
            return until.map {
                TimeToLoss(
                    shortestDays: shortest, longestDays: longest ?? shortest, magnitude: magnitude, until: $0)
            }
        }
    }
}
