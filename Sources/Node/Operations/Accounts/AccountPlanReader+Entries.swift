import Agreements
import Ledger
import Programme

extension PlanReading {
    /// What begins a use that the node counted itself; no text in a file may.
    static let meteredPrefix = "metered: "

    /// Reads everything that happened.
    func readEntries(_ fields: MappingReader) {
        _ = fields.list("allocations", item("an allocation", allocation))
        _ = fields.list("barters", item("a barter", barter))
        _ = fields.list("charges", item("a charge", charge))
        _ = fields.list("offsets", item("an offset", offset))
        _ = fields.list("use", item("a use", use))
    }

    private func item(_ what: String, _ read: @escaping (MappingReader) -> Void) -> ValueReader<Bool> {
        .mapping(what) { fields in
            read(fields)
            return true
        }
    }

    // MARK: shares

    private func allocation(_ fields: MappingReader) {
        let pool = fields.required("pool", poolReference)
        let period = fields.required("period", periodReference)
        let document = fields.required("document", documentReference)
        let source = fields.required("source", .text)
        let start = fields.optional("on", .day) ?? period?.span.from
        let partner = fields.optional("partner", self.partner)
        guard let pool, let period, let document, let source, let start else {
            _ = (fields.value("whole"), fields.value("amount"))
            return
        }
        let account = PoolPeriod(pool: pool.id, period: period.id)
        let words = "\(document.id) (\(source))"
        let entries: [LedgerEntry]
        if let partner {
            guard let amount = fields.required("amount", .amount(pool.unit)) else { return }
            entries = [
                .allocation(partner: partner, keeper: pool.keeper, account: account, amount: amount, document: words)
            ]
        } else {
            guard let whole = fields.required("whole", .amount(pool.unit)) else { return }
            guard let share = document.shares.first(where: { $0.pool == pool.id }) else {
                fields.place(of: "document").report(
                    found: "`\(document.id)`, which does not divide `\(pool.id)`",
                    expected: "an agreement with `shares` of it, or `partner` and `amount`",
                    suggestion: documents.first { $0.shares.contains { $0.pool == pool.id } }?.id)
                return
            }
            entries = LedgerEntry.allocations(
                of: share, in: account, whole: whole, keeper: pool.keeper, document: words)
        }
        for entry in entries {
            add(PlannedEntry(entry, date: start, signedBy: entry.parties), isAllocation: true, at: fields.node)
        }
    }

    // MARK: barters

    private func barter(_ fields: MappingReader) {
        let id = fields.required("id", .label)
        let date = fields.required("on", .day)
        let pair = fields.required("between", partner.list) ?? []
        let parcels = fields.required("gives", parcel(pair).list)
        let terms = text(fields, "terms")
        if fields.value("between")?.items != nil, Set(pair).count != 2 {
            fields.place(of: "between").report(found: "\(Set(pair).count) partners", expected: "two partners")
        }
        guard let id, let date, let parcels, let terms, pair.count == 2 else {
            _ = fields.value("signedBy")
            return
        }
        let entry = LedgerEntry.barter(first: pair[0], second: pair[1], parcels: parcels, terms: terms)
        add(PlannedEntry(id: id, entry, date: date, signedBy: signers(fields, of: entry)), at: fields.node)
    }

    private func parcel(_ pair: [PartnerID]) -> ValueReader<Parcel> {
        .mapping("what one gives") { [self] fields in
            let giver = fields.required("from", partner)
            let pool = fields.required("pool", poolReference)
            let period = fields.required("period", periodReference)
            let amount = pool.flatMap { fields.required("amount", .amount($0.unit)) }
            if pool == nil { _ = fields.value("amount") }
            guard let giver, let pool, let period, let amount else { return nil }
            guard pair.contains(giver), let taker = pair.first(where: { $0 != giver }) else {
                fields.place(of: "from").report(expected: "one of the two that `between` names")
                return nil
            }
            return Parcel(
                from: giver, to: taker, account: PoolPeriod(pool: pool.id, period: period.id), amount: amount)
        }
    }

