import NIOCore

/// Writes JSON straight into a buffer, for the live messages, of which there are many (RFC 8259).
struct JSONText {
    private(set) var buffer = ByteBuffer()

    /// An empty text with room for `capacity` octets.
    init(capacity: Int = 1024) {
        buffer.reserveCapacity(capacity)
    }

    /// Adds text that is JSON already.
    mutating func raw(_ text: StaticString) {
        buffer.writeStaticString(text)
    }

    /// Adds an integer.
    mutating func integer(_ value: some BinaryInteger) {
        buffer.writeString(String(value))
    }

    /// Adds a number; JSON has none for infinities and not-a-number, which become null.
    mutating func number(_ value: Double) {
        buffer.writeString(value.isFinite ? "\(value)" : "null")
    }

    /// Adds a string; everything that could end a string or a script is escaped.
    mutating func string(_ text: String) {
        buffer.writeInteger(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): buffer.writeStaticString("\\\"")
            case UInt8(ascii: "\\"): buffer.writeStaticString("\\\\")
            case 0..<0x20, UInt8(ascii: "<"), 0x7F: escape(byte)
            default: buffer.writeInteger(byte)
            }
        }
        buffer.writeInteger(UInt8(ascii: "\""))
    }

    /// Adds what was encoded elsewhere.
    mutating func json(_ bytes: some Collection<UInt8>) {
        buffer.writeBytes(bytes)
    }

    private mutating func escape(_ byte: UInt8) {
        let hexadecimal = String(byte, radix: 16)
        buffer.writeString("\\u" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal)
    }
}
