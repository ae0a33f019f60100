/// Gathers what the programme's files say, one file after the other.
final class ProgrammeBuilder {
    let log: ProblemLog
    let register = NameRegister(sharedSpaces: [Kind.assets])
    var draft = ProgrammeDescription()
    private var places: [ElementID: DocumentNode] = [:]
    private var uses: [(asset: AssetID, node: DocumentNode)] = []
    private var departing: [DocumentNode] = []
    private var restorations: [RestorationID: DocumentNode] = [:]
    private var rules: [[String]: DocumentNode] = [:]
    private var rootIsRead = false

    init(log: ProblemLog) {
        self.log = log
    }

    func read(_ fields: MappingReader, isRoot: Bool) {
        if isRoot { readRoot(fields) }
        draft.sources += fields.list("sources", source)
        draft.partners += fields.list("partners", partner)
        draft.segments += fields.list("segments", term(Kind.segment))
        draft.subsystems += fields.list("subsystems", term("subsystem"))
        draft.roles += fields.list("roles", term("role"))
        draft.conditions += fields.list("conditions", term("condition"))
        draft.elements += fields.list("elements", element)
        draft.vehicles += fields.list("vehicles", vehicle)
        draft.agreedTransport += fields.list("agreedTransport", agreedTransport)
        draft.dockingPorts += fields.list("dockingPorts", dockingPort)
        draft.sites += fields.list("sites", site)
        draft.trainingSites += fields.list("trainingSites", trainingSite)
        draft.communications += fields.list("communications", communication)
        draft.functions += fields.list("functions", function)
        draft.departureRules += fields.list("departureRules", departureRule)
        draft.history += fields.list("history", historicalCase)
        fields.finish()
    }

    /// The programme when its head is whole, after the checks that need every file.
    func finish() -> ProgrammeDescription? {
        register.resolve()
        checkAttachment()
        checkStatus()
        checkDepartures()
        return rootIsRead ? draft : nil
    }

    func remember(_ id: ElementID, at node: DocumentNode) { places[id] = node }

    /// Remembers that a provider in use rests on an asset, for `checkStatus`.
    func remember(use asset: AssetID, at node: DocumentNode) { uses.append((asset, node)) }

    /// Remembers what a historical case takes away: it may be anything with a name, a state or an agency too.
    func remember(departing nodes: [DocumentNode]) { departing += nodes }

    /// Tells a restoration whose id, given or made from its function's, another one has.
    func remember(_ id: RestorationID, at node: DocumentNode) {
        guard restorations.updateValue(node, forKey: id) != nil else { return }
        node.report(found: "the restoration `\(id)` again", expected: "an `id` of its own")
    }

    /// Tells a second rule for the same kind of departure and the same partner.
    func remember(rule kind: DepartureKind, of partner: PartnerID?, at node: DocumentNode) {
        guard rules.updateValue(node, forKey: [kind.rawValue, partner?.rawValue ?? ""]) != nil else { return }
        node.report(
            found: "a second rule for `\(kind.rawValue)` of \(partner.map { "`\($0)`" } ?? "every partner")",
            expected: "one rule for each kind and partner")
    }

    private func checkDepartures() {
        guard !departing.isEmpty else { return }
        let assets =
            draft.elements.map(\.id.rawValue) + draft.vehicles.map(\.id.rawValue) + draft.sites.map(\.id.rawValue)
            + draft.communications.map(\.id.rawValue) + draft.functions.map(\.id.rawValue)
            + draft.functions.flatMap(\.providers).map(\.id.rawValue)
        let states = draft.partners.flatMap(\.states).map { $0.lowercased() }
        let known = Set(assets)
        for node in departing {
            guard let name = node.scalarText, !known.contains(name), draft.partner(named: name) == nil,
                !states.contains(name.lowercased())
            else { continue }
            node.report(
                expected: "a partner, element, vehicle, site, communication path, function or provider",
                suggestion: Spelling.nearest(to: name, among: assets + draft.partners.map(\.id.rawValue)))
        }
    }

    /// A provider cannot be in use when what it is made of has gone.
    private func checkStatus() {
        let gone = Set(
            draft.elements.filter { [.retired, .deorbited, .future].contains($0.status) }.map(\.id.rawValue)
        )
        .union(draft.vehicles.filter { $0.retired != nil }.map(\.id.rawValue))
        .union(draft.sites.filter { $0.status == .retired }.map(\.id.rawValue))
        .union(draft.communications.filter { $0.status == .retired }.map(\.id.rawValue))
        for (asset, node) in uses where gone.contains(asset.rawValue) {
            node.report(
                found: "`active`, while `\(asset)` is not in use", expected: "a status that agrees with what does it")
        }
    }

    private func readRoot(_ fields: MappingReader) {
        let id = fields.required("id", register.declaration("programme"))
        let name = fields.required("name", .text)
        let start = fields.required("missionStart", .instant)
        draft.link = fields.optional("link", link)
        guard let id, let name, let start else { return }
        draft.id = id
        draft.name = name
        draft.missionStart = start
        rootIsRead = true
    }

    /// Elements hang on one another like a tree: whoever follows `attachedTo` must come to a first element.
    private func checkAttachment() {
        let parents = Dictionary(draft.elements.map { ($0.id, $0.attachedTo) }) { first, _ in first }
        var told: Set<ElementID> = []
        for element in draft.elements where !told.contains(element.id) {
            var path = [element.id]
            while let last = path.last, let parent = parents[last] ?? nil {
                guard let start = path.firstIndex(of: parent) else {
                    path.append(parent)
                    continue
                }
                let circle = path[start...]
                if told.isDisjoint(with: circle) { reportCircle(Array(circle)) }
                told.formUnion(circle)
                break
            }
        }
    }

    private func reportCircle(_ circle: [ElementID]) {
        guard let first = circle.first else { return }
        let names = (circle + [first]).map { "`\($0)`" }.joined(separator: " → ")
        places[first]?.report(
            found: "an attachment that closes on itself: \(names)", expected: "a tree that ends at a first element")
    }
}

/// Words for the kinds of names in a programme's files, as messages use them.
enum Kind {
    static let element = "element"
    static let vehicle = "vehicle"
    static let site = "site"
    static let communication = "communication"
    static let function = "function"
    static let segment = "segment"
    /// What shares one space of names.
    static let assets = [element, vehicle, site, communication, function]
}
