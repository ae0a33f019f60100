/// What is known of nodes, four at a time.
struct NodeTable {
    typealias Node = DecisionDiagrams.Node

    private var keys = [SIMD4<Node>](repeating: SIMD4(repeating: -1), count: 1 << 8)
    private var nodes = [Node](repeating: -1, count: 1 << 8)
    private var count = 0

    /// How many words of four bytes it fills.
    var words: Int { 5 * nodes.count }

    /// What is known of these; `nil` for nothing yet. Only numbers of nodes may be set, and none taken away.
    subscript(_ key: SIMD4<Node>) -> Node? {
        get {
            let node = nodes[place(key)]
            return node < 0 ? nil : node
        }
        set {
            guard let newValue else { return }
            let place = place(key)
            if nodes[place] < 0 { count += 1 }
            (keys[place], nodes[place]) = (key, newValue)
            if count * 2 > nodes.count { grow() }
        }
    }

    static func hash(_ key: SIMD4<Node>) -> Int {
        var mixed = UInt64(UInt32(bitPattern: key.x)) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ UInt64(UInt32(bitPattern: key.y))) &* 0xC2B2_AE3D_27D4_EB4F
        mixed = (mixed ^ UInt64(UInt32(bitPattern: key.z))) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 31 ^ UInt64(UInt32(bitPattern: key.w))) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: mixed >> 32)
    }

    /// Where these stand, or would.
    private func place(_ key: SIMD4<Node>) -> Int {
        var place = Self.hash(key) & (nodes.count - 1)
        while nodes[place] >= 0, keys[place] != key { place = (place + 1) & (nodes.count - 1) }
        return place
    }

    private mutating func grow() {
        let old = (keys, nodes)
        keys = [SIMD4<Node>](repeating: SIMD4(repeating: -1), count: old.1.count * 4)
        nodes = [Node](repeating: -1, count: old.1.count * 4)
        for number in old.1.indices where old.1[number] >= 0 {
            let place = place(old.0[number])
            (keys[place], nodes[place]) = (old.0[number], old.1[number])
        }
    }
}
