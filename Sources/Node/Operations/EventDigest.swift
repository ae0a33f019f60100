import Timekeeping

/// Keeps a storm of like events from becoming a storm of lines: the first of a kind is told at once, the ones after it
/// together, once every ten seconds.
struct EventDigest: Sendable {
    private struct Kind: Sendable {
        var text: String
        var severity: EventSeverity
        var more = 0
        var toldAt: Instant
    }

    /// Time between two lines of one kind, s.
    static let intervalSeconds = 10.0
    private static let maximumKinds = 1000
    private var kinds: [String: Kind] = [:]

    /// Notes an event; its text when it is to be told now.
    mutating func note(kind: String, severity: EventSeverity, text: String, at now: Instant) -> String? {
        guard var known = kinds[kind] else {
            guard kinds.count < Self.maximumKinds else { return nil }
            kinds[kind] = Kind(text: text, severity: severity, toldAt: now)
            return text
        }
        known.text = text
        known.more += 1
        kinds[kind] = known
        return nil
    }

    /// The lines due by now, for events that came since their kind was last told.
    mutating func due(at now: Instant) -> [(severity: EventSeverity, text: String)] {
        var lines: [(severity: EventSeverity, text: String)] = []
        for (name, kind) in kinds.sorted(by: { $0.key < $1.key }) {
            let elapsed = now.secondsSince(kind.toldAt)
            guard elapsed >= Self.intervalSeconds || elapsed < 0 else { continue }
            guard kind.more > 0 else {
                kinds[name] = nil
                continue
            }
            let count = kind.more == 1 ? "1 more" : "\(kind.more) more"
            lines.append((kind.severity, "\(count) in \(Int(max(elapsed, 0))) s, the last: \(kind.text)"))
            kinds[name]?.more = 0
            kinds[name]?.toldAt = now
        }
        return lines
    }
}
