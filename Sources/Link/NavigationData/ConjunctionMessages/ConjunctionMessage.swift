public import Timekeeping

/// A conjunction data message, CDM (CCSDS 508.0-B-1, and the keywords of its draft second issue).
///
/// Every keyword, comment and unit is kept in its order and its own letters, so that what is written again is what was
/// read; beside them stand the values that an encounter is computed from.
public struct ConjunctionMessage: Hashable, Sendable {
    /// A keyword with its value.
    public struct Field: Hashable, Sendable {
        /// Such as `MISS_DISTANCE`.
        public let keyword: String
        /// As it was written, without blanks at its ends; empty where it was left out.
        public let value: String
        /// As it was written, such as `m**2/s`; nil where none was.
        public let unit: String?

        /// Makes a field; every run of line ends and blanks around them becomes one blank.
        public init(_ keyword: String, _ value: String, unit: String? = nil) {
            (self.keyword, self.value) = (keyword, joinedToOneLine(value))
            self.unit = unit.flatMap { $0.isEmpty ? nil : $0 }
        }
    }

    /// A line of a message.
    public enum Item: Hashable, Sendable {
        /// Free text.
        case comment(String)
        /// A keyword with its value.
        case field(Field)
    }

    /// One of the two objects.
    public struct Object: Hashable, Sendable {
        /// Everything said of the object, in order.
        public let items: [Item]
        /// Designator in the catalogue.
        public let designator: String
        /// Common name.
        public let name: String
        /// Such as `1998-067A`.
        public let internationalDesignator: String
        /// `GCRF`, `EME2000` or `ITRF`; other names are kept as they are.
        public let referenceFrame: String
        /// Position at closest approach in `referenceFrame`, metres.
        public let positionM: SIMD3<Double>
        /// Velocity at closest approach in `referenceFrame`, metres a second.
        public let velocityMS: SIMD3<Double>
        /// Six rows of six, in the order R, T, N, Ṙ, Ṫ, Ṅ in the object's own axes, m and m/s; nil where a message
        /// of the second issue gives another form only.
        public let covarianceRTN: [Double]?
    }

    /// Version of the message's form, such as `1.0`.
    public let version: String
    /// Header: who wrote the message, when, for whom.
    public let header: [Item]
    /// What is said of both objects together.
    public let relative: [Item]
    /// The first object, OBJECT1.
    public let primary: Object
    /// The second object, OBJECT2.
    public let secondary: Object
    /// When the message was written.
    public let creationDate: Instant
    /// Who wrote it.
    public let originator: String
    /// Its identifier, unique to the originator.
    public let messageID: String
    /// Time of closest approach, TCA.
    public let timeOfClosestApproach: Instant
    /// Distance at closest approach, metres.
    public let missDistanceM: Double

    /// Makes a message out of its lines in order, without the line of the version.
    ///
    /// Throws the first `NavigationDataError` that reading the message would tell.
    public init(version: String, items: [Item]) throws(NavigationDataError) {
        var assembler = ConjunctionAssembler(version: version, line: 0)
        for item in items { assembler.add(item, line: 0) }
        guard let message = assembler.message() else {
            throw assembler.problems.first?.error ?? .missingKeyword("TCA")
        }
        self = message
    }

    init?(version: String, sections: [[Item]]) {
        guard sections.count == 4, let primary = Object(sections[2]), let secondary = Object(sections[3]),
            let creation = try? Instant(utc: sections[0]["CREATION_DATE"] ?? ""),
            let closest = try? Instant(utc: sections[1]["TCA"] ?? ""),
            let miss = finiteDecimal(sections[1]["MISS_DISTANCE"])
        else { return nil }
        (self.version, header, relative) = (version, sections[0], sections[1])
        (self.primary, self.secondary) = (primary, secondary)
        (creationDate, timeOfClosestApproach, missDistanceM) = (creation, closest, miss)
        (originator, messageID) = (header["ORIGINATOR"] ?? "", header["MESSAGE_ID"] ?? "")
    }

    /// All lines in order, without the line of the version.
    public var items: [Item] { header + relative + primary.items + secondary.items }
}

