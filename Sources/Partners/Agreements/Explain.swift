import Programme

extension Scene {
    /// Permitting clauses looked at for the nearest, beside those that share an equality with the request.
    static let nearestLimit = 128

    /// The clause that came nearest to permitting; `nil` when none speaks of the action.
    ///
    /// It misses least of what it asks, and of those that miss as much the one of which most holds. A clause of which
    /// nothing holds is about something else, and comes last.
    func nearest(_ action: ActionName) -> NearestClause? {
        guard let actionNumber = law.actions[action] else { return nil }
        var best: (rank: (Int, Int, Int), number: Int32)?
        func look(_ number: Int32) {
            let clause = law.clauses[Int(number)]
            guard clause.givesPermission, isOfProgramme(clause) else { return }
            let (failures, held) = standing(clause)
            let rank = (held == 0 ? 1 : 0, failures, -held)
            if best.map({ rank != $0.rank ? rank < $0.rank : number < $0.number }) ?? true { best = (rank, number) }
        }
        var looked = 0
        eachCandidate(action) { number in
            if looked < Self.nearestLimit { look(number) }
            looked += 1
        }
        law.permitting[Int(actionNumber)].prefix(Self.nearestLimit).forEach(look)
        return best.map { best in
            NearestClause(
                clause: law.entries[Int(best.number)].reference, failed: failures(Int(best.number)))
        }
    }

    /// How much of what a clause asks fails, and how much holds.
    private func standing(_ clause: CompiledClause) -> (failures: Int, held: Int) {
        let places = Array(clause.parts.places) + Array(clause.rights.places)
        let held = places.count { holds(from: law.partEntries[$0]) }
        let untimely = (clause.holdsNow ? 0 : 1) + (isWithdrawn && !clause.survives ? 1 : 0)
        return (places.count - held + untimely, held)
    }

    private func failures(_ number: Int) -> [FailedCondition] {
        let (clause, entry) = (law.clauses[number], law.entries[number])
        let places = Array(clause.parts.places) + Array(clause.rights.places)
        var failed = zip(places, entry.parts + entry.rights).compactMap { place, part in
            holds(from: law.partEntries[place]) ? nil : failure(of: part)
        }
        if !clause.holdsNow {
            failed.append(FailedCondition(wanted: "its own time", seen: "it is not in force at \(law.instant)"))
        }
        if isWithdrawn, !clause.survives {
            failed.append(
                FailedCondition(wanted: "a subject that has not withdrawn", seen: "`context.withdrawn` was true"))
        }
        return failed
    }

    private func failure(of part: ClausePart) -> FailedCondition {
        switch part {
        case .condition(let condition):
            let seen = condition.pathsRead.map { "`\($0)` was \(shown($0))" }.joined(separator: ", ")
            return FailedCondition(wanted: condition.description, seen: seen)
        case .names(let names):
            let path = AttributePath(.resource, "name")
            return FailedCondition(wanted: "`\(path)` like \(names)", seen: "it was \(shown(path))")
        case .holder(let parties):
            let list = parties.map(\.rawValue).sorted().joined(separator: ", ")
            let element = AttributePath(.resource, "element", .provider)
            return FailedCondition(
                wanted: "a resource of a party to the document (\(list))", seen: "`\(element)` was \(shown(element))")
        case .fact(let term):
            return FailedCondition(wanted: "`\(term)` to hold", seen: "it did not")
        }
    }

    /// A path's value for people.
    private func shown(_ path: AttributePath) -> String {
        let seen = see(code(of: path))
        guard seen.kind == .list else { return shown(seen) }
        return "[" + (0..<memberCount(seen)).map { shown(member(seen, $0)) }.joined(separator: ", ") + "]"
    }

    private func shown(_ seen: SeenValue) -> String {
        switch seen.kind {
        case .absent: "absent"
        case .null: "null"
        case .text: "`\(text(seen).prefix(100))`"
        case .number: AttributeValue.figure(Double(bitPattern: seen.bits))
        case .truth: seen.bits == 0 ? "false" : "true"
        case .list: "a list"
        }
    }

