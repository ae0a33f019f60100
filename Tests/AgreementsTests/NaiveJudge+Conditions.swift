import Agreements
import Foundation
import Programme

extension NaiveJudge {
    func holds(_ condition: Condition) -> Bool {
        switch condition {
        case .all(let parts): parts.allSatisfy(holds)
        case .any(let parts): parts.contains(where: holds)
        case .not(let part): !holds(part)
        case .test(let path, let test): passes(test, found(path))
        case .share(let state, let pool, let amount): passes(state, found(pool), found(amount))
        case .inForce(let id): documents.contains { $0.id == id && $0.inForce.contains(instant) }
        }
    }

    private func passes(_ test: ValueTest, _ found: Found) -> Bool {
        switch test {
        case .equals(.null):
            if case .nothing = found { true } else { false }
        case .equals(let value):
            if case .one(let seen) = found { seen == value } else { false }
        case .differs(let value): !passes(.equals(value), found)
        case .isIn(let names):
            if case .nothing = found { contains(names, nil) } else { found.members.contains { contains(names, $0) } }
        case .notIn(let names): !passes(.isIn(names), found)
        case .allIn(let names):
            !found.members.isEmpty && found.members.allSatisfy { $0 != nil && $0 != .null && contains(names, $0) }
        case .includes(let names):
            switch found {
            case .nothing: false
            // Of a group that no document in force defines nobody can be told to be all there.
            case _ where isUnknown(names): false
            default: members(of: names).allSatisfy { found.members.map { $0 ?? .null }.contains($0) }
            }
        case .atLeast(let bound): order(found, bound).map { $0 >= 0 } ?? false
        case .atMost(let bound): order(found, bound).map { $0 <= 0 } ?? false
        case .above(let bound): order(found, bound).map { $0 > 0 } ?? false
        case .below(let bound): order(found, bound).map { $0 < 0 } ?? false
        case .daysTo(let path, let limit, let days): passes(found, self.found(path), limit, days)
        case .sameAs(let path): shares(found, self.found(path)) == true
        case .differsFrom(let path): shares(found, self.found(path)) == false
        case .present(let isPresent): found.isThere == isPresent
        case .countAtLeast(let count): found.count >= count
        case .countAtMost(let count): found.count <= count
        }
    }

    private func isUnknown(_ names: NameSet) -> Bool {
        guard case .group(let name) = names, !["partners", "agencies", "otherPartners"].contains(name) else {
            return false
        }
        return !inForce.flatMap(\.definitions).contains { $0.name == name }
    }

    private func contains(_ names: NameSet, _ value: AttributeValue?) -> Bool {
        switch names {
        case .values(let values): values.contains(value ?? .null)
        case .group(let name):
            if case .text(let text) = value { isMember(text, of: name) } else { false }
        }
    }

    private func isMember(_ text: String, of group: String) -> Bool {
        if members(of: .group(group)).contains(.text(text)) { return true }
        guard let found = inForce.flatMap(\.definitions).first(where: { $0.name == group }) else { return false }
        return found.beginnings.contains(where: text.hasPrefix) || found.endings.contains(where: text.hasSuffix)
            || found.groups.contains { isMember(text, of: $0) }
    }

    /// The partners that have not left.
    private var standing: [Partner] { programme.partners.filter { !left.contains($0.id) } }

    func members(of names: NameSet) -> [AttributeValue] {
        switch names {
        case .values(let values): return values
        case .group("partners"): return standing.map { .text($0.id.rawValue) }
        case .group("agencies"): return standing.map { .text($0.agency) }
        case .group("otherPartners"):
            return standing.map(\.id).filter { $0 != subjectPartner }.map { .text($0.rawValue) }
        case .group(let name):
            guard let group = inForce.flatMap(\.definitions).first(where: { $0.name == name }) else { return [] }
            return group.names.map(AttributeValue.text) + group.groups.flatMap { members(of: .group($0)) }
        }
    }