    // MARK: debts

    private func charge(_ fields: MappingReader) {
        debt(fields) { debtor, creditor, amount, words in
            .charge(debtor: debtor, creditor: creditor, amount: amount, what: words)
        }
    }

    private func offset(_ fields: MappingReader) {
        debt(fields) { debtor, creditor, amount, words in
            .offset(debtor: debtor, creditor: creditor, amount: amount, inKind: words)
        }
    }

    private func debt(
        _ fields: MappingReader, _ make: (PartnerID, PartnerID, Amount, String) -> LedgerEntry
    ) {
        let id = fields.required("id", .label)
        let date = fields.required("on", .day)
        let debtor = fields.required("debtor", partner)
        let creditor = fields.required("creditor", partner)
        let unit = fields.required("unit", ValueReader<AmountUnit>.choice)
        let amount = fields.required("amount", .amount(unit ?? .dollar))
        let words = text(fields, "for")
        if let debtor, debtor == creditor {
            fields.place(of: "creditor").report(expected: "another than the debtor")
        }
        guard let id, let date, let debtor, let creditor, unit != nil, let amount, let words else {
            _ = fields.value("signedBy")
            return
        }
        let entry = make(debtor, creditor, amount, words)
        add(PlannedEntry(id: id, entry, date: date, signedBy: signers(fields, of: entry)), at: fields.node)
    }

    // MARK: use

    private func use(_ fields: MappingReader) {
        let date = fields.required("on", .day)
        let pool = fields.required("pool", poolReference)
        let partner = fields.required("partner", self.partner)
        let amount = pool.flatMap { fields.required("amount", .amount($0.unit)) }
        if pool == nil { _ = fields.value("amount") }
        let named = fields.optional("period", periodReference)
        let words = text(fields, "for")
        guard let date, let pool, let partner, let amount, let words else {
            _ = fields.value("signedBy")
            return
        }
        if words.hasPrefix(Self.meteredPrefix) {
            fields.place(of: "for").report(expected: "a text that does not begin as the node's own entries do")
        }
        guard let period = named ?? period(of: date, fields) else { return }
        let entry = LedgerEntry.use(
            partner: partner, keeper: pool.keeper, account: PoolPeriod(pool: pool.id, period: period.id),
            amount: amount, what: words)
        add(PlannedEntry(entry, date: date, signedBy: signers(fields, of: entry)), at: fields.node)
    }

    private func period(of date: CivilTime, _ fields: MappingReader) -> AccountPeriod? {
        let found = periods.filter { $0.span.contains(date) }
        if found.count == 1 { return found[0] }
        let names = found.map { "`\($0.id)`" }.joined(separator: ", ")
        fields.place(of: "on").report(
            found: found.isEmpty ? "`\(date)`, which is in no period" : "`\(date)`, which is in \(names)",
            expected: "`period`, or a date in one period")
        return nil
    }

    // MARK: what all have

    /// What it was for, with where that is known from.
    private func text(_ fields: MappingReader, _ key: String) -> String? {
        let words = fields.required(key, .text)
        let source = fields.required("source", .text)
        guard let words, let source else { return nil }
        return "\(words) (\(source))"
    }

    /// Who stands by an entry: both, unless the file says less.
    private func signers(_ fields: MappingReader, of entry: LedgerEntry) -> Set<PartnerID> {
        guard let named = fields.optional("signedBy", partner.list) else { return entry.parties }
        for partner in named where !entry.parties.contains(partner) {
            fields.place(of: "signedBy").report(
                found: "`\(partner)`",
                expected: "one of " + entry.parties.sorted().map { "`\($0)`" }.joined(separator: ", "))
        }
        return Set(named)
    }
}

extension ValueReader where Value == Amount {
    /// So many of a unit.
    static func amount(_ unit: AmountUnit) -> ValueReader {
        .parsed("an amount above zero in `\(unit.rawValue)`, with at most six decimals") { text in
            Amount(text, unit).flatMap { $0.millionths > 0 ? $0 : nil }
        }
    }
}
