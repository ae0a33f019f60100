/// Numbers a function's restorations that have no id of their own.
final class RestorationCounter {
    private var count = 0

    func next() -> Int {
        count += 1
        return count
    }
}

extension ProgrammeBuilder {
    static var days: ValueReader<Double> { .number(in: 0...36_525) }

    /// What a provider needs: days of buffer alone, or a mapping with range, stock, confidence and sources.
    var needs: ValueReader<[Need]> {
        let expected = "a mapping from what is needed to days of buffer"
        return ValueReader(expected: expected) { [self] node in
            guard let entries = node.entries else {
                node.report(expected: expected)
                return nil
            }
            return entries.compactMap { key, value in
                guard let asset = assetReference.read(key) else { return nil }
                guard value.entries == nil else { return figure(of: asset).read(value) }
                return Self.days.read(value).map {
                    Need(
                        asset: asset, bufferDays: $0, rangeDays: nil, stock: nil, statedConfidence: nil, sources: [])
                }
            }
        }
    }

    private func figure(of asset: AssetID) -> ValueReader<Need> {
        .mapping("a buffer") { [self] fields in
            let stock = fields.optional("stock", stock)
            let stated = fields.optional("days", Self.days)
            let low = fields.optional("lowDays", Self.days)
            let high = fields.optional("highDays", Self.days)
            let confidence = fields.optional("confidence", ValueReader<Confidence>.choice)
            let sources = sources(fields)
            let hasStock = fields.value("stock") != nil
            if hasStock, stock == nil { return nil }
            guard let days = stock.map({ $0.amount / $0.ratePerDay }) ?? stated, !hasStock || stated == nil else {
                fields.node.report(found: "no buffer or two", expected: "either `days` or a `stock`")
                return nil
            }
            let (shortest, longest) = (low ?? days, high ?? days)
            guard shortest <= days, days <= longest, longest <= 36_525 else {
                fields.node.report(
                    found: "a range from \(Figures.text(shortest)) to \(Figures.text(longest)) days around "
                        + "\(Figures.text(days))",
                    expected: "`lowDays` at most the buffer, and `highDays` at least, within 36525 days")
                return nil
            }
            return Need(
                asset: asset, bufferDays: days, rangeDays: low == nil && high == nil ? nil : shortest...longest,
                stock: stock, statedConfidence: confidence, sources: sources)
        }
    }

    private var stock: ValueReader<Stock> {
        .mapping("a stock") { fields in
            let amount = fields.required("amount", .number(in: 0...1e12))
            let unit = fields.required("unit", .text)
            let rate = fields.required("perDay", .number(in: 1e-9...1e12))
            guard let amount, let unit, let rate else { return nil }
            return Stock(amount: amount, unit: unit, ratePerDay: rate)
        }
    }

    /// From when until when a provider is in use.
    func lifetime(_ fields: MappingReader, status: Status?) -> (from: CivilTime?, until: CivilTime?) {
        let from = fields.optional("from", .instant)
        let until = fields.optional("until", .instant)
        checkSpaceAge(from, at: fields.place(of: "from"))
        checkSpaceAge(until, at: fields.place(of: "until"))
        if let from, let until, until <= from {
            fields.place(of: "until").report(found: "an end at or before `from`", expected: "a later day")
        }
        if status == .future, until != nil, from == nil {
            fields.place(of: "status").report(
                found: "`future`, with an end and no beginning", expected: "`from` as well, or another status")
        }
        return (from, until)
    }

    /// Two days of a life, as written, must stand in order and in the age of space flight.
    func checkOrder(_ first: String?, _ last: String?, at node: DocumentNode) {
        guard let last, let end = CivilTime(last) else { return }
        checkSpaceAge(end, at: node)
        if let first, last < first {
            node.report(found: "`\(last)`, before the beginning on \(first)", expected: "a day after it")
        }
    }

    private func checkSpaceAge(_ time: CivilTime?, at node: DocumentNode) {
        guard let time, !(1957...2100).contains(time.year) else { return }
        node.report(found: "the year \(time.year)", expected: "a day of the years 1957 to 2100")
    }

    var crewFigure: ValueReader<CrewFigure> {
        .mapping("a figure of people on board") { [self] fields in
            let from = fields.required("from", .instant)
            let people = fields.required("people", .integer(in: 0...1_000))
            let confidence = confidence(fields)
            let sources = sources(fields)
            checkSpaceAge(from, at: fields.place(of: "from"))
            guard let from, let people else { return nil }
            return CrewFigure(from: from, people: people, confidence: confidence, sources: sources)
        }
    }

