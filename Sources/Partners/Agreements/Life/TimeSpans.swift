public import Programme

/// Spans of time that do not meet, in order.
public struct TimeSpans: Hashable, Sendable {
    /// The spans, each closed at its start and open at its end.
    public private(set) var spans: [Validity]

    /// No time at all.
    static let never = TimeSpans(spans: [])
    /// All time.
    static let always = TimeSpans(Validity(from: nil, until: nil))

    private init(spans: [Validity]) { self.spans = spans }

    init(_ span: Validity) {
        spans = span.isEmpty ? [] : [span]
    }

    /// Whether an instant lies in one of them.
    public func contains(_ instant: CivilTime) -> Bool { spans.contains { $0.contains(instant) } }

    /// Every instant at which one starts or ends.
    public var boundaries: [CivilTime] { spans.flatMap { [$0.from, $0.until].compactMap(\.self) } }

    func intersection(_ other: TimeSpans) -> TimeSpans {
        let pairs = spans.flatMap { first in other.spans.map { first.intersection($0) } }
        return TimeSpans(spans: pairs.filter { !$0.isEmpty })
    }

    func subtracting(_ other: TimeSpans) -> TimeSpans {
        other.spans.reduce(self) { rest, hole in
            var outside: [Validity] = []
            if let from = hole.from { outside.append(Validity(from: nil, until: from)) }
            if let until = hole.until { outside.append(Validity(from: until, until: nil)) }
            return rest.intersection(TimeSpans(spans: outside))
        }
    }

    func union(_ other: TimeSpans) -> TimeSpans {
        let ordered = (spans + other.spans).sorted { ($0.from ?? .distantPast) < ($1.from ?? .distantPast) }
        var joined: [Validity] = []
        for span in ordered {
            guard let last = joined.last, last.until.map({ end in span.from.map { $0 <= end } ?? true }) ?? true else {
                joined.append(span)
                continue
            }
            let until = last.until.flatMap { end in span.until.map { max(end, $0) } }
            joined[joined.count - 1] = Validity(from: last.from, until: until)
        }
        return TimeSpans(spans: joined)
    }
}

extension CivilTime {
    /// The same time of day some days later, by the calendar; `nil` beyond the year 9999.
    func after(days: Int) -> CivilTime? {
        let limit = 4_000_000
        guard (0...limit).contains(days) else { return nil }
        let date = Self.date(ofDay: dayNumber + days)
        let second = min(secondOfDay, 86_399)
        return CivilTime(
            year: date.year, month: date.month, day: date.day, hour: second / 3600, minute: second / 60 % 60,
            second: second % 60)
    }

    /// Seconds from this to another time, leap seconds not counted; below zero when the other is earlier.
    public func seconds(until other: CivilTime) -> Int {
        (other.dayNumber - dayNumber) * 86_400 + other.secondOfDay - secondOfDay
    }

    /// Days since 1 March of the year 0, in years that begin in March and so end with the leap day.
    private var dayNumber: Int {
        let shifted = month < 3 ? year - 1 : year
        let dayOfYear = (153 * (month + (month < 3 ? 9 : -3)) + 2) / 5 + day - 1
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear
    }

    private static func date(ofDay number: Int) -> (year: Int, month: Int, day: Int) {
        let era = number / 146_097
        let dayOfEra = number % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = era * 400 + yearOfEra + (month < 3 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}
