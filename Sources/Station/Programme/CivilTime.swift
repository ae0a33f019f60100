/// A UTC calendar date and time of day, as laws and agreements name one: to the second, without a count of leap seconds.
///
/// Order is the calendar's. Range: years 1000 to 9999.
public struct CivilTime: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Year of the Gregorian calendar, 1000…9999.
    public let year: Int
    /// Month, 1…12.
    public let month: Int
    /// Day of the month, from 1.
    public let day: Int
    /// Seconds after midnight, 0…86400; the last is a leap second's.
    public let secondOfDay: Int

    /// The first that can be named.
    public static let distantPast = CivilTime(firstOf: 1000)

    private init(firstOf year: Int) {
        (self.year, month, day, secondOfDay) = (year, 1, 1, 0)
    }

    /// A date and time; `nil` when the calendar has none such.
    public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        guard (1000...9999).contains(year), (1...12).contains(month),
            (1...Self.days(inMonth: month, of: year)).contains(day), (0...23).contains(hour),
            (0...59).contains(minute), (0...59).contains(second) || (hour, minute, second) == (23, 59, 60)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        secondOfDay = hour * 3600 + minute * 60 + second
    }

    /// Reads `2001-03-27`, which means its first instant, or `2001-03-27T06:40:00Z`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let date = Self.numbers(parts.first ?? "", separator: "-", digits: [4, 2, 2]) else { return nil }
        guard parts.count == 2 else {
            self.init(year: date[0], month: date[1], day: date[2])
            return
        }
        guard parts[1].hasSuffix("Z"), let time = Self.numbers(parts[1].dropLast(), separator: ":", digits: [2, 2, 2])
        else { return nil }
        self.init(year: date[0], month: date[1], day: date[2], hour: time[0], minute: time[1], second: time[2])
    }

    /// ISO 8601, `2001-03-27T00:00:00Z`.
    public var description: String {
        let isLeapSecond = secondOfDay == 86_400
        let hour = isLeapSecond ? 23 : secondOfDay / 3600
        let minute = isLeapSecond ? 59 : secondOfDay / 60 % 60
        let second = isLeapSecond ? 60 : secondOfDay % 60
        let date = [year, month, day].map(Self.padded).joined(separator: "-")
        return date + "T" + [hour, minute, second].map(Self.padded).joined(separator: ":") + "Z"
    }

    public static func < (first: CivilTime, second: CivilTime) -> Bool {
        (first.year, first.month, first.day, first.secondOfDay)
            < (second.year, second.month, second.day, second.secondOfDay)
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func numbers(_ text: Substring, separator: Character, digits: [Int]) -> [Int]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == digits,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        return parts.compactMap { Int($0) }
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
