/// One file as it was read from disk: its name and its text.
///
/// Reading the disk is the caller's work; this module only sees values.
public struct SourceFile: Hashable, Sendable {
    /// Path as the user knows it; it begins every problem's text.
    public let path: String
    /// The text, with bytes that are not UTF-8 replaced by U+FFFD.
    public let text: String
    /// First line (from 1) with bytes that are not UTF-8; `nil` when all are.
    public let firstLineNotUTF8: Int?

    /// A file whose text is already known.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
        firstLineNotUTF8 = nil
    }

    /// A file from its bytes; never fails, what is not UTF-8 is told when the file is loaded.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        if let valid = String(validating: bytes, as: UTF8.self) {
            text = valid
            firstLineNotUTF8 = nil
        } else {
            text = String(decoding: bytes, as: UTF8.self)
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
            firstLineNotUTF8 = (bad ?? 0) + 1
        }
    }

    /// The path's last component, `programme.yaml` of `examples/iss/programme.yaml`.
    public var name: String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
