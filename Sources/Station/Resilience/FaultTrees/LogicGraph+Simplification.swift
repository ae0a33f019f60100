extension LogicGraph {
    /// The same function with fewer arguments and gates, until nothing more is gained.
    func simplified() -> LogicGraph {
        var graph = self
        for _ in 0..<32 {
            let before = (graph.size, graph.gates.count)
            graph = graph.coalesced().withoutAbsorbed().coalesced().factored().coalesced().joined()
            if (graph.size, graph.gates.count) == before { break }
        }
        return graph
    }

    /// Gates that only one gate of the same kind refers to, taken up into it.
    func coalesced() -> LogicGraph {
        let occurrences = occurrences()
        return rebuilt { graph, gate, map in
            var given: [Literal] = []
            for argument in arguments[gate] {
                let child = argument.mapped(by: map)
                let kind = child.isNegated ? graph.kinds[child.node].dual : graph.kinds[child.node]
                if kinds[gate].isSimple, kind == kinds[gate], occurrences[argument.node].count == 1 {
                    given += graph.arguments[child.node].map { $0.negated(if: child.isNegated) }
                } else {
                    given.append(child)
                }
            }
            return graph.add(kinds[gate], given)
        }
    }

    /// Nodes that stand together in all their gates, joined into one gate of their own.
    ///
    /// Where `a` and `b` occur in the same gates and are always joined by the same connective, the tree depends on
    /// them only through that join.
    func joined() -> LogicGraph {
        let groups = companions()
        guard !groups.isEmpty else { return self }
        var groupOf: [Int: Int] = [:]
        for (number, group) in groups.enumerated() {
            for member in group.members { groupOf[member.node] = number }
        }
        var made = [Literal?](repeating: nil, count: groups.count)
        return rebuilt { graph, gate, map in
            var given: [Literal] = []
            var seen: Set<Int> = []
            for argument in arguments[gate] {
                guard let number = groupOf[argument.node] else {
                    given.append(argument.mapped(by: map))
                    continue
                }
                guard seen.insert(number).inserted else { continue }
                let group = groups[number]
                let join = made[number] ?? graph.add(group.kind, group.members.map { $0.mapped(by: map) })
                made[number] = join
                let isAsMember = group.members.contains(argument)
                given.append(join.negated(if: !isAsMember))
            }
            return graph.add(kinds[gate], given)
        }
    }

    private struct Company: Hashable {
        let gates: [Int]
        let signs: [Bool]
    }

    private func companions() -> [(kind: Kind, members: [Literal])] {
        let occurrences = occurrences()
        var order: [Company] = []
        var members: [Company: [Literal]] = [:]
        for node in 1..<count where occurrences[node].count > 1 {
            guard let first = occurrences[node].first else { continue }
            let signs = occurrences[node].map { $0.isNegated != first.isNegated }
            let joins = zip(occurrences[node], signs).map { $1 ? kinds[$0.gate].dual : kinds[$0.gate] }
            guard joins[0].isSimple, joins.allSatisfy({ $0 == joins[0] }) else { continue }
            let company = Company(gates: occurrences[node].map(\.gate), signs: signs)
            if members[company] == nil { order.append(company) }
            members[company, default: []].append(Literal(node, isNegated: first.isNegated))
        }
        return order.compactMap { company in
            guard let together = members[company], together.count > 1, let gate = company.gates.first else {
                return nil
            }
            return (kinds[gate], together)
        }
    }

    /// What all arguments of a gate have in common, or most of them, set before it: `ab + ac` becomes `a(b + c)`.
    func factored() -> LogicGraph {
        let occurrences = occurrences()
        return rebuilt { graph, gate, map in
            var given = arguments[gate].map { $0.mapped(by: map) }
            guard kinds[gate].isSimple else { return graph.add(kinds[gate], given) }
            let own = Set(
                arguments[gate].filter { occurrences[$0.node].count == 1 }.map { $0.mapped(by: map) })
            graph.factor(&given, of: kinds[gate], own: own)
            return graph.add(kinds[gate], given)
        }
    }

    private mutating func factor(_ given: inout [Literal], of kind: Kind, own: Set<Literal>) {
        // A gate of thousands of parts is not worth the square of their number.
        for _ in 0..<max(4, 200_000 / max(1, given.count)) {
            var holders: [Literal: [Int]] = [:]
            for (index, child) in given.enumerated() where own.contains(child) {
                for part in parts(of: child, as: kind.dual) { holders[part, default: []].append(index) }
            }
            let best = holders.max { ($0.value.count, $1.key.code) < ($1.value.count, $0.key.code) }
            guard let (factor, indices) = best, indices.count > 1 else { return }
            let rests = indices.map { index in
                add(kind.dual, parts(of: given[index], as: kind.dual).filter { $0 != factor })
            }
            let chosen = Set(indices)
            given = given.enumerated().filter { !chosen.contains($0.offset) }.map(\.element)
            given.append(add(kind.dual, [factor, add(kind, rests)]))
        }
    }

    /// Arguments of a literal that is a gate of this kind, or the negation of its dual; else none.
    private func parts(of literal: Literal, as kind: Kind) -> [Literal] {
        let found = literal.isNegated ? kinds[literal.node].dual : kinds[literal.node]
        return found == kind ? arguments[literal.node].map { $0.negated(if: literal.isNegated) } : []
    }
}
