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
        let groups = spokenOf(clause)
        var found = narrowed(groups) ?? groups.flatMap(\.self)
        if found.isEmpty, !clause.actions.isDisjoint(with: ActionName.supply) {
            found = subjects(of: clause).sorted().map { .partner($0) }
        }
        var seen: Set<Removal> = []
        return found.filter { !isHardware($0) && seen.insert($0).inserted }
    }

    /// What each part of the clause that must hold names among resources.
    private func spokenOf(_ clause: Clause) -> [[Removal]] {
        var groups = Self.parts(of: clause.when).map { part in
            named(in: part).filter { $0.path.scope == .resource }.compactMap { question.removal(named: $0.name) }
        }
        groups.append((clause.resource?.providers ?? []).sorted().map { .partner($0) })
        if case .these(let elements) = clause.resource?.elements {
            groups.append(elements.sorted().map { .asset(AssetID($0.rawValue)) })
        }
        return groups.filter { !$0.isEmpty }
    }

    /// What fits every part: a partner's vehicle fits the vehicle and the partner. `nil` where nothing does.
    private func narrowed(_ groups: [[Removal]]) -> [Removal]? {
        let fitting = groups.flatMap(\.self).filter { removal in
            let owner = question.owner(of: removal).map { Removal.partner($0) }
            return groups.allSatisfy { $0.contains(removal) || (owner.map($0.contains) ?? false) }
        }
        return fitting.isEmpty ? nil : fitting
    }

    /// Conditions that must all hold.
    private static func parts(of condition: Condition?) -> [Condition] {
        guard case .all(let parts) = condition else { return [condition].compactMap(\.self) }
        return parts.flatMap { Self.parts(of: $0) }
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

    /// What had to be assumed to take a clause as permitting something again.
    func assumptions(ofPermitting removal: Removal) -> [String] {
        let all = document.clauses.filter { permits(removal, by: $0) }.map { assumptions(of: $0) }
        // One clause that permits without conditions is enough.
        return all.contains(where: \.isEmpty) ? [] : all.first ?? []
    }

    /// Conditions that the model cannot look up, each of which is taken to hold.
    func assumptions(of clause: Clause) -> [String] {
        var told: [String] = []
        for words in unread(clause.when) + limits(clause) where !told.contains(words) { told.append(words) }
        let groups = spokenOf(clause)
        if groups.count > 1, narrowed(groups) == nil {
            let names = groups.flatMap(\.self).map { "`\($0.id)`" }.joined(separator: ", ")
            told.append("each of \(names) is taken alone")
        }
        return told + clause.conditions.sorted().map { "`\($0)` holds" }
    }

    /// Conditions that are not read as names of what leaves or of whom it is barred to, in words.
    private func unread(_ condition: Condition?) -> [String] {
        switch condition {
        case nil: []
        case .all(let parts), .any(let parts): parts.flatMap { unread($0) }
        case .inForce(let id) where id == document.id || question.isInForce(id): []
        case .some(let condition): isRead(condition) ? [] : ["taken to hold: \(condition)"]
        }
    }

    private func isRead(_ condition: Condition) -> Bool {
        guard case .test(let path, let test) = condition else { return false }
        let found = named(in: condition)
        if case .includes = test, found.count != 1 { return false }
        return found.contains { _, name in
            switch path.scope {
            case .resource: question.removal(named: name) != nil
            case .subject: question.programme.partner(named: name) != nil
            case .context: false
            }
        }
    }

    /// What narrows a clause to persons or things that the model does not tell apart.
    private func limits(_ clause: Clause) -> [String] {
        var limits: [String] = []
        if let roles = clause.subject?.roles {
            limits.append("taken for everyone: the roles " + Self.list(roles.map(\.rawValue)))
        }
        guard let resource = clause.resource else { return limits }
        var parts: [String] = []
        if resource.kinds != Set(ResourceKind.allCases) {
            parts.append("kinds " + Self.list(resource.kinds.map(\.rawValue)))
        }
        switch resource.elements {
        case .own?, .operated?, ElementSelector.none?: parts.append("elements")
        case .these?, nil: break
        }
        if let subsystems = resource.subsystems { parts.append("subsystems " + Self.list(subsystems.map(\.rawValue))) }
        if resource.names != nil { parts.append("parameters") }
        if resource.stations != nil { parts.append("stations") }
        if !parts.isEmpty {
            limits.append("taken for all services: the clause's " + parts.joined(separator: "; "))
        }
        return limits
    }

    private static func list(_ words: [String]) -> String { words.sorted().map { "`\($0)`" }.joined(separator: ", ") }

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
        case .group(let name): question.names(in: name, beside: document)
        }
    }

    private static func texts(_ value: AttributeValue) -> [String] {
        switch value {
        case .text(let text): [text]
        case .list(let members): members.flatMap(texts)
        case .number, .truth, .null: []
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
