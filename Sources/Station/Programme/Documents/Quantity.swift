/// A unit of measure that may stand in these files.
public struct UnitOfMeasure: Hashable, Sendable {
    /// What is measured, `mass`.
    public let dimension: String
    /// The unit's symbol, `kg`.
    public let symbol: String
    /// How a key ends that carries the unit, `Kg` in `massKg`.
    public let keySuffix: String
    let factor: Double

    private init(_ dimension: String, _ symbol: String, _ keySuffix: String, _ factor: Double) {
        self.dimension = dimension
        self.symbol = symbol
        self.keySuffix = keySuffix
        self.factor = factor
    }

    /// Mass in kilograms.
    public static let kilogram = UnitOfMeasure("mass", "kg", "Kg", 1)
    /// Length in metres.
    public static let metre = UnitOfMeasure("length", "m", "M", 1)
    /// Length in kilometres.
    public static let kilometre = UnitOfMeasure("length", "km", "Km", 1_000)
    /// Angle in degrees.
    public static let degree = UnitOfMeasure("angle", "deg", "Deg", 1)
    /// Time in days of 86,400 s.
    public static let day = UnitOfMeasure("time", "day", "Days", 86_400)
    /// Time in months of 30.4375 days, for planning figures.
    public static let month = UnitOfMeasure("time", "month", "Months", 30.4375 * 86_400)
    /// Data rate in kilobits (1,000 bits) per second.
    public static let kilobitPerSecond = UnitOfMeasure("data rate", "kbit/s", "KbitS", 1_000)
    /// Frequency in megahertz.
    public static let megahertz = UnitOfMeasure("frequency", "MHz", "MHz", 1e6)
    /// Money in United States dollars.
    public static let dollar = UnitOfMeasure("money", "USD", "Usd", 1)
    /// A share in percent.
    public static let percent = UnitOfMeasure("share", "percent", "Percent", 1)

    /// Every unit that `{value, unit}` may name.
    static let all: [UnitOfMeasure] = [
        kilogram, UnitOfMeasure("mass", "g", "G", 0.001), UnitOfMeasure("mass", "t", "T", 1_000),
        metre, kilometre,
        degree, UnitOfMeasure("angle", "rad", "Rad", 180 / Double.pi),
        UnitOfMeasure("time", "s", "Seconds", 1), UnitOfMeasure("time", "min", "Minutes", 60),
        UnitOfMeasure("time", "hour", "Hours", 3_600), day, UnitOfMeasure("time", "week", "Weeks", 7 * 86_400), month,
        UnitOfMeasure("time", "year", "Years", 365.25 * 86_400),
        UnitOfMeasure("data rate", "bit/s", "BitS", 1), kilobitPerSecond,
        UnitOfMeasure("data rate", "Mbit/s", "MbitS", 1e6),
        UnitOfMeasure("frequency", "Hz", "Hz", 1), UnitOfMeasure("frequency", "kHz", "KHz", 1_000), megahertz,
        UnitOfMeasure("frequency", "GHz", "GHz", 1e9),
        dollar, percent,
    ]

    static func named(_ symbol: String) -> UnitOfMeasure? { all.first { $0.symbol == symbol } }

    var siblings: [UnitOfMeasure] { Self.all.filter { $0.dimension == dimension } }
}

extension MappingReader {
    /// A measured value under `name`, in `unit`: `massKg: 19323`, or `mass: {value: 19.323, unit: t}`.
    ///
    /// Reports a value without a unit, a unit of another dimension, and a key that ends in another unit.
    public func quantity(
        _ name: String, _ unit: UnitOfMeasure, in range: ClosedRange<Double>, required: Bool = false
    ) -> Double? {
        let key = name + unit.keySuffix
        know(key)
        know(name)
        if let bare = peek(key) { return bare.isNull ? nil : number(bare, key: key, unit: unit, range: range) }
        if let pair = peek(name) { return pair.isNull ? nil : converted(pair, key: key, unit: unit, range: range) }
        let expected = "`\(key)` (\(unit.symbol)), or `\(name)` as `{value, unit}`"
        if let wrong = misnamed(name, among: keyNames) {
            consume(wrong)
            keyNode(wrong).report(found: "key `\(wrong)`", expected: expected, suggestion: key)
        } else if required {
            node.report(found: "no `\(key)`", expected: expected)
        }
        return nil
    }

    private func misnamed(_ name: String, among keys: [String]) -> String? {
        keys.first { key in
            key.hasPrefix(name) && UnitOfMeasure.all.contains { key.dropFirst(name.count) == $0.keySuffix }
                || key.hasPrefix(name) && ["Lb", "Lbs", "Mi", "Ft", "Eur"].contains(String(key.dropFirst(name.count)))
        }
    }

    private func number(
        _ node: DocumentNode, key: String, unit: UnitOfMeasure, range: ClosedRange<Double>
    ) -> Double? {
        guard let value = node.number else {
            node.report(expected: "a number of \(unit.symbol) alone, the key `\(key)` names the unit")
            return nil
        }
        return checked(value, node, unit: unit, range: range)
    }

    private func converted(
        _ node: DocumentNode, key: String, unit: UnitOfMeasure, range: ClosedRange<Double>
    ) -> Double? {
        if node.number != nil {
            node.report(found: "\(node.description) without a unit", expected: "`{value, unit}`, or the key `\(key)`")
            return nil
        }
        guard let fields = MappingReader(node, expected: "`{value, unit}`") else { return nil }
        let value = fields.required("value", .number(in: -1e300...1e300))
        let given = fields.required("unit", Self.unit(like: unit))
        fields.finish()
        guard let value, let given else { return nil }
        return checked(given == unit ? value : value * given.factor / unit.factor, node, unit: unit, range: range)
    }

    private func checked(
        _ value: Double, _ node: DocumentNode, unit: UnitOfMeasure, range: ClosedRange<Double>
    ) -> Double? {
        guard range.contains(value) else {
            node.report(
                found: "`\(Figures.text(value))` \(unit.symbol)",
                expected: "\(Figures.text(range.lowerBound)) to \(Figures.text(range.upperBound)) \(unit.symbol)")
            return nil
        }
        return value
    }

    private static func unit(like unit: UnitOfMeasure) -> ValueReader<UnitOfMeasure> {
        let symbols = unit.siblings.map(\.symbol)
        let expected = "a unit of \(unit.dimension): " + symbols.map { "`\($0)`" }.joined(separator: ", ")
        return ValueReader(expected: expected) { node in
            let found = node.scalarText.flatMap(UnitOfMeasure.named)
            if let found, found.dimension == unit.dimension { return found }
            node.report(
                found: found.map { "`\($0.symbol)`, a unit of \($0.dimension)" }, expected: expected,
                suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: symbols) })
            return nil
        }
    }
}
