import Programme

extension DocumentReader {
    /// A partner by id, agency or alias.
    var partner: ValueReader<PartnerID> {
        let names = programme.partners.map(\.id.rawValue)
        let expected = "a partner: " + names.map { "`\($0)`" }.joined(separator: ", ") + " or an agency's name"
        return ValueReader(expected: expected) { [programme] node in
            if let text = node.scalarText, let found = programme.partner(named: text) { return found.id }
            let words = names + programme.partners.flatMap { [$0.agency] + $0.aliases }
            node.report(
                expected: expected, suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: words) })
            return nil
        }
    }

    func term(_ kind: String, _ terms: [Term]) -> ValueReader<TermID> {
        ValueReader(expected: "a \(kind) of the programme") { node in
            if let found = terms.first(where: { $0.id.rawValue == node.scalarText }) { return found.id }
            let words = terms.map(\.id.rawValue)
            node.report(
                expected: "a \(kind) of the programme",
                suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: words) })
            return nil
        }
    }

    func resource(in frame: ClauseFrame) -> ValueReader<ResourceSelector> {
        .mapping("a resource") { [self] fields in
            let kinds = fields.required("kinds", ValueReader<ResourceKind>.choice.list)
            let elements = fields.optional("elements", elements(in: frame))
            let providers = fields.optional("providers", partner.list)
            let subsystems = fields.optional("subsystems", term("subsystem", programme.subsystems).list)
            let names = fields.optional("names", pattern.list)
            let stations = fields.optional("stations", stations)
            guard let kinds else { return nil }
            var selector = ResourceSelector(kinds: Set(kinds))
            selector.elements = elements
            selector.providers = providers.map { Set($0) }
            selector.subsystems = subsystems.map { Set($0) }
            selector.names = names.map { NamePatterns($0) }
            selector.stations = stations
            refuseIdleParts(of: selector, fields)
            return isWhole(selector, fields) ? selector : nil
        }
    }

    /// A part that was written but could not be read must not fall away: a clause without it would reach further.
    private func isWhole(_ selector: ResourceSelector, _ fields: MappingReader) -> Bool {
        let parts: [(key: String, isRead: Bool)] = [
            ("elements", selector.elements != nil), ("providers", selector.providers != nil),
            ("subsystems", selector.subsystems != nil), ("names", selector.names != nil),
            ("stations", selector.stations != nil),
        ]
        return parts.allSatisfy { part in
            guard let node = fields.value(part.key) else { return true }
            if node.isNull { node.report(expected: "a value, or no key `\(part.key)`") }
            return part.isRead
        }
    }

    /// Tells parts that cannot fit any of the kinds: the clause would never apply, and its author believes it does.
    private func refuseIdleParts(of selector: ResourceSelector, _ fields: MappingReader) {
        let idle: [(key: String, isSet: Bool, kinds: Set<ResourceKind>)] = [
            ("elements", selector.elements != nil, [.parameter, .alarm, .element, .event]),
            ("providers", selector.providers != nil, [.parameter, .alarm, .element, .event]),
            ("subsystems", selector.subsystems != nil, [.parameter, .alarm]),
            ("names", selector.names != nil, [.parameter, .alarm]),
            ("stations", selector.stations != nil, [.station]),
        ]
        for part in idle where part.isSet && !selector.kinds.isSubset(of: part.kinds) {
            let kinds = part.kinds.map { "`\($0.rawValue)`" }.sorted().joined(separator: ", ")
            fields.place(of: part.key).report(
                found: "`\(part.key)` for other kinds", expected: "`\(part.key)` with kinds \(kinds) alone")
        }
    }

    private func elements(in frame: ClauseFrame) -> ValueReader<ElementSelector> {
        ValueReader(expected: "`own`, `operated`, `none` or a list of elements") { [self] node in
            switch node.scalarText {
            case "own": return .own
            case "operated": return .operated
            case "none": return ElementSelector.none
            case nil: return element(in: frame).list.read(node).map { .these(Set($0)) }
            case let word?:
                node.report(
                    expected: "`own`, `operated`, `none` or a list of elements",
                    suggestion: Spelling.nearest(to: word, among: ["own", "operated", "none"]))
                return nil
            }
        }
    }

    /// An element that a party provides; no other may be the subject of this document.
    private func element(in frame: ClauseFrame) -> ValueReader<ElementID> {
        ValueReader(expected: "an element of the programme") { [programme] node in
            guard let found = programme.elements.first(where: { $0.id.rawValue == node.scalarText }) else {
                let words = programme.elements.map(\.id.rawValue)
                node.report(
                    expected: "an element of the programme",
                    suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: words) })
                return nil
            }
            if !frame.bindsPartiesAlone || frame.parties.contains(found.provider) { return found.id }
            node.report(
                found: "`\(found.id)`, provided by `\(found.provider)`",
                expected: "an element that a party to this document provides")
            return nil
        }
    }

    private var stations: ValueReader<StationSelector> {
        ValueReader(expected: "`own`, `{owners}` or a list of stations") { [self] node in
            if node.scalarText == "own" { return .own }
            if node.entries != nil {
                guard let fields = MappingReader(node, expected: "stations") else { return nil }
                let owners = fields.required("owners", partner.list)
                fields.finish()
                return owners.map { .owners(Set($0)) }
            }
            return stationID.list.read(node).map { .these(Set($0)) }
        }
    }

    private var stationID: ValueReader<String> {
        ValueReader(expected: "a station's id") { [stationIDs] node in
            guard let id = ValueReader<String>.text.read(node) else { return nil }
            guard let stationIDs, !stationIDs.contains(id) else { return id }
            node.report(
                expected: "a station of the ground network", suggestion: Spelling.nearest(to: id, among: stationIDs))
            return nil
        }
    }

    private var pattern: ValueReader<String> {
        let expected = "a parameter's name, or its beginning and a last `*`"
        return ValueReader(expected: expected) { [parameterNames] node in
            let text = node.scalarText ?? ""
            let body = text.hasSuffix("*") ? text.dropLast() : text[...]
            if node.isNull || body.isEmpty || body.contains("*") || body.contains(where: \.isWhitespace) {
                node.report(expected: expected)
                return nil
            }
            let pattern = NamePatterns([text])
            guard let parameterNames, !parameterNames.contains(where: pattern.match) else { return text }
            node.report(
                expected: "a parameter of the mission database",
                suggestion: Spelling.nearest(to: text, among: parameterNames))
            return nil
        }
    }
}
