/// Value of a parameter, as sent (raw) or as read (engineering).
public enum Value: Hashable, Sendable, CustomStringConvertible {
    /// Whole number without sign.
    case unsigned(UInt64)
    /// Whole number with sign.
    case signed(Int64)
    /// Number with fraction; raw IEEE 754 values and calibrated ones.
    case float(Double)
    /// Truth value.
    case boolean(Bool)
    /// Text, or the label of an enumeration.
    case string(String)
    /// Bytes as they are.
    case binary([UInt8])

    /// Number that the value is, `nil` for text and bytes; a truth value is 0 or 1.
    public var number: Double? {
        switch self {
        case .unsigned(let value): Double(value)
        case .signed(let value): Double(value)
        case .float(let value): value
        case .boolean(let value): value ? 1 : 0
        case .string, .binary: nil
        }
    }

    /// Whole number that the value is exactly, `nil` when it is none.
    public var integer: Int128? {
        switch self {
        case .unsigned(let value): Int128(value)
        case .signed(let value): Int128(value)
        case .float(let value): Int128(exactly: value)
        case .boolean(let value): value ? 1 : 0
        case .string, .binary: nil
        }
    }

    /// Decimal number, text as it is, or bytes in hexadecimal.
    public var description: String {
        switch self {
        case .unsigned(let value): "\(value)"
        case .signed(let value): "\(value)"
        case .float(let value): "\(value)"
        case .boolean(let value): "\(value)"
        case .string(let value): value
        case .binary(let bytes): hexadecimal(bytes)
        }
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
