import Programme

extension CompiledLaw {
    /// Entries that the engine itself may add to a request's own.
    private static let extraEntries = 8

    /// Sets a scene for a node's request, and hands it over.
    func withScene<Result>(
        _ request: AccessRequest, _ facts: Facts, _ body: (borrowing Scene) -> Result
    ) -> Result {
        withEntries(facts.context.items.count + Self.extraEntries, facts) { entries, count in
            var writer = SceneWriter(law: self, entries: entries)
            writer.add(FixedBase.partner, request.partner.rawValue)
            if let role = request.role { writer.add(FixedBase.role, role.rawValue) }
            writer.add(request.resource)
            writer.add(facts.context, .context, unlessThere: false)
            count = writer.count
        } body: {
            body($0)
        }
    }

    /// Sets a scene for a request told by attributes, and hands it over.
    func withScene<Result>(
        _ request: OpenRequest, _ facts: Facts, _ body: (borrowing Scene) -> Result
    ) -> Result {
        let own = request.subject.items.count + request.resource.items.count + request.context.items.count
        return withEntries(own + facts.context.items.count + Self.extraEntries, facts) { entries, count in
            var writer = SceneWriter(law: self, entries: entries)
            writer.add(request.subject, .subject, unlessThere: false)
            writer.add(request.resource, .resource, unlessThere: false)
            writer.addImplied(by: request.resource, facts)
            writer.add(request.context, .context, unlessThere: false)
            writer.add(facts.context, .context, unlessThere: true)
            count = writer.count
        } body: {
            body($0)
        }
    }

    // Small scenes lie on the stack: nothing is asked of the heap.
    private func withEntries<Result>(
        _ capacity: Int, _ facts: Facts,
        write: (UnsafeMutableBufferPointer<SceneEntry>, inout Int) -> Void, body: (borrowing Scene) -> Result
    ) -> Result {
        withUnsafeTemporaryAllocation(of: SceneEntry.self, capacity: capacity) { entries in
            var count = 0
            write(entries, &count)
            defer { entries[..<count].deinitialize() }
            let scene = Scene(law: self, entries: entries, count: count, facts: facts)
            guard !withdrawn.isEmpty, withdrawn.contains(scene.subjectPartner) else { return body(scene) }
            // A partner that has left the programme has, whatever the request says.
            let entry = SceneEntry(base: FixedBase.withdrawn, word: Lexicon.unknown, value: .truth(true))
            if let place = scene.entry(of: FixedBase.withdrawn) {
                entries[place] = entry
            } else if count < entries.count {
                entries.initializeElement(at: count, to: entry)
                count += 1
            }
            return body(Scene(law: self, entries: entries, count: count, facts: facts))
        }
    }
}

/// Writes a request's attributes where the tests read them; those that no document mentions are left out.
private struct SceneWriter {
    let law: CompiledLaw
    let entries: UnsafeMutableBufferPointer<SceneEntry>
    private(set) var count = 0

    init(law: CompiledLaw, entries: UnsafeMutableBufferPointer<SceneEntry>) {
        self.law = law
        self.entries = entries
    }

    mutating func add(_ base: Int32, _ text: String) {
        add(base, .text(text))
    }

    private mutating func add(_ base: Int32, _ value: AttributeValue) {
        guard count < entries.count else { return }
        let word = if case .text(let text) = value { law.lexicon.number(text) } else { Lexicon.unknown }
        entries.initializeElement(at: count, to: SceneEntry(base: base, word: word, value: value))
        count += 1
    }

    mutating func add(_ attributes: Attributes, _ scope: AttributeScope, unlessThere: Bool) {
        for item in attributes.items {
            guard let base = law.bases.number(scope, item.name), !unlessThere || !has(base) else { continue }
            add(base, item.value)
        }
    }

    mutating func add(_ resource: Resource) {
        add(FixedBase.kind, resource.kind.rawValue)
        if let element = resource.element { add(FixedBase.element, element.rawValue) }
        if let subsystem = resource.subsystem { add(FixedBase.subsystem, subsystem.rawValue) }
        if let name = resource.parameterName { add(FixedBase.name, name) }
        if case .station(let id, let owner) = resource {
            add(FixedBase.station, id)
            if let owner { add(FixedBase.owner, owner.rawValue) }
        }
    }

    /// What an open request's resource implies: its kind, where its parameter belongs, who owns its station.
    mutating func addImplied(by resource: Attributes, _ facts: Facts) {
        if let name = text(FixedBase.name), let place = facts.parameters[name] {
            imply(FixedBase.kind, ResourceKind.parameter.rawValue)
            imply(FixedBase.element, place.element.rawValue)
            imply(FixedBase.subsystem, place.subsystem.rawValue)
        } else if let station = text(FixedBase.station) {
            imply(FixedBase.kind, ResourceKind.station.rawValue)
            if let owner = facts.stations[station] ?? nil { imply(FixedBase.owner, owner.rawValue) }
        } else if text(FixedBase.element) != nil {
            imply(FixedBase.kind, ResourceKind.element.rawValue)
        }
    }

    private mutating func imply(_ base: Int32, _ text: String) {
        if !has(base) { add(base, text) }
    }

    private func has(_ base: Int32) -> Bool {
        for place in 0..<count where entries[place].base == base { return true }
        return false
    }

    private func text(_ base: Int32) -> String? {
        for place in 0..<count where entries[place].base == base {
            if case .text(let text) = entries[place].value { return text }
        }
        return nil
    }
}