    /// Everything that a clause's requirements miss.
    func missing(_ number: Int) -> [MissingThing] {
        let entry = law.entries[number]
        return zip(law.clauses[number].requirements.places, entry.clause.needs).flatMap { place, requirement in
            let compiled = law.requirements[place]
            return isMet(compiled) ? [] : missing(requirement, compiled, entry.reference)
        }
    }

    private func missing(
        _ requirement: Requirement, _ compiled: CompiledRequirement, _ clause: ClauseReference
    ) -> [MissingThing] {
        var things: [MissingThing] = []
        let days = daysLeft(compiled) ?? 0
        let isTimeAlone = requirement.proof == nil && days > 0
        let hasProof = requirement.proof.map { self.holds($0, requirement, compiled) } ?? isTimeAlone
        if requirement.kind == .barter, !hasProof {
            let excess = excess(compiled).map { [AttributeValue.figure($0) + "pct"] } ?? []
            things.append(MissingThing(kind: .barter, details: excess, clause: clause))
        } else if !hasProof {
            things.append(MissingThing(kind: requirement.kind, details: awaited(requirement), clause: clause))
        }
        if days > 0 {
            let kind = isTimeAlone ? requirement.kind : .wait
            let left = AttributeValue.figure(days.rounded(.up)) + "days"
            things.append(MissingThing(kind: kind, details: [left], clause: clause))
        }
        return things
    }

    /// Whether the proof alone holds, without regard to days.
    private func holds(
        _ proof: RequirementProof, _ requirement: Requirement, _ compiled: CompiledRequirement
    ) -> Bool {
        let timeless = CompiledRequirement(
            isBarter: false, parties: compiled.parties, proof: compiled.proof, days: nil, elapsed: compiled.elapsed,
            pool: compiled.pool, amount: compiled.amount)
        return isMet(timeless)
    }

    /// Whose act is still waited for, partners in the programme's order, then others as written.
    private func awaited(_ requirement: Requirement) -> [String] {
        let wanted = wantedNames(requirement)
        var missing = wanted
        if case .path(let path) = requirement.proof {
            let given = see(code(of: path))
            missing = wanted.filter { name in
                !(0..<memberCount(given)).contains { number in
                    let member = text(member(given, number))
                    let partner = law.lexicon.partner(named: name)
                    return member == name || partner >= 0 && law.lexicon.partner(named: member) == partner
                }
            }
        }
        let ranked = missing.enumerated().map { place, name in
            let partner = Int(law.lexicon.partner(named: name))
            return (partner < 0 ? law.lexicon.partnerIDs.count : partner, place, name)
        }
        return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    private func wantedNames(_ requirement: Requirement) -> [String] {
        switch requirement.parties {
        case nil: return []
        case .these(let parties): return parties.flatMap(wantedNames)
        case .group("otherPartners"):
            return law.lexicon.standing.filter { $0 != subjectPartner }
                .map { law.lexicon.partnerIDs[Int($0)].rawValue }
        case .group(let name):
            guard let number = law.lexicon.groupNumbers[name] else { return [] }
            return law.lexicon.groups[Int(number)].names
        }
    }

    private func wantedNames(_ party: RequirementParty) -> [String] {
        switch party {
        case .name(let name): return [name]
        case .path(let path):
            let seen = see(code(of: path))
            return (0..<memberCount(seen)).compactMap { number in
                let member = member(seen, number)
                let index = partner(member)
                let name = index < 0 ? text(member) : law.lexicon.partnerIDs[Int(index)].rawValue
                return name.isEmpty ? nil : name
            }
        }
    }

    /// A path's number; of one that the documents never read, that of an attribute no request has.
    private func code(of path: AttributePath) -> PathCode {
        if path.isSubjectPartner { return .subjectPartner }
        return PathCode(base: law.bases.number(path.scope, path.name) ?? Int32(law.baseCount), path.derivation)
    }
}
