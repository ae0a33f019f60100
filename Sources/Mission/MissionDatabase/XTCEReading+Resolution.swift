extension XTCEReading {
    /// Database with every reference resolved; `nil` when there were problems.
    mutating func resolved() -> Database? {
        guard problems.isEmpty || !containers.items.isEmpty || !parameters.items.isEmpty else { return nil }
        let parameters = resolvedParameters()
        let containers = resolvedContainers(parameters)
        guard problems.isEmpty else { return nil }
        var layouter = Layouter(containers: containers, parameters: parameters)
        let layouts = containers.indices.compactMap { layouter.layout(of: $0) }
        for trouble in layouter.troubles {
            let node = self.containers.items[trouble.container].node
            report(node, found: trouble.found, expected: trouble.expected)
        }
        guard problems.isEmpty, layouts.count == containers.count else { return nil }
        checkRestrictions(containers, layouts, parameters)
        guard problems.isEmpty else { return nil }
        return Database(
            name: rootName, header: header, parameters: parameters, containers: containers, layouts: layouts)
    }

    private mutating func resolvedParameters() -> [Parameter] {
        var resolved: [Parameter] = []
        for (index, item) in parameters.items.enumerated() {
            guard let type = resolve(item.thing.typeReference, in: types, from: item.system, item.node) else {
                continue
            }
            let notes = item.thing.notes
            resolved.append(
                Parameter(
                    index: index, name: item.name, qualifiedName: item.qualifiedName, label: notes.label,
                    longDescription: notes.longDescription, aliases: notes.aliases, ancillary: notes.ancillary,
                    type: types.items[type].thing))
        }
        return resolved
    }

    private mutating func resolvedContainers(_ parameters: [Parameter]) -> [Container] {
        var resolved: [Container] = []
        for (index, item) in containers.items.enumerated() {
            let draft = item.thing
            let base = draft.base.flatMap { resolve($0.reference, in: containers, from: item.system, $0.node) }
            let criteria = draft.base?.restriction.flatMap { self.criteria($0, from: item.system, parameters) }
            var entries: [ContainerEntry] = []
            for entry in draft.entries {
                guard let content = content(entry, from: item.system, parameters) else { continue }
                entries.append(ContainerEntry(content: content, location: entry.location))
            }
            resolved.append(
                Container(
                    index: index, name: item.name, qualifiedName: item.qualifiedName, isAbstract: draft.isAbstract,
                    label: draft.notes.label, longDescription: draft.notes.longDescription,
                    aliases: draft.notes.aliases, ancillary: draft.notes.ancillary, base: base,
                    restriction: criteria, entries: entries, periodSeconds: draft.periodSeconds))
        }
        return resolved
    }

    private mutating func content(
        _ entry: EntryDraft, from system: [String], _ parameters: [Parameter]
    ) -> ContainerEntry.Content? {
        switch entry.content {
        case .fixed(let bytes, let size):
            return .fixed(bytes: bytes, sizeBits: size)
        case .container(let reference):
            return resolve(reference, in: containers, from: system, entry.node).map { .container($0) }
        case .parameter(let reference):
            guard let place = resolve(reference, in: self.parameters, from: system, entry.node) else { return nil }
            guard let type = type(ofParameterAt: place) else { return nil }
            guard type.encoding != nil else {
                report(
                    entry.node, found: "parameter `\(reference)` whose type has no data encoding",
                    expected: "an encoding, since it is in a container")
                return nil
            }
            return .parameter(place)
        }
    }

    private func type(ofParameterAt place: Int) -> ParameterType? {
        let item = parameters.items[place]
        return types.resolve(item.thing.typeReference, from: item.system).map { types.items[$0].thing }
    }

    private mutating func resolve<Thing>(
        _ reference: String, in declared: Declarations<Thing>, from system: [String], _ node: XMLNode
    ) -> Int? {
        if let place = declared.resolve(reference, from: system) { return place }
        let near = suggestion(for: reference, among: declared.items.map(\.name))
        report(
            node, found: "\(declared.noun) `\(reference)`", expected: "a \(declared.noun) that is declared",
            suggestion: near)
        return nil
    }

    private mutating func criteria(
        _ draft: CriteriaDraft, from system: [String], _ parameters: [Parameter]
    ) -> MatchCriteria? {
        switch draft {
        case .comparison(let comparison):
            return resolvedComparison(comparison, from: system)
        case .all(let drafts):
            return .all(drafts.compactMap { criteria($0, from: system, parameters) })
        case .any(let drafts):
            return .any(drafts.compactMap { criteria($0, from: system, parameters) })
        }
    }

    private mutating func resolvedComparison(_ draft: ComparisonDraft, from system: [String]) -> MatchCriteria? {
        guard let place = resolve(draft.reference, in: parameters, from: system, draft.node),
            let type = type(ofParameterAt: place)
        else { return nil }
        switch type.kind {
        case .enumerated where draft.usesCalibratedValue:
            return labelComparison(draft, place, type)
        case .boolean(let zero, let one) where draft.usesCalibratedValue:
            guard draft.value == zero || draft.value == one else {
                report(draft.node, found: "value `\(draft.value)`", expected: "`\(zero)` or `\(one)`")
                return nil
            }
            return comparison(draft, place, .integer(draft.value == one ? 1 : 0), calibrated: false)
        case .string, .binary, .absoluteTime:
            report(
                draft.node, found: "comparison of \(type.kindName) parameter `\(draft.reference)`",
                expected: "a number, an enumeration or a truth value")
            return nil
        case .integer, .float, .enumerated, .boolean:
            return numberComparison(draft, place, type)
        }
    }

    private mutating func numberComparison(
        _ draft: ComparisonDraft, _ place: Int, _ type: ParameterType
    ) -> MatchCriteria? {
        let isCalibrated = draft.usesCalibratedValue && type.calibrator != nil
        if type.encoding?.isInteger == true, !isCalibrated, let whole = Int128(draft.value.trimmed) {
            return comparison(draft, place, .integer(whole), calibrated: false)
        }
        if let real = Double(draft.value.trimmed), real.isFinite {
            return comparison(draft, place, .real(real), calibrated: isCalibrated)
        }
        report(draft.node, found: "value `\(draft.value)`", expected: "a number, to compare with `\(draft.reference)`")
        return nil
    }

    /// Comparison with a label, on the raw values that have it.
    private mutating func labelComparison(
        _ draft: ComparisonDraft, _ place: Int, _ type: ParameterType
    ) -> MatchCriteria? {
        let entries = type.enumeration?.entries ?? []
        let matching = entries.filter { $0.label == draft.value }
        guard !matching.isEmpty else {
            let near = suggestion(for: draft.value, among: entries.map(\.label))
            report(
                draft.node, found: "value `\(draft.value)`", expected: "a label of `\(draft.reference)`",
                suggestion: near)
            return nil
        }
        guard draft.relation == .equal || draft.relation == .notEqual else {
            report(
                draft.node, found: "`\(draft.relation.rawValue)` between labels", expected: "`==` or `!=`")
            return nil
        }
        let isEqual = draft.relation == .equal
        let parts = matching.map { entry -> MatchCriteria in
            let low = Self.rawComparison(place, isEqual ? .greaterOrEqual : .less, entry.value)
            let high = Self.rawComparison(place, isEqual ? .lessOrEqual : .greater, entry.maxValue)
            if entry.value == entry.maxValue {
                return Self.rawComparison(place, isEqual ? .equal : .notEqual, entry.value)
            }
            return isEqual ? .all([low, high]) : .any([low, high])
        }
        return isEqual ? .any(parts) : .all(parts)
    }

    private static func rawComparison(
        _ place: Int, _ relation: Comparison.Relation, _ value: Int64
    ) -> MatchCriteria {
        .comparison(
            Comparison(
                parameter: place, relation: relation, constant: .integer(Int128(value)), usesCalibratedValue: false))
    }

    private func comparison(
        _ draft: ComparisonDraft, _ place: Int, _ constant: Comparison.Constant, calibrated: Bool
    ) -> MatchCriteria {
        .comparison(
            Comparison(
                parameter: place, relation: draft.relation, constant: constant, usesCalibratedValue: calibrated))
    }

    /// A restriction may only speak of what the base carries: nothing else can be read before the packet is known.
    private mutating func checkRestrictions(
        _ containers: [Container], _ layouts: [ContainerLayout], _ parameters: [Parameter]
    ) {
        for container in containers {
            guard let base = container.base, let restriction = container.restriction else { continue }
            let carried = Set(layouts[base].fields.map(\.parameter))
            for comparison in restriction.comparisons where !carried.contains(comparison.parameter) {
                report(
                    self.containers.items[container.index].thing.base?.node
                        ?? self.containers.items[container.index].node,
                    found: "restriction on `\(parameters[comparison.parameter].name)`",
                    expected: "a parameter that base `\(containers[base].name)` carries")
            }
        }
    }
}