extension ConjunctionMessage.Object {
    fileprivate init?(_ items: [ConjunctionMessage.Item]) {
        let position = ["X", "Y", "Z"].compactMap { finiteDecimal(items[$0]) }
        let velocity = ["X_DOT", "Y_DOT", "Z_DOT"].compactMap { finiteDecimal(items[$0]) }
        guard position.count == 3, velocity.count == 3 else { return nil }
        self.items = items
        designator = items["OBJECT_DESIGNATOR"] ?? ""
        name = items["OBJECT_NAME"] ?? ""
        internationalDesignator = items["INTERNATIONAL_DESIGNATOR"] ?? ""
        referenceFrame = items["REF_FRAME"] ?? ""
        positionM = SIMD3(position[0], position[1], position[2]) * 1000
        velocityMS = SIMD3(velocity[0], velocity[1], velocity[2]) * 1000
        covarianceRTN = Self.covariance(items)
    }

    private static func covariance(_ items: [ConjunctionMessage.Item]) -> [Double]? {
        let axes = ["R", "T", "N", "RDOT", "TDOT", "NDOT"]
        var elements = [Double](repeating: 0, count: 36)
        for row in 0..<6 {
            for column in 0...row {
                guard let value = finiteDecimal(items["C\(axes[row])_\(axes[column])"]) else { return nil }
                elements[row * 6 + column] = value
                elements[column * 6 + row] = value
            }
        }
        return elements
    }
}

extension Array where Element == ConjunctionMessage.Item {
    /// The value of the first field with a keyword; nil where there is none or it is empty.
    public subscript(keyword: String) -> String? {
        for case .field(let field) in self where field.keyword == keyword && !field.value.isEmpty {
            return field.value
        }
        return nil
    }

    var comments: [String] {
        compactMap { item in
            guard case .comment(let text) = item else { return nil }
            return text
        }
    }
}

extension ConjunctionMessage {
    /// A radius and the words of the message that give it.
    public typealias HardBodyRadius = (valueM: Double, source: String)

    /// Sum of both objects' radii where the message tells it: a comment `HBR = …` before the first object, or both
    /// objects' `HBR` (second issue), or both objects' comments `Operator Hard Body Radius = …`. Metres.
    ///
    /// The first issue has no keyword for it; the comments are those of NASA CARA and of Space-Track.
    public var hardBodyRadius: HardBodyRadius? {
        let leading = primary.items.prefix { item in
            if case .comment = item { true } else { false }
        }
        for comment in (header + relative + leading).comments {
            if let value = radius(comment, named: "HBR") { return (value, "COMMENT HBR") }
        }
        let given = [primary, secondary].compactMap { finiteDecimal($0.items["HBR"]) }
        if given.count == 2 { return (given[0] + given[1], "HBR of both objects") }
        let name = "OPERATOR HARD BODY RADIUS"
        let told = [primary, secondary].compactMap { object in
            object.items.comments.lazy.compactMap { radius($0, named: name) }.first
        }
        return told.count == 2 ? (told[0] + told[1], "COMMENT Operator Hard Body Radius of both objects") : nil
    }

    /// The probability of collision that the message itself tells, 0 to 1.
    public var collisionProbability: Double? { finiteDecimal(relative["COLLISION_PROBABILITY"]) }
}

/// The metres of a comment such as `HBR = 10 [m]`.
private func radius(_ comment: String, named name: String) -> Double? {
    let parts = comment.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, joinedToOneLine(String(parts[0])).uppercased() == name else { return nil }
    let words = parts[1].split { $0 == " " || $0 == "\t" || $0 == "[" || $0 == "]" }
    guard let first = words.first, let value = finiteDecimal(String(first)), value > 0 else { return nil }
    return words.count == 1 || words[1] == "m" ? value : nil
}

/// A finite decimal number; nil for anything else.
func finiteDecimal(_ text: String?) -> Double? {
    guard let text, text.utf8.allSatisfy({ (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }),
        let value = Double(text), value.isFinite
    else { return nil }
    return value
}

/// The text without blanks at its ends and with every run of blanks around a line end as one blank.
func joinedToOneLine(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).map {
        String(decoding: trimmed(Array($0.utf8)[...]), as: UTF8.self)
    }
    return lines.filter { !$0.isEmpty }.joined(separator: " ")
}