    func restoration(of function: FunctionID?, counter: RestorationCounter) -> ValueReader<Restoration> {
        .mapping("a restoration") { [self] fields in
            let number = counter.next()
            let id = fields.optional("id", register.declaration("restoration"))
            let action = fields.required("action", .text)
            let cost = fields.quantity("cost", .dollar, in: 0...1e13)
            let per = fields.optional("per", .text)
            let quantity = fields.optional("quantity", .number(in: 0...1e12))
            let lead = fields.quantity("lead", .month, in: 0...600)
            let restores = fields.list("restores", register.reference(Kind.function)).map { FunctionID($0) }
            let returns = fields.list("returns", register.reference("provider")).map { ProviderID($0) }
            let note = fields.optional("note", .text)
            let confidence = confidence(fields)
            let sources = sources(fields)
            for key in ["restores", "returns"] where fields.value(key)?.items?.isEmpty == true {
                fields.place(of: key).report(found: "a restoration of nothing", expected: "ids, or no key `\(key)`")
            }
            guard let action, let function else { return nil }
            let ownID = RestorationID(id ?? "\(function)-\(number)")
            remember(ownID, at: fields.value("id") ?? fields.node)
            return Restoration(
                id: ownID,
                restores: restores.isEmpty && returns.isEmpty ? [function] : restores, returns: returns,
                action: action, costUsd: cost, per: per, quantity: quantity, leadMonths: lead, note: note,
                confidence: confidence, sources: sources)
        }
    }

    var yearlyRange: ValueReader<YearlyRange> {
        .mapping("a range of so many a year") { fields in
            let fewest = fields.required("fewest", .number(in: 0...1e6))
            let most = fields.required("most", .number(in: max(0, fewest ?? 0)...1e6))
            guard let fewest, let most else { return nil }
            return YearlyRange(fewest: fewest, most: most)
        }
    }

    var cost: ValueReader<Cost> {
        .mapping("a cost") { [self] fields in
            let usd = fields.quantity("price", .dollar, in: 0...1e13)
            let contract = fields.optional("contract", contract)
            let per = fields.optional("per", .text)
            let note = fields.optional("note", .text)
            let from = fields.optional("from", .day)
            let confidence = confidence(fields)
            let sources = sources(fields)
            guard let price = usd ?? contract?.usdEach else {
                fields.node.report(found: "no price", expected: "`priceUsd`, or a `contract`")
                return nil
            }
            return Cost(
                usd: price, per: per, note: note, from: from, contract: contract, confidence: confidence,
                sources: sources)
        }
    }

    private var contract: ValueReader<PricedContract> {
        .mapping("a contract") { fields in
            let usd = fields.quantity("sum", .dollar, in: 0...1e13, required: true)
            let quantity = fields.required("quantity", .number(in: 1e-6...1e12))
            guard let usd, let quantity else { return nil }
            return PricedContract(usd: usd, quantity: quantity)
        }
    }

    var departureRule: ValueReader<DepartureRule> {
        .mapping("a rule of departure") { [self] fields in
            let kind = fields.required("kind", ValueReader<DepartureKind>.choice)
            let partner = fields.optional("partner", partnerReference)
            let notice = fields.quantity("notice", .day, in: 0...36_525) ?? 0
            let goes = fields.optional("goes", assetReference.list)
            let stays = fields.list("stays", assetReference)
            let because = fields.required("because", .text)
            let confidence = confidence(fields)
            let sources = sources(fields)
            if let both = goes?.first(where: stays.contains) {
                fields.place(of: "stays").report(
                    found: "`\(both)`, which goes as well", expected: "what stays, or what goes")
            }
            guard let kind, let because else { return nil }
            remember(rule: kind, of: partner, at: fields.place(of: "kind"))
            return DepartureRule(
                kind: kind, partner: partner, noticeDays: notice, goes: goes, stays: stays, because: because,
                confidence: confidence, sources: sources)
        }
    }

    var historicalCase: ValueReader<HistoricalCase> {
        .mapping("a historical case") { [self] fields in
            let id = fields.required("id", register.declaration("historical case"))
            let event = fields.required("event", .text)
            let date = fields.optional("date", .instant)
            let without = fields.list("without", ValueReader<String>.text)
            remember(departing: fields.value("without")?.items ?? [])
            let kind = fields.optional("kind", ValueReader<DepartureKind>.choice) ?? .takenAway
            let isAsOfDate = fields.optional("asOfDate", .boolean) ?? false
            let lasts = fields.quantity("lasts", .day, in: 0...36_525)
            let observed = fields.list("observed", ValueReader<String>.text)
            let lost = fields.list("lost", register.reference(Kind.function)).map { FunctionID($0) }
            let stood = fields.list("stood", register.reference(Kind.function)).map { FunctionID($0) }
            let short = fields.optional("seatsShort", .integer(in: 0...1_000))
            let confidence = confidence(fields)
            let source = fields.optional("source", .text) ?? ""
            checkSpaceAge(date, at: fields.place(of: "date"))
            if isAsOfDate, date == nil {
                fields.place(of: "asOfDate").report(found: "`asOfDate` without a date", expected: "`date` as well")
            }
            guard let id, let event else { return nil }
            return HistoricalCase(
                id: id, event: event, date: date, without: without, kind: kind, isAsOfDate: isAsOfDate,
                lastsDays: lasts, observed: observed, lost: lost, stood: stood, seatsShort: short,
                confidence: confidence, source: source)
        }
    }
}
