import Agreements
import Programme
import Resilience

/// What one document's clauses say about things that can leave.
struct ClauseReading {
    private let question: DraftEffect
    private let document: AgreementDocument

    init(_ question: DraftEffect, _ document: AgreementDocument) {
        (self.question, self.document) = (question, document)
    }

    /// What its clauses bar.
    ///
    /// - Parameter onlyCertain: leaves out what is barred under conditions that the model does not know.
    func bars(onlyCertain: Bool) -> [AgreementEffect.Change] {
        document.clauses.filter { $0.effect == .forbid }.flatMap { clause -> [AgreementEffect.Change] in
            let assumptions = assumptions(of: clause)
            guard assumptions.isEmpty || !onlyCertain else { return [] }
            let time = question.time(of: clause, in: document)
            return services(of: clause).map { removal in
                AgreementEffect.Change(
                    Departure(
                        removal, kind: kind(of: removal), lastsDays: time.lastsDays,
                        startsAfterDays: time.startsAfterDays),
                    clauses: [clause.citation(in: document)], assumptions: assumptions + forWhom(clause, removal),
                    confidence: clause.confidence ?? .medium)
            }
        }
    }

    /// Whether some clause permits what is barred.
    func permits(_ removal: Removal) -> Bool {
        document.clauses.contains { permits(removal, by: $0) }
    }

    /// Whether a clause permits what is barred.
    func permits(_ removal: Removal, by clause: Clause) -> Bool {
        (clause.effect == .permit || clause.effect == .oblige) && services(of: clause).contains(removal)
    }

    /// Why a clause is no departure.
    func whyNot(_ clause: Clause) -> String {
        let isAboutServices = !clause.actions.isDisjoint(with: ActionName.services)
        switch clause.effect {
        case .needs: return "it makes something wait, and the model knows no waiting"
        case .advise: return "it binds nobody"
        case .permit, .oblige:
            return isAboutServices
                ? "nothing in force of its rank or below bars what it permits"
                : "it is about \(words(clause.actions)), which no function of the model rests on"
        case .forbid:
            guard isAboutServices else {
                return "it is about \(words(clause.actions)), which no function of the model rests on"
            }
            if hasHardware(clause) { return "it bars elements on board, and a bar leaves hardware where it is" }
            return "it names no partner, vehicle, site or path that the model holds"
        }
    }

    /// Partners that a clause speaks of.
    func subjects(of clause: Clause) -> Set<PartnerID> {
        var partners = clause.subject?.partners ?? []
        for (path, name) in named(in: clause.when) where path.scope == .subject {
            if let partner = question.programme.partner(named: name) { partners.insert(partner.id) }
        }
        return partners
    }

    /// Partners, vehicles, sites and paths whose services a clause is about.
    private func services(of clause: Clause) -> [Removal] {
        guard !clause.actions.isDisjoint(with: ActionName.services) else { return [] }
        var found: [Removal] = []
        func add(_ removal: Removal?) {
            if let removal, !found.contains(removal), !isHardware(removal) { found.append(removal) }
        }
        for (path, name) in named(in: clause.when) where path.scope == .resource {
            add(question.removal(named: name))
        }
        for partner in (clause.resource?.providers ?? []).sorted() { add(.partner(partner)) }
        if found.isEmpty, !hasHardware(clause), !clause.actions.isDisjoint(with: ActionName.supply) {
            for partner in subjects(of: clause).sorted() { add(.partner(partner)) }
        }
        return found
    }

    private func hasHardware(_ clause: Clause) -> Bool {
        if case .these = clause.resource?.elements { return true }
        return named(in: clause.when).contains { path, name in
            path.scope == .resource && question.removal(named: name).map(isHardware) ?? false
        }
    }

    private func isHardware(_ removal: Removal) -> Bool {
        guard case .asset(let id) = removal else { return false }
        return question.programme.elements.contains { $0.id.rawValue == id.rawValue }
    }

    private func kind(of removal: Removal) -> DepartureKind {
        guard case .asset(let id) = removal else { return .sanction }
        let flies =
            question.programme.vehicles.contains { $0.id.rawValue == id.rawValue }
            || question.programme.sites.contains {
                $0.id.rawValue == id.rawValue && ($0.kind == .launcher || $0.kind == .launchSite)
            }
        return flies ? .grounding : .sanction
    }

    /// What is barred to some counts as lost to all: the model knows no users.
    private func forWhom(_ clause: Clause, _ removal: Removal) -> [String] {
        let barred = subjects(of: clause).filter { .partner($0) != removal }.sorted()
        guard !barred.isEmpty else { return [] }
        return ["what is barred to \(barred.map { "`\($0)`" }.joined(separator: ", ")) counts as lost to all"]
    }

    /// Conditions that the model cannot look up, each of which is taken to hold.
    private func assumptions(of clause: Clause) -> [String] {
        let unknown = Self.paths(in: clause.when).filter { $0.scope == .context }.map {
            "`\($0)` is as the clause says"
        }
        let flags = clause.conditions.sorted().map { "`\($0)` holds" }
        return Array(Set(unknown)).sorted() + flags
    }

    private func words(_ actions: Set<ActionName>) -> String {
        actions.map { "`\($0)`" }.sorted().joined(separator: ", ")
    }

    /// Names that tests compare attributes with, negations left out.
    private func named(in condition: Condition?) -> [(path: AttributePath, name: String)] {
        switch condition {
        case .all(let parts), .any(let parts): parts.flatMap { named(in: $0) }
        case .test(let path, .equals(let value)): Self.texts(value).map { (path, $0) }
        case .test(let path, .isIn(let set)), .test(let path, .includes(let set)), .test(let path, .allIn(let set)):
            names(set).map { (path, $0) }
        default: []
        }
    }

    private func names(_ set: NameSet) -> [String] {
        switch set {
        case .values(let values): values.flatMap(Self.texts)
        case .group(let name):
            document.definitions.first { $0.name == name }?.names ?? question.names(in: name)
        }
    }

    private static func texts(_ value: AttributeValue) -> [String] {
        switch value {
        case .text(let text): [text]
        case .list(let members): members.flatMap(texts)
        case .number, .truth, .null: []
        }
    }

    private static func paths(in condition: Condition?) -> [AttributePath] {
        switch condition {
        case .all(let parts), .any(let parts): parts.flatMap { paths(in: $0) }
        case .not(let part): paths(in: part)
        case .test(let path, _): [path]
        default: []
        }
    }
}

extension ActionName {
    /// What one gets from another.
    private static let demand = named([
        "use", "buy", "pay", "order", "hire", "procure", "contract", "deal", "deal-with", "collaborate", "fly-on",
        "launch-on", "let-use",
    ])
    /// What one does oneself for the programme.
    static let supply = named([
        "provide-transport", "fly-to-station", "fly", "launch", "dock", "berth", "serve-communications", "provide-crew",
        "provide-services", "provide", "operate", "sustain", "supply", "resupply", "reboost", "sell", "command",
    ])
    /// Passing of seats and goods in kind.
    static let exchange = named(["barter", "exchange-seat"])
    /// Leaving.
    static let withdraw = ActionName(rawValue: "withdraw") ?? .use

    static let services = demand.union(supply)

    private static func named(_ words: [String]) -> Set<ActionName> {
        Set(words.compactMap { ActionName(rawValue: $0) })
    }
}
