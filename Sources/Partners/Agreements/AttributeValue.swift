/// A value of a request's attribute.
public enum AttributeValue: Hashable, Sendable {
    /// Text: a name, a label, a date as `2027-06-01`.
    case text(String)
    /// A number, in the attribute's own unit.
    case number(Double)
    /// True or false.
    case truth(Bool)
    /// Said to be nothing.
    case null
    /// Several texts, numbers or truth values.
    case list([AttributeValue])
}

extension AttributeValue: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral
{
    /// Text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// A number.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .truth(value) }
    /// Nothing.
    public init(nilLiteral: ()) { self = .null }
    /// A list.
    public init(arrayLiteral elements: AttributeValue...) { self = .list(elements) }
}

extension AttributeValue: CustomStringConvertible {
    /// As people write it: `NASA`, `2.3`, `[US, EU]`.
    public var description: String {
        switch self {
        case .text(let text): text
        case .number(let number): Self.figure(number)
        case .truth(let truth): truth ? "true" : "false"
        case .null: "null"
        case .list(let members): "[" + members.map(\.description).joined(separator: ", ") + "]"
        }
    }

    /// A number rounded to six decimals, without a decimal point where none is needed.
    static func figure(_ number: Double) -> String {
        let rounded = (number * 1e6).rounded() / 1e6
        let value = rounded.isFinite ? rounded : number
        return Int(exactly: value).map(String.init) ?? String(value)
    }
}

/// The attributes of a subject, a resource or a context, each name once, in alphabetical order.
public struct Attributes: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// One attribute.
    public struct Item: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Its value.
        public let value: AttributeValue
    }

    /// Most attributes in one group.
    public static let maximumCount = 64
    /// Longest name or text, in bytes of UTF-8.
    public static let maximumTextBytes = 1024
    /// Most members of one list.
    public static let maximumMembers = 256

    /// The attributes, by name.
    public let items: [Item]

    /// Attributes from names and values.
    public init(_ values: [String: AttributeValue] = [:]) {
        items = values.map { Item(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
    }

    /// Attributes written in source code; of a name given twice the last value counts.
    public init(dictionaryLiteral elements: (String, AttributeValue)...) {
        self.init(Dictionary(elements, uniquingKeysWith: { $1 }))
    }

    /// The value of a name; `nil` when absent.
    public subscript(name: String) -> AttributeValue? {
        items.first { $0.name == name }?.value
    }

    /// What is too much in them, in words; `nil` when all is within bounds.
    var excess: String? {
        if items.count > Self.maximumCount {
            return "\(items.count) attributes: expected at most \(Self.maximumCount)"
        }
        return items.lazy.compactMap { Self.excess(in: $0) }.first
    }

    private static func excess(in item: Item) -> String? {
        guard item.name.utf8.count <= maximumTextBytes else { return "an attribute's name that is too long" }
        guard case .list(let members) = item.value else { return excess(in: item.value, of: item.name) }
        if members.count > maximumMembers {
            return "\(members.count) members of `\(item.name)`: expected at most \(maximumMembers)"
        }
        return members.lazy.compactMap { excess(in: $0, of: item.name) }.first
    }

    private static func excess(in value: AttributeValue, of name: String) -> String? {
        switch value {
        case .text(let text) where text.utf8.count > maximumTextBytes:
            "\(text.utf8.count) bytes of text in `\(name)`: expected at most \(maximumTextBytes)"
        case .list: "a list within the list `\(name)`: expected texts, numbers or truth values"
        default: nil
        }
    }
}

/// A request told by attributes: who wants to do what to which thing, and what else is known.
///
/// An attribute that no clause mentions has no effect.
public struct OpenRequest: Hashable, Sendable {
    /// Who asks: `agency`, `state`, `org`, `role`, `nationality` …
    public let subject: Attributes
    /// What is to be done.
    public let action: ActionName
    /// With what: `element`, `data`, `label`, `pool`, `pct` …
    public let resource: Attributes
    /// What else is known: `consensus`, `licence`, `date` …
    public let context: Attributes

    /// A request from its parts; refuses more attributes, longer texts and longer lists than `Attributes` allows.
    public init(
        subject: Attributes, action: ActionName, resource: Attributes, context: Attributes = [:]
    ) throws(AgreementsError) {
        for attributes in [subject, resource, context] {
            if let excess = attributes.excess { throw .requestTooLarge(excess) }
        }
        self.subject = subject
        self.action = action
        self.resource = resource
        self.context = context
    }
}