    /// -1, 0 or 1; `nil` when the value is not of the bound's type.
    private func order(_ found: Found, _ bound: Bound) -> Int? {
        guard case .one(let value) = found else { return nil }
        switch (value, bound) {
        case (.number(let number), .number(let limit)):
            return number.isNaN ? nil : number < limit ? -1 : number > limit ? 1 : 0
        case (.text(let text), .date(let limit)):
            return CivilTime(text).map { $0 < limit ? -1 : $0 > limit ? 1 : 0 }
        default: return nil
        }
    }

    private func passes(_ start: Found, _ end: Found, _ limit: DayLimit, _ days: Double) -> Bool {
        guard case .one(.text(let first)) = start, case .one(.text(let second)) = end, let from = seconds(first),
            let to = seconds(second)
        else { return false }
        let passed = (to - from) / 86_400
        return switch limit {
        case .atLeast: passed >= days
        case .atMost: passed <= days
        case .above: passed > days
        case .below: passed < days
        }
    }

    /// By the system's calendar.
    private func seconds(_ text: String) -> Double? {
        guard let time = CivilTime(text) else { return nil }
        return (try? Date.ISO8601FormatStyle().parse(time.description))?.timeIntervalSince1970
    }

    private func shares(_ first: Found, _ second: Found) -> Bool? {
        guard first.isThere, second.isThere else { return nil }
        return first.members.contains { value in value != nil && value != .null && second.members.contains(value) }
    }

    // MARK: Shares and requirements

    private func left(_ pool: Found) -> Double? {
        guard case .one(.text(let name)) = pool, let partner = subjectPartner,
            let division = inForce.filter({ !hasFallen($0) }).flatMap(\.shares)
                .first(where: { $0.pool == name }),
            let percent = division.percents[partner]
        else { return nil }
        let use = facts.poolUse.values.first { $0.pool == name && $0.partner == partner }
        return percent + (use.map { $0.barteredInPercent - $0.barteredOutPercent - $0.usedPercent } ?? 0)
    }

    private func passes(_ state: ShareState, _ pool: Found, _ amount: Found) -> Bool {
        guard case .one(.text) = pool else { return false }
        guard let left = left(pool) else { return state == .none }
        guard case .one(.number(let asked)) = amount, asked >= 0 else { return false }
        return state == (asked <= left + 1e-9 ? .within : .exceeded)
    }

    func isMet(_ requirement: Requirement) -> Bool {
        if let days = requirement.days {
            var passed = 0.0
            if let path = requirement.elapsed, case .one(.number(let number)) = found(path), !number.isNaN {
                passed = number
            }
            if passed < days { return false }
        }
        if requirement.kind == .barter, case .one(.number(let asked)) = found(requirement.amount), asked >= 0,
            asked <= (left(found(requirement.pool)) ?? 0) + 1e-9
        {
            return true
        }
        switch requirement.proof {
        case nil: return requirement.days != nil && requirement.kind != .barter
        case .condition(let condition): return holds(condition)
        case .path(let path): return isProved(by: found(path), requirement)
        }
    }

    private func isProved(by given: Found, _ requirement: Requirement) -> Bool {
        if case .one(.truth(true)) = given { return true }
        guard let wanted = wanted(requirement.parties), !wanted.isEmpty else { return false }
        return wanted.allSatisfy { name in
            given.members.contains { member in
                if member != nil, member != .null, member == name { return true }
                guard case .text(let text) = member, case .text(let other) = name, let one = partner(named: text) else {
                    return false
                }
                return one == partner(named: other)
            }
        }
    }

    /// `nil` when somebody whose act is waited for cannot be told.
    private func wanted(_ parties: RequirementParties?) -> [AttributeValue]? {
        switch parties {
        case nil: return nil
        case .group(let name): return members(of: .group(name))
        case .these(let parties):
            var names: [AttributeValue] = []
            for party in parties {
                switch party {
                case .name(let name): names.append(.text(name))
                case .path(let path):
                    let members = found(path).members
                    guard !members.isEmpty else { return nil }
                    names += members.map { $0 ?? .null }
                }
            }
            return names
        }
    }
}
