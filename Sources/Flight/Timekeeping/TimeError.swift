/// Why a time, a leap second table or an Earth orientation table was refused.
public enum TimeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Text that is not a time in a form that is read here.
    case unreadable(text: String, expected: String)
    /// A field outside its range, such as month 13 or second 60 where no leap second was.
    case fieldOutOfRange(text: String, field: String, value: Int, expected: String)
    /// A year that `Instant` cannot hold.
    case yearOutOfRange(text: String, year: Int)
    /// A line of a leap second or Earth orientation table that cannot be read.
    case badTableLine(table: String, line: Int, expected: String)
    /// A table without a usable line.
    case emptyTable(table: String)

    public var description: String {
        switch self {
        case .unreadable(let text, let expected): "cannot read the time `\(text)`: expected \(expected)"
        case .fieldOutOfRange(let text, let field, let value, let expected):
            "the \(field) `\(value)` of the time `\(text)` is out of range: expected \(expected)"
        case .yearOutOfRange(let text, let year):
            "the year `\(year)` of the time `\(text)` is out of range: expected 1709 to 2291"
        case .badTableLine(let table, let line, let expected): "\(table), line \(line): expected \(expected)"
        case .emptyTable(let table): "\(table) has no usable line: expected at least one"
        }
    }
}
