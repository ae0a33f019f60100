/// Functions of several variables, each of finitely many values, as decision diagrams that share their parts.
///
/// Equal functions are the same node, so that two are compared in one step, and whatever does not look at a variable
/// has no node for it. Nodes 0 and 1 are the constants no and yes; other constants are made as needed.
struct DecisionDiagrams {
    typealias Node = Int32

    static let no: Node = 0
    static let yes: Node = 1

    /// How many values each variable has.
    let arities: [Int]
    private var variables: [Int32] = []
    /// Of a constant its value, of any other node where its branches start.
    private var places: [Int] = []
    private var branches: [Node] = []
    private var slots = [Node](repeating: -1, count: 1 << 12)
    private var constants: [Int: Node] = [:]
    /// What `choose` found of late, each at its hash; a newer one may take its place.
    private var choices = [SIMD4<Int32>](repeating: SIMD4(repeating: -1), count: 1 << 12)

    init(arities: [Int]) {
        self.arities = arities
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

    /// The function that looks at a variable and goes on as its value says.
    mutating func node(_ variable: Int, _ row: [Node]) -> Node {
        guard let first = row.first, row.contains(where: { $0 != first }) else { return row.first ?? Self.no }
        var place = Self.hash(variable, row) & (slots.count - 1)
        while slots[place] >= 0 {
            let known = slots[place]
            if isSame(known, variable, row) { return known }
            place = (place + 1) & (slots.count - 1)
        }
        let node = Node(variables.count)
        variables.append(Int32(variable))
        places.append(branches.count)
        branches += row
        slots[place] = node
        if variables.count * 2 > slots.count { grow() }
        return node
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
        var row: [Node] = []
        row.reserveCapacity(arities[top])
        // Neighbouring cells mostly lead to the same.
        var last = SIMD3<Int32>(repeating: -1)
        for cell in 0..<arities[top] {
            let next = SIMD3(branch(condition, top, cell), branch(first, top, cell), branch(second, top, cell))
            row.append(next == last ? row[cell - 1] : choose(next.x, next.y, next.z))
            last = next
        }
        let result = node(top, row)
        choices[place(condition, first, second)] = SIMD4(condition, first, second, result)
        return result
    }

    private func place(_ condition: Node, _ first: Node, _ second: Node) -> Int {
        var mixed = UInt64(UInt32(bitPattern: condition)) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ UInt64(UInt32(bitPattern: first))) &* 0xC2B2_AE3D_27D4_EB4F
        mixed = (mixed ^ UInt64(UInt32(bitPattern: second))) &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: mixed >> 32) & (choices.count - 1)
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
        var known: [SIMD2<Int32>: Node] = [:]
        return combine(first, second, make, &known)
    }

    private mutating func combine(
        _ first: Node, _ second: Node, _ make: (Int, Int) -> Int, _ known: inout [SIMD2<Int32>: Node]
    ) -> Node {
        if let one = value(of: first), let two = value(of: second) { return constant(make(one, two)) }
        if let result = known[SIMD2(first, second)] { return result }
        let top = min(variable(of: first), variable(of: second))
        var row: [Node] = []
        row.reserveCapacity(arities[top])
        // Neighbouring cells mostly lead to the same.
        var last = SIMD2<Int32>(repeating: -1)
        for cell in 0..<arities[top] {
            let next = SIMD2(branch(first, top, cell), branch(second, top, cell))
            row.append(next == last ? row[cell - 1] : combine(next.x, next.y, make, &known))
            last = next
        }
        let result = node(top, row)
        known[SIMD2(first, second)] = result
        return result
    }

    /// A function of the value of a function.
    mutating func map(_ node: Node, _ make: (Int) -> Int) -> Node {
        combine(node, Self.no) { value, _ in make(value) }
    }

    /// Every value that a function takes, in ascending order.
    func values(of node: Node) -> [Int] {
        var seen: Set<Node> = []
        var open = [node]
        var found: Set<Int> = []
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            if let value = value(of: next) {
                found.insert(value)
            } else {
                let start = places[Int(next)]
                open += branches[start..<start + arities[variable(of: next)]]
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

    private static func hash(_ variable: Int, _ row: [Node]) -> Int {
        var mixed = UInt64(variable) &* 0x9E37_79B9_7F4A_7C15
        for node in row { mixed = (mixed ^ UInt64(UInt32(bitPattern: node))) &* 0x100_0000_01B3 }
        mixed ^= mixed >> 29
        mixed = mixed &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: (mixed ^ (mixed >> 32)) & 0x7FFF_FFFF)
    }

    private func isSame(_ node: Node, _ variable: Int, _ row: [Node]) -> Bool {
        guard self.variable(of: node) == variable else { return false }
        let start = places[Int(node)]
        for place in row.indices where branches[start + place] != row[place] { return false }
        return true
    }

    private mutating func grow() {
        slots = [Node](repeating: -1, count: slots.count * 4)
        for number in variables.indices where Int(variables[number]) < arities.count {
            let start = places[number]
            let row = Array(branches[start..<start + arities[Int(variables[number])]])
            var place = Self.hash(Int(variables[number]), row) & (slots.count - 1)
            while slots[place] >= 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = Node(number)
        }
    }
}
