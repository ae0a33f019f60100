import Crypto
public import FoundationEssentials

/// A line's digest: SHA-256 (FIPS 180-4) over the digest of the line before and the line's own text.
public struct ChainDigest: Hashable, Sendable, CustomStringConvertible {
    /// The 32 bytes.
    public let bytes: Data

    /// What stands before the first line.
    public static let start = ChainDigest(bytes: Data(repeating: 0, count: 32))

    /// The digest of a line that follows this one.
    public func following(_ payload: Data) -> ChainDigest {
        var hash = SHA256()
        hash.update(data: bytes)
        hash.update(data: payload)
        return ChainDigest(bytes: Data(hash.finalize()))
    }

    /// SHA-256 of bytes that stand alone, such as a document's.
    public init(of content: Data) {
        bytes = Data(SHA256.hash(data: content))
    }

    private init(bytes: Data) { self.bytes = bytes }

    /// Reads 64 hexadecimal digits; `nil` for anything else.
    public init?(hexadecimal text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var bytes = Data(capacity: 32)
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.init(bytes: bytes)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }

    /// 64 hexadecimal digits, lower case.
    public var description: String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

/// A line of a chained file: its digest, a space, its JSON.
public struct ChainLine<Record: Codable & Hashable & Sendable>: Hashable, Sendable {
    /// The digest over the line before and this one's text.
    public let digest: ChainDigest
    /// The JSON.
    public let payload: Data

    /// The line of a record that follows another; records hold text, whole numbers and bytes, which always encode.
    public init(_ record: Record, after previous: ChainDigest) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        payload = (try? encoder.encode(record)) ?? Data()
        digest = previous.following(payload)
    }

    /// Reads a line without its end; `nil` when it is none.
    public init?(_ text: Data) {
        guard text.count > 65, text[text.startIndex + 64] == 0x20,
            let digest = ChainDigest(hexadecimal: String(decoding: text.prefix(64), as: UTF8.self))
        else { return nil }
        self.digest = digest
        payload = Data(text.dropFirst(65))
    }

    /// The line with its end.
    public var text: Data { Data("\(digest) ".utf8) + payload + Data([0x0A]) }

    /// What the JSON says; `nil` when it is no such record.
    public var record: Record? { try? JSONDecoder().decode(Record.self, from: payload) }
}
