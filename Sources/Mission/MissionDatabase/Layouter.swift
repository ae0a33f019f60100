/// Lays out containers: places of all entries, those of bases and inner containers included.
struct Layouter {
    /// What keeps a container from being laid out.
    struct Trouble {
        let container: ContainerIndex
        let found: String
        let expected: String
    }

    /// Deepest chain of bases and inner containers.
    private static let deepest = 64
    /// Most fields of one container, and of all together: a small file can ask for a huge layout.
    private static let mostFields = 65536
    private static let mostFieldsInAll = 4_000_000

    private enum Progress {
        case untouched, underWay
        case done(ContainerLayout)
        case failed
    }

    private let containers: [Container]
    private let parameters: [Parameter]
    private var progress: [Progress]
    private var fieldsInAll = 0
    private(set) var troubles: [Trouble] = []

    init(containers: [Container], parameters: [Parameter]) {
        self.containers = containers
        self.parameters = parameters
        progress = Array(repeating: .untouched, count: containers.count)
    }

    /// Layout of a container; `nil` when it cannot be laid out, with the reason in `troubles`.
    mutating func layout(of container: ContainerIndex) -> ContainerLayout? {
        layout(of: container, depth: 0)
    }

    private mutating func layout(of container: ContainerIndex, depth: Int) -> ContainerLayout? {
        switch progress[container] {
        case .done(let layout): return layout
        case .failed: return nil
        case .underWay:
            let name = containers[container].name
            refuse(container, "container `\(name)` within itself", "bases and inner containers without a cycle")
            return nil
        case .untouched: break
        }
        guard depth < Self.deepest else {
            refuse(container, "containers nested more than \(Self.deepest) deep", "at most \(Self.deepest)")
            return nil
        }
        progress[container] = .underWay
        let layout = compose(container, depth: depth)
        // A cycle that was found below has already marked this container as failed.
        if case .failed = progress[container] { return nil }
        progress[container] = layout.map { .done($0) } ?? .failed
        return layout
    }

    private mutating func compose(_ index: ContainerIndex, depth: Int) -> ContainerLayout? {
        var layout = ContainerLayout()
        if let base = containers[index].base {
            guard let inherited = self.layout(of: base, depth: depth + 1) else { return nil }
            layout = inherited
        }
        for entry in containers[index].entries {
            let start =
                switch entry.location {
                case .afterPrevious(let bits): layout.endBit + bits
                case .fromStart(let bits): bits
                }
            guard start >= 0 else {
                return refuse(index, "an entry that starts \(-start) bits before the container", "0 or more")
            }
            guard let size = place(entry.content, at: start, in: &layout, depth: depth) else { return nil }
            layout.endBit = start + size
            layout.sizeBits = max(layout.sizeBits, layout.endBit)
            guard layout.sizeBits <= XTCEReading.largestBits else {
                return refuse(index, "a container of more than \(XTCEReading.largestBits) bits", "at most 65542 bytes")
            }
            guard layout.fields.count + layout.fixedBits.count <= Self.mostFields else {
                return refuse(index, "more than \(Self.mostFields) fields in a container", "at most \(Self.mostFields)")
            }
        }
        fieldsInAll += layout.fields.count + layout.fixedBits.count
        guard fieldsInAll <= Self.mostFieldsInAll else {
            return refuse(index, "more than \(Self.mostFieldsInAll) fields in all containers", "fewer")
        }
        return layout
    }

    /// Places an entry and returns its size, bits.
    private mutating func place(
        _ content: ContainerEntry.Content, at start: Int, in layout: inout ContainerLayout, depth: Int
    ) -> Int? {
        switch content {
        case .parameter(let parameter):
            guard let encoding = parameters[parameter].type.encoding else { return nil }
            layout.fields.append(.init(parameter: parameter, bitOffset: start, encoding: encoding))
            return encoding.sizeBits
        case .fixed(let bytes, let size):
            layout.fixedBits.append(.init(bitOffset: start, sizeBits: size, bytes: bytes))
            return size
        case .container(let inner):
            guard let part = self.layout(of: inner, depth: depth + 1) else { return nil }
            for field in part.fields {
                layout.fields.append(
                    .init(
                        parameter: field.parameter, bitOffset: start + field.bitOffset, encoding: field.encoding))
            }
            for fixed in part.fixedBits {
                layout.fixedBits.append(
                    .init(bitOffset: start + fixed.bitOffset, sizeBits: fixed.sizeBits, bytes: fixed.bytes))
            }
            return part.sizeBits
        }
    }

    @discardableResult
    private mutating func refuse(_ container: ContainerIndex, _ found: String, _ expected: String) -> ContainerLayout? {
        progress[container] = .failed
        troubles.append(Trouble(container: container, found: found, expected: expected))
        return nil
    }
}
