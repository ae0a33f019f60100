import ArgumentParser
import Foundation
import Orbits
import Timekeeping

/// Which table of leap seconds a command uses.
struct LeapSecondsOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Leap seconds: an IERS Leap_Second.dat or a leap-seconds.list; the bundled table when not given.",
            valueName: "file"))
    var leapSeconds: String?

    /// UTC by the table; that it does not reach the whole span is told.
    func read(over span: TimeSpanOptions) throws -> TypedTime {
        let time = TypedTime(leapSeconds: try table())
        time.leapSeconds.tell(
            from: time.meant(span.from), to: time.meant(span.to), "--leap-seconds FILE takes another table")
        return time
    }

    private func table() throws -> LeapSecondTable {
        guard let path = leapSeconds else { return .bundled }
        let text = try readText(path)
        do throws(TimeError) {
            return try LeapSecondTable(text: text)
        } catch {
            throw Failure("`\(path)`: \(error)")
        }
    }
}

/// UTC by the leap seconds that a command was given.
struct TypedTime {
    let leapSeconds: LeapSecondTable

    /// The instant of a UTC text that was read by the bundled table, before this one was known.
    func meant(_ instant: Instant) -> Instant {
        guard leapSeconds != .bundled else { return instant }
        // A text within a leap second that this table lacks stays where it was.
        return (try? Instant(utc: instant.iso8601UTC(fractionDigits: 9), leapSeconds: leapSeconds)) ?? instant
    }

    /// Elements whose epoch was read by the bundled table.
    func meant(_ elements: MeanElements) -> MeanElements {
        var meant = elements
        meant.epoch = self.meant(elements.epoch)
        return meant
    }
}

extension LeapSecondTable {
    /// Tells where a span leaves the table, in one line; nothing within it.
    func tell(from start: Instant, to end: Instant, _ remedy: String? = nil) {
        guard let first = entries.first, let last = entries.last else { return }
        let isBefore = coverage(at: start) == .before
        let isExpired = coverage(at: end) == .expired
        guard isBefore || isExpired else { return }
        var line = "note: leap seconds are known from \(date(first.modifiedJulianDay)) to \(expiryDate)"
        if isBefore {
            line +=
                "; before that UTC was steered by fractions of a second, and TAI-UTC is held at "
                + "\(first.taiMinusUTCSeconds) s"
        }
        if isExpired { line += "; after that TAI-UTC is held at \(last.taiMinusUTCSeconds) s" }
        if isExpired, let remedy { line += " (\(remedy))" }
        StandardError.write(line)
    }

    private var expiryDate: String { String(expires.iso8601UTC(leapSeconds: self).prefix(10)) }

    private func date(_ modifiedJulianDay: Int) -> String {
        let date = CalendarDate(modifiedJulianDay: modifiedJulianDay)
        return String(format: "%04d-%02d-%02d", date.year, date.month, date.day)
    }
}
