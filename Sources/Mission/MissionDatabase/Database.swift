/// Mission database: every parameter and packet of a spacecraft, checked and with all references resolved.
public struct Database: Sendable {
    /// Name of the root space system.
    public let name: String
    /// Version and date of the file, empty when it has none.
    public let header: DatabaseHeader
    /// Parameters; the index of each is its place.
    public let parameters: [Parameter]
    /// Containers; the index of each is its place.
    public let containers: [Container]
    /// Flat layout of each container, base entries included.
    public let layouts: [ContainerLayout]

    private let parametersByName: [String: ParameterIndex]
    private let containersByName: [String: ContainerIndex]

    /// Database from resolved parts; `XTCEReader` makes them.
    init(
        name: String, header: DatabaseHeader, parameters: [Parameter], containers: [Container],
        layouts: [ContainerLayout]
    ) {
        self.name = name
        self.header = header
        self.parameters = parameters
        self.containers = containers
        self.layouts = layouts
        parametersByName = Self.index(parameters.map { ($0.name, $0.qualifiedName, $0.index) })
        containersByName = Self.index(containers.map { ($0.name, $0.qualifiedName, $0.index) })
    }

    /// Parameter by its name or its name from the root; of several with one name, the first.
    public func parameter(named name: String) -> Parameter? {
        parametersByName[name].map { parameters[$0] }
    }

    /// Container by its name or its name from the root; of several with one name, the first.
    public func container(named name: String) -> Container? {
        containersByName[name].map { containers[$0] }
    }

    /// Container, then its base, and so on to the root.
    public func lineage(of container: ContainerIndex) -> [Container] {
        Array(
            sequence(first: container) { self.containers.indices.contains($0) ? self.containers[$0].base : nil }
                .compactMap { self.containers.indices.contains($0) ? self.containers[$0] : nil })
    }

    /// Comparisons that each packet of a container satisfies by itself, root first.
    public func requiredComparisons(of container: ContainerIndex) -> [Comparison] {
        lineage(of: container).reversed().flatMap { $0.restriction?.requiredComparisons ?? [] }
    }

    private static func index(_ names: [(name: String, qualifiedName: String, index: Int)]) -> [String: Int] {
        var byName: [String: Int] = [:]
        for entry in names {
            byName[entry.qualifiedName] = entry.index
            if byName[entry.name] == nil { byName[entry.name] = entry.index }
        }
        return byName
    }
}

/// Version of a mission database. XTCE 1.2 `Header`.
public struct DatabaseHeader: Hashable, Sendable {
    /// Version as written.
    public let version: String
    /// Date as written.
    public let date: String
    /// Status of its validation: `Unknown`, `Working`, `Draft`, `Test`, `Validated`, `Released` or `Withdrawn`.
    public let validationStatus: String

    /// Header of a file that has none.
    static let none = DatabaseHeader(version: "", date: "", validationStatus: "")
}
