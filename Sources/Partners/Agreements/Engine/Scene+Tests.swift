extension Scene {
    /// Whether the condition that starts at a place of the code holds.
    func holds(from start: Int32) -> Bool {
        var place = start
        while place >= 0 {
            let instruction = law.code[Int(place)]
            place = passes(instruction) ? instruction.onTrue : instruction.onFalse
        }
        return place == Instruction.accept
    }

    /// Whether one test holds.
    func passes(_ test: Instruction) -> Bool {
        switch test.operation {
        case .equals: see(test.path).is(law.literals[Int(test.first)])
        case .isIn: someMemberIsIn(test)
        case .isInGroup: someMemberIsInGroup(test)
        case .allIn, .allInGroup: allMembersAreIn(test)
        case .includes: includesLiterals(test)
        case .includesGroup: includesGroup(test)
        case .atLeast, .above: compares(test)
        case .daysTo: passDays(test)
        case .sameAs: shareMember(see(test.path), see(test.other)) == true
        case .differsFrom: shareMember(see(test.path), see(test.other)) == false
        case .present: isPresent(see(test.path))
        case .countAtLeast: count(see(test.path)) >= Int(test.first)
        case .share: passes(law.shareTests[Int(test.first)])
        case .names:
            law.patterns[Int(test.first)].match(text(see(test.path)))
        case .holder: isHeld(test)
        case .fact:
            facts.conditions.contains(law.facts[Int(test.first)]) || see(test.path).is(.truth(true))
        case .constant: test.first != 0
        }
    }

    private func isOneOf(_ seen: SeenValue, _ test: Instruction) -> Bool {
        for place in Int(test.first)..<Int(test.last) where seen.is(law.literals[place]) { return true }
        return false
    }

    private func someMemberIsIn(_ test: Instruction) -> Bool {
        let seen = see(test.path)
        guard seen.kind == .list else { return isOneOf(seen, test) }
        for number in 0..<memberCount(seen) where isOneOf(member(seen, number), test) { return true }
        return false
    }

    /// Whether a single value belongs to a group.
    func isMember(_ seen: SeenValue, of group: Int32) -> Bool {
        guard seen.kind == .text, group != Instruction.noGroup else { return false }
        if group == Instruction.otherPartners {
            return seen.word >= 0 && law.lexicon.isMember(seen.word, of: 0)
                && (subjectPartner < 0 || law.lexicon.partnerWords[Int(subjectPartner)] != seen.word)
        }
        if seen.word >= 0 { return law.lexicon.isMember(seen.word, of: group) }
        return law.lexicon.groups[Int(group)].contains(text(seen))
    }

    private func someMemberIsInGroup(_ test: Instruction) -> Bool {
        let seen = see(test.path)
        for number in 0..<memberCount(seen) where isMember(member(seen, number), of: test.first) { return true }
        return false
    }

    private func allMembersAreIn(_ test: Instruction) -> Bool {
        let seen = see(test.path)
        let count = memberCount(seen)
        for number in 0..<count {
            let member = member(seen, number)
            let isIn =
                test.operation == .allIn ? member.isThere && isOneOf(member, test) : isMember(member, of: test.first)
            guard isIn else { return false }
        }
        return count > 0
    }

    private func includesLiterals(_ test: Instruction) -> Bool {
        let seen = see(test.path)
        for place in Int(test.first)..<Int(test.last) where !hasMember(seen, law.literals[place]) { return false }
        return seen.isThere
    }

    private func includesGroup(_ test: Instruction) -> Bool {
        let seen = see(test.path)
        guard seen.isThere, test.first != Instruction.noGroup else { return false }
        if test.first == Instruction.otherPartners {
            for index in law.lexicon.standing
            where index != subjectPartner && !hasMember(seen, .text(law.lexicon.partnerWords[Int(index)])) {
                return false
            }
            return true
        }
        for word in law.lexicon.groupMembers[Int(test.first)] where !hasMember(seen, .text(word)) { return false }
        return true
    }

    private func hasMember(_ seen: SeenValue, _ literal: Literal) -> Bool {
        for number in 0..<memberCount(seen) where member(seen, number).is(literal) { return true }
        return false
    }

    private func compares(_ test: Instruction) -> Bool {
        let seen = see(test.path)
        let bound = law.literals[Int(test.first)]
        let isReversed = test.last != 0
        let isStrict = test.operation == .above
        if bound.kind == .number {
            guard seen.kind == .number else { return false }
            let (value, limit) = (Double(bitPattern: seen.bits), Double(bitPattern: bound.bits))
            return isReversed
                ? (isStrict ? value < limit : value <= limit) : (isStrict ? value > limit : value >= limit)
        }
        guard seen.kind == .text, let value = DateKey.key(of: text(seen)) else { return false }
        let limit = Int64(bitPattern: bound.bits)
        return isReversed ? (isStrict ? value < limit : value <= limit) : (isStrict ? value > limit : value >= limit)
    }

    private func passDays(_ test: Instruction) -> Bool {
        let (start, end) = (see(test.path), see(test.other))
        guard start.kind == .text, end.kind == .text, let from = DateKey.key(of: text(start)),
            let to = DateKey.key(of: text(end))
        else { return false }
        let days = DateKey.days(to) - DateKey.days(from)
        let limit = Double(bitPattern: law.literals[Int(test.first)].bits)
        return switch test.last {
        case 0: days >= limit
        case 1: days <= limit
        case 2: days > limit
        default: days < limit
        }
    }

    /// Whether two values are equal or, of lists, share a member; `nil` when either is not there.
    private func shareMember(_ first: SeenValue, _ second: SeenValue) -> Bool? {
        guard isPresent(first), isPresent(second) else { return nil }
        for one in 0..<memberCount(first) {
            let left = member(first, one)
            for two in 0..<memberCount(second) where areEqual(left, member(second, two)) { return true }
        }
        return false
    }

    /// Whether a value is there; of derived lists, whether any member names a partner.
    private func isPresent(_ seen: SeenValue) -> Bool {
        guard seen.kind == .list, seen.derivation != 0 else { return seen.isThere }
        return count(seen) > 0
    }

    /// How many there are: members of a list, different partners of a derived one, one for a single value.
    private func count(_ seen: SeenValue) -> Int {
        let all = memberCount(seen)
        guard seen.kind == .list, seen.derivation != 0 else { return all }
        var different = 0
        for number in 0..<all {
            let member = member(seen, number)
            guard member.isThere else { continue }
            var isNew = true
            for earlier in 0..<number where areEqual(member, self.member(seen, earlier)) { isNew = false }
            if isNew { different += 1 }
        }
        return different
    }

    /// Whether a party to the document holds the resource, or nobody does: the orbit, the link, the programme's events.
    private func isHeld(_ test: Instruction) -> Bool {
        let kind = see(PathCode(base: FixedBase.kind, nil))
        let holder: SeenValue
        if kind.kind == .text, text(kind) == ResourceKind.station.rawValue {
            holder = see(PathCode(base: FixedBase.owner, nil))
            if !holder.isThere { return true }
        } else {
            if !see(PathCode(base: FixedBase.element, nil)).isThere { return true }
            holder = see(PathCode(base: FixedBase.element, .provider))
        }
        return isOneOf(holder, test)
    }
}
