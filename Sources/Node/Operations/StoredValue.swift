public import MissionDatabase

/// A value as text that reads back as the same value: its kind's letter, a colon, the value.
public enum StoredValue {
    /// The text of a value.
    public static func text(_ value: Value) -> String {
        switch value {
        case .unsigned(let number): "u:\(number)"
        case .signed(let number): "i:\(number)"
        case .float(let number): "f:\(number)"
        case .boolean(let truth): "b:\(truth)"
        case .string(let text): "s:\(text)"
        case .binary(let bytes): "x:" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    /// The value of a text; nil where the text is none of ``text(_:)``'s.
    public static func value(_ text: String) -> Value? {
        let body = String(text.dropFirst(2))
        return switch text.prefix(2) {
        case "u:": UInt64(body).map(Value.unsigned)
        case "i:": Int64(body).map(Value.signed)
        case "f:": Double(body).map(Value.float)
        case "b:": Bool(body).map(Value.boolean)
        case "s:": .string(body)
        case "x:": bytes(body).map(Value.binary)
        default: nil
        }
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8]? {
        let digits = Array(hexadecimal.utf8)
        guard digits.count % 2 == 0, hexadecimal.allSatisfy(\.isHexDigit) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
