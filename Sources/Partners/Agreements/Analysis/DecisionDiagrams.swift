/// Functions of several variables, each of finitely many values, as decision diagrams that share their parts.
///
/// Equal functions are the same node, so that two are compared in one step, and whatever does not look at a variable
/// has no node for it. Nodes 0 and 1 are the constants no and yes; other constants are made as needed. Once the budget
/// is spent every operation ends at once, with a function that means nothing.
struct DecisionDiagrams {
    typealias Node = Int32

    static let no: Node = 0
    static let yes: Node = 1

    /// How many values each variable has.
    let arities: [Int]
    let budget: AnalysisBudget
    private var variables: [Int32] = []
    /// Of a constant its value, of any other node where its branches start.
    private var places: [Int] = []
    private var branches: [Node] = []
    private var slots = [Node](repeating: -1, count: 1 << 12)
    private var constants: [Int: Node] = [:]
    /// What `choose` found of late, each at its hash; a newer one may take its place.
    private var choices = [SIMD4<Int32>](repeating: SIMD4(repeating: -1), count: 1 << 12)
    /// Branches of the nodes in the making, those of the innermost last.
    private var unfinished: [Node] = []

    init(arities: [Int], budget: AnalysisBudget = AnalysisBudget()) {
        self.arities = arities
        self.budget = budget
        _ = constant(0)
        _ = constant(1)
    }

    /// How many nodes there are.
    var count: Int { variables.count }

    /// The function that always has this value.
    mutating func constant(_ value: Int) -> Node {
        if let known = constants[value] { return known }
        let node = Node(variables.count)
        variables.append(Int32(arities.count))
        places.append(value)
        constants[value] = node
        return node
    }

    /// The value of a constant; `nil` for a function that looks at a variable.
    func value(of node: Node) -> Int? {
        variable(of: node) == arities.count ? places[Int(node)] : nil
    }

    /// The first variable a function looks at; the number of variables for a constant.
    func variable(of node: Node) -> Int { Int(variables[Int(node)]) }

    /// What a function becomes when a variable has a value; the variable must not lie below the node's own.
    func branch(_ node: Node, _ variable: Int, _ cell: Int) -> Node {
        self.variable(of: node) == variable ? branches[places[Int(node)] + cell] : node
    }

    /// What a function becomes with each value of its first variable; none for a constant.
    func branches(of node: Node) -> ArraySlice<Node> {
        let variable = variable(of: node)
        guard variable < arities.count else { return [] }
        let start = places[Int(node)]
        return branches[start..<start + arities[variable]]
    }

    /// The function that looks at a variable and goes on as its value says.
    mutating func node(_ variable: Int, _ row: [Node]) -> Node {
        let start = unfinished.count
        unfinished += row
        return finish(variable, start)
    }

    /// Yes where the variable has one of these values.
    mutating func test(_ variable: Int, _ cells: Set<Int>) -> Node {
        node(variable, (0..<arities[variable]).map { cells.contains($0) ? Self.yes : Self.no })
    }

    /// The value of a function for values of all variables.
    func value(of node: Node, at cells: [Int]) -> Int {
        var node = node
        while variable(of: node) < arities.count {
            node = branches[places[Int(node)] + cells[variable(of: node)]]
        }
        return places[Int(node)]
    }

    // MARK: Operations

    /// `first` where the condition is yes, else `second`.
    mutating func choose(_ condition: Node, _ first: Node, _ second: Node) -> Node {
        if condition == Self.yes || first == second { return first }
        if condition == Self.no { return second }
        if first == Self.yes, second == Self.no { return condition }
        if choices.count < variables.count {
            choices = [SIMD4<Int32>](repeating: SIMD4(repeating: -1), count: choices.count * 8)
        }
        let known = choices[place(condition, first, second)]
        if known.x == condition, known.y == first, known.z == second { return known.w }
        let top = min(variable(of: condition), variable(of: first), variable(of: second))
        guard budget.take(arities[top] + 4) else { return Self.no }
        let (tests, ones, others) = (start(condition, top), start(first, top), start(second, top))
        let start = unfinished.count
        // Neighbouring cells mostly lead to the same.
        var last: (Node, Node, Node) = (-1, -1, -1)
        var found = Self.no
        for cell in 0..<arities[top] {
            let next = (
                tests < 0 ? condition : branches[tests + cell], ones < 0 ? first : branches[ones + cell],
                others < 0 ? second : branches[others + cell]
            )
            if next != last { found = choose(next.0, next.1, next.2) }
            last = next
            unfinished.append(found)
        }
        let result = finish(top, start)
        choices[place(condition, first, second)] = SIMD4(condition, first, second, result)
        return result
    }

    private func place(_ condition: Node, _ first: Node, _ second: Node) -> Int {
        NodeTable.hash(SIMD4(condition, first, second, 0)) & (choices.count - 1)
    }

    /// Where a function's branches start; -1 where it does not look at the variable first.
    private func start(_ node: Node, _ variable: Int) -> Int {
        self.variable(of: node) == variable ? places[Int(node)] : -1
    }

    /// Yes where both are.
    mutating func and(_ first: Node, _ second: Node) -> Node { choose(first, second, Self.no) }
    /// Yes where one is.
    mutating func or(_ first: Node, _ second: Node) -> Node { choose(first, Self.yes, second) }
    /// Yes where it is not.
    mutating func not(_ node: Node) -> Node { choose(node, Self.no, Self.yes) }
    /// Yes where the first is and the second is not.
    mutating func subtract(_ first: Node, _ second: Node) -> Node { choose(second, Self.no, first) }

