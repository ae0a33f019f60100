/// What an amount counts.
public enum AmountUnit: String, CaseIterable, Sendable, Codable {
    /// Parts of a hundred of a pool.
    case percent
    /// Minutes of an antenna.
    case minute
    /// Hours of crew time.
    case hour
    /// Kilograms up or down.
    case kilogram
    /// Energy, kilowatt-hours.
    case kilowattHour
    /// Data, gigabytes (1e9 bytes).
    case gigabyte
    /// Seats on a crew vehicle.
    case seat
    /// Value in United States dollars of a stated year, as the parties agreed it.
    case dollar
}

/// A count with its unit, exact to a millionth: sums of amounts do not drift, and two nodes get the same balance.
///
/// Range: 9.2e12 either way.
public struct Amount: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Millionths of the unit.
    public let millionths: Int64
    /// What is counted.
    public let unit: AmountUnit

    /// An amount from millionths.
    public init(millionths: Int64, _ unit: AmountUnit) {
        self.millionths = millionths
        self.unit = unit
    }

    /// None of the unit.
    public static func zero(_ unit: AmountUnit) -> Amount { Amount(millionths: 0, unit) }

    /// Reads `46.7`: digits with at most six decimals and a sign; `nil` for anything else, or out of range.
    public init?(_ text: String, _ unit: AmountUnit) {
        let isNegative = text.hasPrefix("-")
        let parts = (isNegative ? text.dropFirst() : text[...]).split(
            separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, parts.allSatisfy({ $0.utf8.allSatisfy(Self.isDigit) }) else {
            return nil
        }
        let decimals = parts.count > 1 ? parts[1] : ""
        guard decimals.utf8.count <= 6, parts.count == 1 || !decimals.isEmpty else { return nil }
        let padded = decimals + String(repeating: "0", count: 6 - decimals.utf8.count)
        guard let count = Int64(whole + padded) else { return nil }
        self.init(millionths: isNegative ? -count : count, unit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The sum; `nil` when the units differ or the range ends.
    public func adding(_ other: Amount) -> Amount? {
        let (sum, overflow) = millionths.addingReportingOverflow(other.millionths)
        return unit == other.unit && !overflow ? Amount(millionths: sum, unit) : nil
    }

    /// The difference; `nil` when the units differ or the range ends.
    public func subtracting(_ other: Amount) -> Amount? {
        let (rest, overflow) = millionths.subtractingReportingOverflow(other.millionths)
        return unit == other.unit && !overflow ? Amount(millionths: rest, unit) : nil
    }

    /// Its size as a binary number, for showing and for percentages.
    public var value: Double { Double(millionths) / 1e6 }

    /// `46.7 percent`.
    public var description: String { "\(decimalText) \(unit.rawValue)" }

    /// `46.7`, exact.
    public var decimalText: String {
        let magnitude = millionths.magnitude
        let decimals = String(magnitude % 1_000_000)
        let padded = String(repeating: "0", count: 6 - decimals.utf8.count) + decimals
        let trimmed = padded.reversed().drop { $0 == "0" }.reversed()
        let sign = millionths < 0 ? "-" : ""
        return sign + String(magnitude / 1_000_000) + (trimmed.isEmpty ? "" : "." + String(trimmed))
    }
}
