import ArgumentParser
import Foundation
import Timekeeping

/// Which table of Earth orientation a command uses.
struct EarthOrientationOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Earth orientation: an IERS finals2000A or EOP C04 file, or `none`; the bundled table when not given.",
            valueName: "file"))
    var earthOrientation: String?

    /// The table; that it does not reach the whole span is told.
    func read(over span: TimeSpanOptions) throws -> EarthOrientation {
        let table = try read()
        tell(of: table, from: span.from, to: span.to)
        return table
    }

    /// The table.
    func read() throws -> EarthOrientation {
        guard let path = earthOrientation else { return .bundled }
        guard path != "none" else { return .none }
        let text = try readText(path)
        do throws(TimeError) {
            return Self.isC04(text) ? try EarthOrientation(eopC04: text) : try EarthOrientation(finals2000A: text)
        } catch {
            throw Failure("`\(path)`: \(error)")
        }
    }

    private func tell(of table: EarthOrientation, from start: Instant, to end: Instant) {
        guard let days = table.days, [start, end].contains(where: { table.value(at: $0).coverage == .outside }) else {
            return
        }
        StandardError.write(
            "note: Earth orientation is known from \(date(days.lowerBound)) to \(date(days.upperBound)); beyond that its "
                + "nearest value is held (--earth-orientation FILE takes another table)")
    }

    private func date(_ modifiedJulianDay: Int) -> String {
        let date = CalendarDate(modifiedJulianDay: modifiedJulianDay)
        return String(format: "%04d-%02d-%02d", date.year, date.month, date.day)
    }

    /// C04 has comments or words on top, or begins its lines with a year, a month and a day apart.
    private static func isC04(_ text: String) -> Bool {
        let lines = text.split(maxSplits: 40, whereSeparator: \.isNewline).prefix(40)
        guard let line = lines.first(where: { !$0.allSatisfy(\.isWhitespace) }) else { return false }
        let fields = line.split(whereSeparator: \.isWhitespace)
        guard let first = fields.first, first.allSatisfy({ $0.isNumber || $0 == "." }) else { return true }
        return first.count == 4 && fields.count > 3 && fields[1...2].allSatisfy { Int($0) != nil }
    }
}
