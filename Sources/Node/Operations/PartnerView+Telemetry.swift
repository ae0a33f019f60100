import Agreements
import MissionDatabase
import Programme
import Telemetry
public import Timekeeping

extension PartnerView {
    /// Most parameters of one export.
    static let maximumExportParameters = 50
    /// Most rows of one export.
    static let maximumExportRows = 200_000

    /// The mission database as the partner may see it.
    public func parameters() -> [ParameterEntry] {
        services.catalogue.entries.compactMap { place in
            guard let place else { return nil }
            let decision = decide(.read, place.resource)
            return ParameterEntry(
                name: place.parameter.name, label: place.parameter.label, element: place.element,
                partner: place.partner, decision: decision,
                detail: decision.outcome == .permit ? detail(place) : nil)
        }
    }

    /// A parameter over time, thinned to at most `points` spans.
    public func history(
        of name: String, from: Instant, to: Instant, points: Int
    ) async throws(Refusal) -> History {
        let place = try readable(name, .read)
        var buckets = HistoryBuckets(from: from, to: to, count: points)
        try await services.history.read(place.parameter.index, from: from, to: to) { buffer, index, time in
            buckets.add(buffer.numbers[index], at: time)
        }
        return History(name: name, unit: place.parameter.unit, points: buckets.all)
    }

    /// Every sample of some parameters as comma-separated values (RFC 4180), one row a sample.
    public func export(parameters names: [String], from: Instant, to: Instant) async throws(Refusal) -> String {
        guard names.count <= Self.maximumExportParameters else {
            throw .badRequest("over \(Self.maximumExportParameters) parameters in one export")
        }
        var places: [ParameterCatalogue.Entry] = []
        for name in names { places.append(try readable(name, .export)) }
        var table = "time,parameter,value,unit,raw,limit\r\n"
        var rows = 0
        for place in places {
            try await services.history.read(place.parameter.index, from: from, to: to) { buffer, index, time in
                rows += 1
                guard rows <= Self.maximumExportRows else { return }
                let sample = buffer.sample(index, at: time)
                let cells = [
                    time.iso8601UTC(), place.parameter.name, CSVCell.text(sample.value),
                    CSVCell.quoted(place.parameter.unit ?? ""), CSVCell.text(sample.raw), "\(sample.limit)",
                ]
                table += cells.joined(separator: ",") + "\r\n"
            }
            guard rows <= Self.maximumExportRows else {
                throw .badRequest("over \(Self.maximumExportRows) rows: ask for less time at once")
            }
        }
        return table
    }

    /// The last value of every parameter the partner may read.
    public func lastValues() async -> [LiveSample] {
        await node.lastValues(for: seat)
    }

    /// A subscription to what is published from now on.
    public func subscribe() async -> LiveSubscription {
        await node.subscribe(seat)
    }

    /// Ends a subscription.
    public func unsubscribe(_ subscription: LiveSubscription) async {
        await node.unsubscribe(subscription)
    }

    /// How the link and the archive do.
    public func link() async throws(Refusal) -> LinkStatus {
        try require(.read, .link)
        return await node.linkStatus(at: now())
    }

    private func readable(_ name: String, _ action: ActionName) throws(Refusal) -> ParameterCatalogue.Entry {
        guard let place = services.catalogue.entry(named: name) else {
            throw .unknown(kind: "parameter", name: name)
        }
        try require(action, place.resource)
        return place
    }

    private func detail(_ place: ParameterCatalogue.Entry) -> ParameterDetail {
        let ancillary = place.parameter.ancillary
        return ParameterDetail(
            subsystem: place.subsystem.rawValue, type: place.parameter.type,
            periodSeconds: place.periodSeconds, source: ancillary["source"] ?? "")
    }
}

/// One cell of comma-separated values.
enum CSVCell {
    /// A value: numbers as they are, text quoted.
    static func text(_ value: Value) -> String {
        switch value {
        case .string(let text): quoted(text)
        case .float(let number) where !number.isFinite: ""
        default: value.description
        }
    }

    /// Text in quotes where it needs them; what a spreadsheet would take for a formula is marked as text.
    static func quoted(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.contains(where: { ",\"\r\n".contains($0) }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
