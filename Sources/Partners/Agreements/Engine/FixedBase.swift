import Programme

/// Numbers of the attributes that the engine itself reads or writes, known before any document is.
enum FixedBase {
    /// They stand in this order; `subject.partner` first.
    static let paths: [AttributePath] =
        AttributePath.partnerNames.map { AttributePath(.subject, $0) }
        + [
            AttributePath(.subject, "role"), AttributePath(.resource, "kind"), AttributePath(.resource, "element"),
            AttributePath(.resource, "subsystem"), AttributePath(.resource, "name"),
            AttributePath(.resource, "station"), AttributePath(.resource, "owner"),
            AttributePath(.context, "withdrawn"), AttributePath(.context, "programme"),
        ] + involved

    /// Attributes that name others whose nodes have a say.
    private static let involved: [AttributePath] = [AttributeScope.resource, .context].flatMap { scope in
        ["to", "user", "with"].map { AttributePath(scope, $0) }
    }

    static let partner: Int32 = 0
    /// The attributes that may name the subject's partner, in the order in which they are tried.
    static let partnerNames: Range<Int32> = 0..<6
    static let role: Int32 = 6
    static let kind: Int32 = 7
    static let element: Int32 = 8
    static let subsystem: Int32 = 9
    static let name: Int32 = 10
    static let station: Int32 = 11
    static let owner: Int32 = 12
    static let withdrawn: Int32 = 13
    static let programme: Int32 = 14
    static let involvedOthers: Range<Int32> = 15..<21
}

/// Dates as whole numbers in the order of the calendar.
enum DateKey {
    static func key(of date: CivilTime) -> Int64 {
        key(date.year, date.month, date.day, date.secondOfDay)
    }

    /// Reads `2027-06-01` or `2027-06-01T12:00:00Z` without taking memory; `nil` for anything else.
    static func key(of text: String) -> Int64? {
        let bytes = text.utf8
        guard bytes.count == 10 || bytes.count == 20 else { return nil }
        var numbers: (Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0)
        for (place, byte) in bytes.enumerated() {
            switch place {
            case 4, 7: guard byte == UInt8(ascii: "-") else { return nil }
            case 10: guard byte == UInt8(ascii: "T") else { return nil }
            case 13, 16: guard byte == UInt8(ascii: ":") else { return nil }
            case 19: guard byte == UInt8(ascii: "Z") else { return nil }
            default:
                guard (0x30...0x39).contains(byte) else { return nil }
                let digit = Int(byte - 0x30)
                switch place {
                case 0...3: numbers.0 = numbers.0 * 10 + digit
                case 5, 6: numbers.1 = numbers.1 * 10 + digit
                case 8, 9: numbers.2 = numbers.2 * 10 + digit
                case 11, 12: numbers.3 = numbers.3 * 10 + digit
                case 14, 15: numbers.4 = numbers.4 * 10 + digit
                default: numbers.5 = numbers.5 * 10 + digit
                }
            }
        }
        let (year, month, day, hour, minute, second) = numbers
        let time = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        return time.map { key(of: $0) }
    }

    /// Days since 1 March of the year 0 of the Gregorian calendar.
    static func days(_ key: Int64) -> Double {
        let second = key % 131_072
        let (day, month, year) = (key / 131_072 % 32, key / 4_194_304 % 16, key / 67_108_864)
        // Years that begin in March end with the leap day.
        let shifted = month < 3 ? year - 1 : year
        let dayOfYear = (153 * (month + (month < 3 ? 9 : -3)) + 2) / 5 + day - 1
        let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear
        return Double(days) + Double(second) / 86_400
    }

    private static func key(_ year: Int, _ month: Int, _ day: Int, _ second: Int) -> Int64 {
        Int64(((year * 16 + month) * 32 + day) * 131_072 + second)
    }
}
