/// Things declared by name in nested space systems, in the order of the file.
struct Declarations<Thing> {
    /// One declared thing.
    struct Item {
        let name: String
        let system: [String]
        let node: XMLNode
        var thing: Thing

        var qualifiedName: String { "/" + (system + [name]).joined(separator: "/") }
    }

    let noun: String
    private(set) var items: [Item] = []
    private var places: [String: Int] = [:]

    init(noun: String) {
        self.noun = noun
    }

    /// Adds a thing; the one declared before it under the same name, if there is one.
    mutating func declare(_ thing: Thing, name: String, system: [String], node: XMLNode) -> Item? {
        let item = Item(name: name, system: system, node: node, thing: thing)
        if let earlier = places[item.qualifiedName] { return items[earlier] }
        places[item.qualifiedName] = items.count
        items.append(item)
        return nil
    }

    /// Place of what `reference` means within a space system.
    ///
    /// A plain or downward path is looked for there and then in each system around it; `/…` starts at the root and
    /// `../…` one system up. XTCE 1.2 `NameReferenceType`.
    func resolve(_ reference: String, from system: [String]) -> Int? {
        if reference.hasPrefix("/") { return places[reference] }
        let steps = reference.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if steps.contains("..") || steps.contains(".") {
            return Self.walk(steps, from: system).flatMap { places["/" + $0.joined(separator: "/")] }
        }
        var around = system
        while true {
            if let place = places["/" + (around + steps).joined(separator: "/")] { return place }
            if around.popLast() == nil { return nil }
        }
    }

    private static func walk(_ steps: [String], from system: [String]) -> [String]? {
        var path = system
        for step in steps {
            switch step {
            case ".": continue
            case "..": if path.popLast() == nil { return nil }
            default: path.append(step)
            }
        }
        return path
    }
}

/// Parameter whose type is not resolved yet.
struct ParameterDraft {
    let typeReference: String
    let notes: Annotations
}

/// Container whose references are not resolved yet.
struct ContainerDraft {
    let isAbstract: Bool
    let notes: Annotations
    let entries: [EntryDraft]
    let base: BaseDraft?
    let periodSeconds: Double?
}

/// Entry whose reference is not resolved yet.
struct EntryDraft {
    enum Content {
        case parameter(String)
        case container(String)
        case fixed(bytes: [UInt8], sizeBits: Int)
    }

    let content: Content
    let location: ContainerEntry.Location
    let node: XMLNode
}

/// Base of a container, and the conditions under which it is met.
struct BaseDraft {
    let reference: String
    let restriction: CriteriaDraft?
    let node: XMLNode
}

/// Condition whose parameters are not resolved yet.
indirect enum CriteriaDraft {
    case comparison(ComparisonDraft)
    case all([CriteriaDraft])
    case any([CriteriaDraft])
}

/// Comparison whose parameter is not resolved yet.
struct ComparisonDraft {
    let reference: String
    let relation: Comparison.Relation
    let value: String
    let usesCalibratedValue: Bool
    let node: XMLNode
}

/// Descriptions, aliases and further facts of a declared thing.
struct Annotations {
    var label = ""
    var longDescription: String?
    var aliases: [String: String] = [:]
    var ancillary: [String: String] = [:]

    static let attributes: Set = ["name", "shortDescription"]
    static let children: Set = ["LongDescription", "AliasSet", "AncillaryDataSet"]
}
