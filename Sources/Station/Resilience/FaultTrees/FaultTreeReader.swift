/// Reads the fault trees of a file in the Open-PSA Model Exchange Format 2.0d: the fault tree layer and model data.
///
/// Probabilities are read where they are constants (`float`, `int`); events with another expression have none. House
/// events without a constant are false. A basic event that formulas name and nothing defines is an event without a
/// probability, marked as not declared; a gate, a house event or an `event` without a type must be defined. Private
/// names are looked up from the inside out, and every name by its full path too (`container.gate`). Event trees,
/// common-cause groups, substitutions and alignments are refused.
public enum FaultTreeReader {
    /// The tree of a file.
    ///
    /// - Parameters:
    ///   - source: What errors call the file.
    ///   - top: Name of the top gate; without one it is the gate that no other gate refers to.
    /// - Throws: `FaultTreeError.file` with the line, `.cycle`, `.severalTops`, `.tooLarge`.
    public static func read(
        _ bytes: [UInt8], source: String, top: String? = nil
    ) throws(FaultTreeError) -> FaultTree {
        var reading = FaultTreeReading(source: source)
        try reading.collect(FaultTreeXML(source: source).read(bytes))
        try reading.defineMissingEvents()
        return try reading.tree(top: top)
    }
}

/// Definitions of a file by name, and the tree made from them.
struct FaultTreeReading {
    enum Kind: String {
        case gate
        case basicEvent = "basic-event"
        case houseEvent = "house-event"
    }

    struct Definition {
        let kind: Kind
        /// Name, with the containers before it when it is private.
        let name: String
        /// Containers in which its own references are looked up, the innermost last.
        let containers: [String]
        let element: FaultTreeElement
        /// Whether the file defines it, and not only names it in a formula.
        var isDeclared = true
    }

    let source: String
    private(set) var definitions: [Definition] = []
    private var numbers: [String: Int] = [:]
    /// Public names with the containers before them.
    private var paths: [String: Int] = [:]

    init(source: String) { self.source = source }

    mutating func collect(_ root: FaultTreeElement) throws(FaultTreeError) {
        guard root.name == "opsa-mef" else { throw refusal(root, "element `\(root.name)`", "`opsa-mef`") }
        for child in root.children {
            switch child.name {
            case "label", "attributes": continue
            case "define-fault-tree": try collect(container: child, in: [], isPrivate: false)
            case "model-data": try collect(modelData: child)
            default: throw refusal(child, "element `\(child.name)`", "`define-fault-tree` or `model-data`")
            }
        }
    }

    private mutating func collect(modelData: FaultTreeElement) throws(FaultTreeError) {
        for child in modelData.children {
            switch child.name {
            case "define-basic-event": try define(.basicEvent, child, in: [], isPrivate: false)
            case "define-house-event": try define(.houseEvent, child, in: [], isPrivate: false)
            case "define-parameter": continue
            default: throw refusal(child, "element `\(child.name)`", "a basic event, a house event or a parameter")
            }
        }
    }

    private mutating func collect(
        container: FaultTreeElement, in outer: [String], isPrivate: Bool
    ) throws(FaultTreeError) {
        let containers = outer + [try name(of: container)]
        for child in container.children {
            let role = child.attributes["role"].map { $0 == "private" } ?? isPrivate
            switch child.name {
            case "label", "attributes", "define-parameter": continue
            case "define-gate": try define(.gate, child, in: containers, isPrivate: role)
            case "define-basic-event": try define(.basicEvent, child, in: containers, isPrivate: role)
            case "define-house-event": try define(.houseEvent, child, in: containers, isPrivate: role)
            case "define-component": try collect(container: child, in: containers, isPrivate: role)
            default:
                throw refusal(child, "element `\(child.name)`", "a gate, an event, a parameter or a component")
            }
        }
    }

    private mutating func define(
        _ kind: Kind, _ element: FaultTreeElement, in containers: [String], isPrivate: Bool
    ) throws(FaultTreeError) {
        let own = try name(of: element)
        let path = (containers + [own]).joined(separator: ".")
        let name = isPrivate ? path : own
        if let earlier = numbers[name] {
            let line = definitions[earlier].element.line
            throw refusal(element, "`\(name)`, defined before at line \(line)", "each name defined once")
        }
        numbers[name] = definitions.count
        if !isPrivate { paths[path] = definitions.count }
        definitions.append(Definition(kind: kind, name: name, containers: containers, element: element))
    }

    func name(of element: FaultTreeElement) throws(FaultTreeError) -> String {
        guard let name = element.attributes["name"], !name.isEmpty else {
            throw refusal(element, "`\(element.name)` without a name", "the attribute `name`")
        }
        return name
    }

    /// Basic events that formulas name and nothing defines, each as an event of that name.
    mutating func defineMissingEvents() throws(FaultTreeError) {
        for definition in definitions where definition.kind == .gate {
            var stack = Array(definition.element.children.reversed())
            while let element = stack.popLast() {
                stack += element.children.reversed()
                guard Self.type(of: element) == Kind.basicEvent.rawValue else { continue }
                let name = try name(of: element)
                guard find(name, in: definition.containers) == nil else { continue }
                numbers[name] = definitions.count
                definitions.append(
                    Definition(kind: .basicEvent, name: name, containers: [], element: element, isDeclared: false))
            }
        }
    }

    /// What kind a reference of a formula asks for; `nil` for any, and for what is no reference.
    private static func type(of element: FaultTreeElement) -> String? {
        element.name == "event" ? element.attributes["type"] : element.name
    }

    /// The number of what an element of a formula refers to.
    func number(of reference: FaultTreeElement, in containers: [String]) throws(FaultTreeError) -> Int {
        let name = try name(of: reference)
        let type = Self.type(of: reference)
        guard let found = find(name, in: containers) else {
            throw refusal(reference, "\(type ?? "event") `\(name)`, defined nowhere", "a defined name")
        }
        let kind = definitions[found].kind
        guard type == nil || type == kind.rawValue else {
            throw refusal(reference, "`\(name)` as a \(type ?? "")", "a \(kind.rawValue), as it is defined")
        }
        return found
    }

    /// What a name stands for: private names from the inside out, then public ones, then those by their path.
    private func find(_ name: String, in containers: [String]) -> Int? {
        let places = (0...containers.count).reversed().lazy.map {
            (containers.prefix($0) + [name]).joined(separator: ".")
        }
        if let found = places.compactMap({ numbers[$0] }).first { return found }
        return name.utf8.contains(UInt8(ascii: ".")) ? places.compactMap { paths[$0] }.first : nil
    }

    func number(named name: String) -> Int? { numbers[name] ?? paths[name] }

    func refusal(_ element: FaultTreeElement, _ found: String, _ expected: String) -> FaultTreeError {
        .file(source: source, line: element.line, found: found, expected: expected)
    }
}
