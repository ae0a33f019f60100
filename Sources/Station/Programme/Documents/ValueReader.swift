/// How to read one kind of value: what is expected, said in words, and the reading itself.
///
/// A reader reports what is wrong to the node's log and returns `nil`.
public struct ValueReader<Value> {
    /// What the value must be, in words that complete `expected …`.
    public let expected: String
    /// Reads a node, or reports and returns `nil`.
    public let read: (DocumentNode) -> Value?

    /// A reader from its two parts.
    public init(expected: String, read: @escaping (DocumentNode) -> Value?) {
        self.expected = expected
        self.read = read
    }

    /// A reader that takes the text of a scalar, and expects `expected` where `parse` returns `nil`.
    public static func parsed(_ expected: String, _ parse: @escaping (String) -> Value?) -> ValueReader {
        ValueReader(expected: expected) { node in
            if let text = node.scalarText, !node.isNull, let value = parse(text) { return value }
            node.report(expected: expected)
            return nil
        }
    }

    /// The same reading, its result turned into another value.
    public func map<Other>(_ transform: @escaping (Value) -> Other) -> ValueReader<Other> {
        ValueReader<Other>(expected: expected) { read($0).map(transform) }
    }

    /// A list of such values; faulty items are reported and left out.
    public var list: ValueReader<[Value]> {
        let item = self
        return ValueReader<[Value]>(expected: "a list, each item \(expected)") { node in
            guard let items = node.items else {
                node.report(expected: "a list, each item \(item.expected)")
                return nil
            }
            return items.compactMap(item.read)
        }
    }

    /// A mapping whose fields `body` reads; keys it does not ask for are reported.
    public static func mapping(_ what: String, _ body: @escaping (MappingReader) -> Value?) -> ValueReader {
        ValueReader(expected: what) { node in
            guard let fields = MappingReader(node, expected: what) else { return nil }
            let value = body(fields)
            fields.finish()
            return value
        }
    }
}

extension ValueReader where Value == String {
    /// Text of one character or more; a bare number or truth value must be in quotes to count as text.
    public static var text: ValueReader {
        ValueReader(expected: "text") { node in
            guard let text = node.scalarText, !node.isNull, !text.isEmpty else {
                node.report(expected: "text")
                return nil
            }
            if node.number != nil || node.boolean != nil {
                node.report(expected: "text (in quotes if it looks like a number)")
                return nil
            }
            return text
        }
    }
}

extension ValueReader where Value == Bool {
    /// `true` or `false`.
    public static var boolean: ValueReader {
        ValueReader(expected: "`true` or `false`") { node in
            if node.boolean == nil { node.report(expected: "`true` or `false`") }
            return node.boolean
        }
    }
}

extension ValueReader where Value == Double {
    /// A number in a closed range.
    public static func number(in range: ClosedRange<Double>) -> ValueReader {
        let expected = "a number from \(Figures.text(range.lowerBound)) to \(Figures.text(range.upperBound))"
        return ValueReader(expected: expected) { node in
            guard let number = node.number, range.contains(number) else {
                node.report(expected: expected)
                return nil
            }
            return number
        }
    }
}

extension ValueReader where Value == Int {
    /// A whole number in a closed range.
    public static func integer(in range: ClosedRange<Int>) -> ValueReader {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return ValueReader(expected: expected) { node in
            guard let plain = node.plainText, let number = Int(plain), range.contains(number) else {
                node.report(expected: expected)
                return nil
            }
            return number
        }
    }
}

extension ValueReader where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of an enumeration's words.
    public static var choice: ValueReader {
        let words = Value.allCases.map(\.rawValue)
        let expected = "one of " + words.map { "`\($0)`" }.joined(separator: ", ")
        return ValueReader(expected: expected) { node in
            if let text = node.scalarText, let value = Value(rawValue: text) { return value }
            node.report(
                expected: expected, suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: words) })
            return nil
        }
    }
}

/// Numbers in messages.
enum Figures {
    /// Without a decimal point where none is needed.
    static func text(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? String(value)
    }
}
