import Programme

extension Scene {
    /// Tolerance of shares, percent.
    private static let tolerance = 1e-9

    func passes(_ test: ShareTest) -> Bool {
        let pool = see(test.pool)
        guard pool.kind == .text else { return false }
        guard let left = shareLeft(pool) else { return test.state == .none }
        guard let amount = number(see(test.amount)), amount >= 0 else { return false }
        return switch test.state {
        case .within: amount <= left + Self.tolerance
        case .exceeded: amount > left + Self.tolerance
        case .none: false
        }
    }

    /// Percent of a pool that the subject has left; `nil` without a share.
    private func shareLeft(_ pool: SeenValue) -> Double? {
        guard pool.word >= 0, let share = law.shares[ShareKey(pool: pool.word, partner: subjectPartner)] else {
            return nil
        }
        let key = PoolUse.Key(pool: text(pool), partner: law.lexicon.partnerIDs[Int(subjectPartner)])
        guard let use = facts.poolUse[key] else { return share }
        return share + use.barteredInPercent - use.barteredOutPercent - use.usedPercent
    }

    /// Percent by which what is asked for exceeds what is left, 0 when it does not; `nil` when no amount is named.
    func excess(_ requirement: CompiledRequirement) -> Double? {
        guard let amount = number(see(requirement.amount)), amount >= 0 else { return nil }
        let pool = see(requirement.pool)
        let left = pool.kind == .text ? shareLeft(pool) ?? 0 : 0
        return amount <= left + Self.tolerance ? 0 : amount - max(left, 0)
    }

    /// Days that must still pass; `nil` when none were asked for.
    func daysLeft(_ requirement: CompiledRequirement) -> Double? {
        guard let days = requirement.days else { return nil }
        let elapsed = number(see(requirement.elapsed)) ?? 0
        return max(0, days - max(0, elapsed))
    }

    /// Whether a requirement is met.
    func isMet(_ requirement: CompiledRequirement) -> Bool {
        if requirement.saysNothing { return false }
        if let days = daysLeft(requirement), days > 0 { return false }
        if requirement.isBarter, excess(requirement) == 0 { return true }
        switch requirement.proof {
        case .unsaid: return !requirement.isBarter
        case .condition(let start): return holds(from: start)
        case .path(let path): return isProved(by: see(path), requirement.parties)
        }
    }

    /// Whether a value is true, or names everybody whose act is waited for.
    func isProved(by given: SeenValue, _ parties: CompiledRequirement.Parties) -> Bool {
        if given.is(.truth(true)) { return true }
        switch parties {
        case .unsaid: return false
        case .these(let range): return isProved(by: given, range)
        case .group(let group): return isProved(by: given, group: group)
        }
    }

    private func isProved(by given: SeenValue, _ range: Range<Int>) -> Bool {
        for place in range {
            switch law.awaitedParties[place] {
            case .word(let word):
                guard names(given, word: word) else { return false }
            case .path(let path):
                let wanted = see(path)
                let count = memberCount(wanted)
                for number in 0..<count where !names(given, member(wanted, number)) { return false }
                guard count > 0 else { return false }
            }
        }
        return !range.isEmpty
    }

    private func isProved(by given: SeenValue, group: Int32) -> Bool {
        if group == Instruction.noGroup { return false }
        if group == Instruction.otherPartners {
            for index in law.lexicon.standing
            where index != subjectPartner && !names(given, word: law.lexicon.partnerWords[Int(index)]) {
                return false
            }
            return law.lexicon.standing.contains { $0 != subjectPartner }
        }
        let members = law.lexicon.groupMembers[Int(group)]
        for word in members where !names(given, word: word) { return false }
        return !members.isEmpty
    }

    private func names(_ given: SeenValue, word: Int32) -> Bool {
        names(given, SeenValue(kind: .text, word: word))
    }

    /// Whether a value or one of its members is this name, or names the same partner.
    func names(_ given: SeenValue, _ wanted: SeenValue) -> Bool {
        let partner = partner(wanted)
        for number in 0..<memberCount(given) {
            let member = member(given, number)
            if areEqual(member, wanted) || partner >= 0 && self.partner(member) == partner { return true }
        }
        return false
    }

    private func number(_ seen: SeenValue) -> Double? {
        seen.kind == .number ? Double(bitPattern: seen.bits) : nil
    }
}
