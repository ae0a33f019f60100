extension FaultTreeReading {
    /// Expressions of the format whose value is not a plain constant.
    private static let expressions: Set<String> = [
        "parameter", "system-mission-time", "bool", "neg", "add", "sub", "mul", "div", "pi", "abs", "acos", "asin",
        "atan", "cos", "cosh", "exp", "log", "log10", "mod", "pow", "sin", "sinh", "tan", "tanh", "sqrt", "ceil",
        "floor", "min", "max", "mean", "not", "and", "or", "eq", "df", "lt", "gt", "leq", "geq", "ite", "switch",
        "exponential", "GLM", "Weibull", "periodic-test", "uniform-deviate", "normal-deviate", "lognormal-deviate",
        "gamma-deviate", "beta-deviate", "histogram", "extern-function", "test-initiating-event",
        "test-functional-event",
    ]

    /// The tree below the top gate.
    func tree(top: String?) throws(FaultTreeError) -> FaultTree {
        var builder = FaultTreeBuilder()
        var references = [FaultTree.Reference?](repeating: nil, count: definitions.count)
        for (number, definition) in definitions.enumerated() {
            switch definition.kind {
            case .basicEvent:
                references[number] = try builder.event(
                    definition.name, probability: definition.isDeclared ? probability(definition) : nil,
                    isDeclared: definition.isDeclared)
            case .houseEvent: references[number] = try builder.constant(constant(of: definition))
            case .gate: continue
            }
        }
        let below = try definitions.map { definition throws(FaultTreeError) in try referred(definition) }
        for number in try order(below) {
            let definition = definitions[number]
            references[number] = try gate(definition, &builder, references)
        }
        guard let reference = references[try topNumber(top, below)] else { throw FaultTreeError.foreign }
        return try builder.tree(top: reference)
    }

    private func topNumber(_ name: String?, _ below: [[Int]]) throws(FaultTreeError) -> Int {
        let gates = definitions.indices.filter { definitions[$0].kind == .gate }
        guard let name else {
            let referred = Set(below.joined())
            let tops = gates.filter { !referred.contains($0) }
            if tops.count > 1 { throw .severalTops(source: source, names: tops.map { definitions[$0].name }) }
            guard let top = tops.first else {
                throw .file(source: source, line: 1, found: "no gate", expected: "a fault tree with a top gate")
            }
            return top
        }
        guard let top = number(named: name), definitions[top].kind == .gate else {
            throw .file(source: source, line: 1, found: "no gate `\(name)`", expected: "the name of a gate")
        }
        return top
    }

    /// Gates, each after those it refers to.
    private func order(_ below: [[Int]]) throws(FaultTreeError) -> [Int] {
        enum Mark { case new, open, done }
        var marks = definitions.map { $0.kind == .gate ? Mark.new : .done }
        var order: [Int] = []
        for start in definitions.indices where marks[start] == .new {
            var stack = [(number: start, next: 0)]
            marks[start] = .open
            while let place = stack.last {
                guard place.next < below[place.number].count else {
                    marks[place.number] = .done
                    order.append(place.number)
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let next = below[place.number][place.next]
                if marks[next] == .open { throw cycle(stack.map(\.number), to: next) }
                guard marks[next] == .new else { continue }
                marks[next] = .open
                stack.append((next, 0))
            }
        }
        return order
    }

    private func cycle(_ path: [Int], to first: Int) -> FaultTreeError {
        let circle = path.drop { $0 != first } + [first]
        return .cycle(
            source: source, line: definitions[first].element.line, path: circle.map { definitions[$0].name })
    }

    /// What a gate's formula refers to, in order; none for an event.
    private func referred(_ definition: Definition) throws(FaultTreeError) -> [Int] {
        guard definition.kind == .gate else { return [] }
        var numbers: [Int] = []
        var stack = [try formula(of: definition)]
        while let element = stack.popLast() {
            switch element.name {
            case "gate", "basic-event", "house-event", "event":
                numbers.append(try number(of: element, in: definition.containers))
            default: stack += element.children.reversed()
            }
        }
        return numbers
    }

    private func gate(
        _ definition: Definition, _ builder: inout FaultTreeBuilder, _ references: [FaultTree.Reference?]
    ) throws(FaultTreeError) -> FaultTree.Reference {
        try reference(formula(of: definition), definition.containers, &builder, references)
    }

    private func formula(of definition: Definition) throws(FaultTreeError) -> FaultTreeElement {
        let parts = definition.element.children.filter { $0.name != "label" && $0.name != "attributes" }
        guard let first = parts.first, parts.count == 1 else {
            throw refusal(
                definition.element, "gate `\(definition.name)` with \(parts.count) formulas", "one formula")
        }
        return first
    }

    private func reference(
        _ element: FaultTreeElement, _ containers: [String], _ builder: inout FaultTreeBuilder,
        _ references: [FaultTree.Reference?]
    ) throws(FaultTreeError) -> FaultTree.Reference {
        switch element.name {
        case "gate", "basic-event", "house-event", "event":
            guard let known = references[try number(of: element, in: containers)] else {
                throw refusal(element, "a gate not yet built", "gates in order")
            }
            return known
        case "constant":
            return try builder.constant(constant(element))
        default:
            let connective = try connective(element)
            var arguments: [FaultTree.Reference] = []
            for child in element.children {
                arguments.append(try reference(child, containers, &builder, references))
            }
            if let expected = connective.refusal(of: arguments.count) {
                throw refusal(element, "`\(element.name)` with \(arguments.count) arguments", expected)
            }
            return try builder.gate(connective, arguments)
        }
    }

    private func connective(_ element: FaultTreeElement) throws(FaultTreeError) -> Connective {
        switch element.name {
        case "and": .and
        case "or": .or
        case "not": .not
        case "xor": .xor
        case "nor": .nor
        case "nand": .nand
        case "iff": .iff
        case "imply": .imply
        case "atleast": .atLeast(try count(element, "min"))
        case "cardinality":
            .cardinality(minimum: try count(element, "min"), maximum: try count(element, "max"))
        default: throw refusal(element, "element `\(element.name)`", "a connective, a gate, an event or a constant")
        }
    }

    private func count(_ element: FaultTreeElement, _ attribute: String) throws(FaultTreeError) -> Int {
        guard let text = element.attributes[attribute] else {
            throw refusal(element, "`\(element.name)` without `\(attribute)`", "a whole number")
        }
        guard let value = Int(text), (0...1_000_000).contains(value) else {
            throw refusal(element, "`\(attribute)` of `\(text)`", "a whole number, 0 to 1000000")
        }
        return value
    }

    private func constant(of definition: Definition) throws(FaultTreeError) -> Bool {
        let parts = definition.element.children.filter { $0.name != "label" && $0.name != "attributes" }
        guard let part = parts.first else { return false }
        guard parts.count == 1, part.name == "constant" else {
            throw refusal(part, "element `\(part.name)`", "one `constant`")
        }
        return try constant(part)
    }

    private func constant(_ element: FaultTreeElement) throws(FaultTreeError) -> Bool {
        switch element.attributes["value"] {
        case "true", "1": return true
        case "false", "0": return false
        case let other: throw refusal(element, "constant `\(other ?? "")`", "`true` or `false`")
        }
    }

    private func probability(_ definition: Definition) throws(FaultTreeError) -> Double? {
        let parts = definition.element.children.filter { $0.name != "label" && $0.name != "attributes" }
        guard let part = parts.first else { return nil }
        guard parts.count == 1 else { throw refusal(part, "\(parts.count) expressions", "one") }
        if Self.expressions.contains(part.name) { return nil }
        guard part.name == "float" || part.name == "int" else {
            throw refusal(part, "element `\(part.name)`", "an expression")
        }
        guard let value = part.attributes["value"].flatMap(Double.init), (0...1).contains(value) else {
            throw refusal(part, "probability `\(part.attributes["value"] ?? "")`", "a number, 0 to 1")
        }
        return value
    }
}
