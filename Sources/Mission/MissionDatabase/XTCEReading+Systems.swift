extension XTCEReading {
    /// Reads the root element, which must be a space system.
    mutating func readRoot(_ root: XMLNode) {
        guard root.name == "SpaceSystem" else {
            report(root, found: "root element `\(root.name)`", expected: "`SpaceSystem`")
            return
        }
        if let header = only("Header", in: root) { readHeader(header) }
        rootName = root.attributes["name"] ?? ""
        var systems: Set<[String]> = []
        readSystem(root, within: [], known: &systems)
    }

    /// Reads a space system and those inside it.
    private mutating func readSystem(_ node: XMLNode, within outer: [String], known: inout Set<[String]>) {
        check(
            node, attributes: Annotations.attributes,
            children: Annotations.children.union(["Header", "TelemetryMetaData", "SpaceSystem"]))
        _ = annotations(of: node)
        guard let name = name(of: node) else { return }
        let system = outer + [name]
        if !known.insert(system).inserted {
            report(node, found: "another space system `\(name)`", expected: "a name of its own")
        }
        if !outer.isEmpty, let header = node.children("Header").first {
            report(header, found: "`Header` of an inner space system", expected: "one header, that of the root")
        }
        if let telemetry = only("TelemetryMetaData", in: node) { readTelemetry(telemetry, system) }
        for inner in node.children("SpaceSystem") { readSystem(inner, within: system, known: &known) }
    }

    private mutating func readTelemetry(_ node: XMLNode, _ system: [String]) {
        check(node, children: ["ParameterTypeSet", "ParameterSet", "ContainerSet"])
        if let set = only("ParameterTypeSet", in: node) { readTypes(set, system) }
        if let set = only("ParameterSet", in: node) { readParameters(set, system) }
        if let set = only("ContainerSet", in: node) { readContainers(set, system) }
    }

    private mutating func readParameters(_ set: XMLNode, _ system: [String]) {
        check(set, children: ["Parameter"])
        for node in set.children("Parameter") {
            check(
                node, attributes: Annotations.attributes.union(["parameterTypeRef"]), children: Annotations.children)
            let notes = annotations(of: node)
            let reference = required("parameterTypeRef", of: node)
            guard let name = name(of: node), let reference else { continue }
            let draft = ParameterDraft(typeReference: reference, notes: notes)
            let earlier = parameters.declare(draft, name: name, system: system, node: node)
            reportRepetition(of: name, "parameter", node, earlier?.node)
        }
    }

    /// Reports a name that was used before.
    mutating func reportRepetition(of name: String, _ noun: String, _ node: XMLNode, _ earlier: XMLNode?) {
        guard let earlier else { return }
        report(
            node, found: "another \(noun) `\(name)`", expected: "a name of its own, line \(earlier.line) has this one")
    }

    private mutating func readHeader(_ node: XMLNode) {
        let known: Set = ["version", "date", "classification", "classificationInstructions", "validationStatus"]
        check(node, attributes: known, children: ["AuthorSet", "NoteSet", "HistorySet"])
        for (set, member) in [("AuthorSet", "Author"), ("NoteSet", "Note"), ("HistorySet", "History")] {
            guard let list = only(set, in: node) else { continue }
            check(list, children: [member])
            for entry in list.children(member) { check(entry, allowsText: true) }
        }
        _ = required("validationStatus", of: node)
        let statuses = ["Unknown", "Working", "Draft", "Test", "Validated", "Released", "Withdrawn"]
        header = DatabaseHeader(
            version: node.attributes["version"] ?? "", date: node.attributes["date"] ?? "",
            validationStatus: word("validationStatus", of: node, among: statuses, default: "Unknown"))
    }

    /// Reads descriptions, aliases and further facts; the caller has checked the names of attributes and children.
    mutating func annotations(of node: XMLNode) -> Annotations {
        var notes = Annotations()
        notes.label = node.attributes["shortDescription"]?.trimmed ?? ""
        if let long = only("LongDescription", in: node) {
            check(long, allowsText: true)
            notes.longDescription = long.text.trimmed
        }
        if let set = only("AliasSet", in: node) {
            check(set, children: ["Alias"])
            for alias in set.children("Alias") { readAlias(alias, &notes) }
        }
        if let set = only("AncillaryDataSet", in: node) {
            check(set, children: ["AncillaryData"])
            for fact in set.children("AncillaryData") { readFact(fact, &notes) }
        }
        return notes
    }

    private mutating func readAlias(_ node: XMLNode, _ notes: inout Annotations) {
        check(node, attributes: ["nameSpace", "alias"])
        let space = required("nameSpace", of: node)
        let alias = required("alias", of: node)
        guard let space, let alias else { return }
        if notes.aliases.updateValue(alias, forKey: space) != nil {
            report(node, found: "another alias in name space `\(space)`", expected: "one")
        }
    }

    private mutating func readFact(_ node: XMLNode, _ notes: inout Annotations) {
        check(node, attributes: ["name"], allowsText: true)
        guard let name = required("name", of: node) else { return }
        if notes.ancillary.updateValue(node.text.trimmed, forKey: name) != nil {
            report(node, found: "another ancillary datum `\(name)`", expected: "one")
        }
    }
}