    /// A function of the values of two functions.
    mutating func combine(_ first: Node, _ second: Node, _ make: (Int, Int) -> Int) -> Node {
        var known = NodeTable()
        return combine(SIMD4(first, second, Self.no, Self.no), false, &known) { make($0.x, $0.y) }
    }

    /// A function of the values of four functions where the first two differ; 0 where they do not.
    mutating func distinguish(_ parts: SIMD4<Node>, _ make: (SIMD4<Int>) -> Int) -> Node {
        var known = NodeTable()
        return combine(parts, true, &known, make)
    }

    private mutating func combine(
        _ parts: SIMD4<Node>, _ mustDiffer: Bool, _ known: inout NodeTable, _ make: (SIMD4<Int>) -> Int
    ) -> Node {
        if mustDiffer, parts.x == parts.y { return Self.no }
        if let result = known[parts] { return result }
        let tops = (variable(of: parts.x), variable(of: parts.y), variable(of: parts.z), variable(of: parts.w))
        let top = min(tops.0, tops.1, tops.2, tops.3)
        let numbers = SIMD4(
            places[Int(parts.x)], places[Int(parts.y)], places[Int(parts.z)], places[Int(parts.w)])
        guard budget.take(8 + (top < arities.count ? arities[top] : 0)) else { return Self.no }
        var result = Self.no
        if top == arities.count {
            result = constant(make(numbers))
        } else {
            let start = unfinished.count
            // Neighbouring cells mostly lead to the same.
            var last = SIMD4<Int32>(repeating: -1)
            var found = Self.no
            for cell in 0..<arities[top] {
                let next = SIMD4(
                    tops.0 == top ? branches[numbers.x + cell] : parts.x,
                    tops.1 == top ? branches[numbers.y + cell] : parts.y,
                    tops.2 == top ? branches[numbers.z + cell] : parts.z,
                    tops.3 == top ? branches[numbers.w + cell] : parts.w)
                if next != last { found = combine(next, mustDiffer, &known, make) }
                last = next
                unfinished.append(found)
            }
            result = finish(top, start)
        }
        known[parts] = result
        budget.check(words: words + known.words)
        return result
    }

    /// A function of the value of a function.
    mutating func map(_ node: Node, _ make: (Int) -> Int) -> Node {
        combine(node, Self.no) { value, _ in make(value) }
    }

    /// Every value that a function takes, in ascending order.
    func values(of node: Node) -> [Int] {
        var seen = [Bool](repeating: false, count: count)
        var open = [node]
        var found: Set<Int> = []
        while let next = open.popLast() {
            guard !seen[Int(next)] else { continue }
            seen[Int(next)] = true
            if let value = value(of: next) {
                found.insert(value)
            } else {
                open += branches(of: next)
            }
        }
        return found.sorted()
    }

    /// The values of a variable with which a function can be yes.
    func cells(of variable: Int, in node: Node) -> Set<Int> {
        var found: Set<Int> = []
        var seen: Set<Node> = [Self.no]
        var open = [node]
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            let top = self.variable(of: next)
            if top > variable { return Set(0..<arities[variable]) }
            let start = places[Int(next)]
            if top < variable {
                open += branches[start..<start + arities[top]]
            } else {
                found.formUnion((0..<arities[top]).filter { branches[start + $0] != Self.no })
            }
        }
        return found
    }

    // MARK: The table of nodes

    /// How many words of four bytes all of it fills.
    private var words: Int { branches.count + 3 * variables.count + slots.count + 4 * choices.count }

    /// The node whose branches are the last unfinished ones, from `start`.
    private mutating func finish(_ variable: Int, _ start: Int) -> Node {
        defer { unfinished.removeLast(unfinished.count - start) }
        guard start < unfinished.count, !budget.isSpent else { return Self.no }
        let first = unfinished[start]
        var isSame = true
        var mixed = UInt64(variable) &* 0x9E37_79B9_7F4A_7C15
        for place in start..<unfinished.count {
            let next = unfinished[place]
            if next != first { isSame = false }
            mixed = Self.mix(mixed, next)
        }
        if isSame { return first }
        var place = Self.finish(mixed) & (slots.count - 1)
        while slots[place] >= 0 {
            if isUnfinished(slots[place], variable, start) { return slots[place] }
            place = (place + 1) & (slots.count - 1)
        }
        let node = Node(variables.count)
        variables.append(Int32(variable))
        places.append(branches.count)
        branches += unfinished[start...]
        slots[place] = node
        if variables.count * 2 > slots.count { grow() }
        budget.check(words: words)
        return node
    }

    private func isUnfinished(_ node: Node, _ variable: Int, _ start: Int) -> Bool {
        guard self.variable(of: node) == variable else { return false }
        let shift = places[Int(node)] - start
        for place in start..<unfinished.count where branches[place + shift] != unfinished[place] { return false }
        return true
    }

    private static func mix(_ mixed: UInt64, _ node: Node) -> UInt64 {
        (mixed ^ UInt64(UInt32(bitPattern: node))) &* 0x100_0000_01B3
    }

    private static func finish(_ hash: UInt64) -> Int {
        let mixed = (hash ^ hash >> 29) &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: (mixed ^ (mixed >> 32)) & 0x7FFF_FFFF)
    }

    private mutating func grow() {
        slots = [Node](repeating: -1, count: slots.count * 4)
        for number in variables.indices where Int(variables[number]) < arities.count {
            var mixed = UInt64(variables[number]) &* 0x9E37_79B9_7F4A_7C15
            let start = places[number]
            for place in start..<start + arities[Int(variables[number])] { mixed = Self.mix(mixed, branches[place]) }
            var place = Self.finish(mixed) & (slots.count - 1)
            while slots[place] >= 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = Node(number)
        }
    }
}
