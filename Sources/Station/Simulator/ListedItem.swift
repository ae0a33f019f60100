/// Parameter of the mission database and what drives it in the simulation.
public struct ListedItem: Hashable, Sendable {
    /// What drives an item.
    public enum Kind: Hashable, Sendable {
        /// Model, by its title.
        case modelled(by: String)
        /// Nothing: the constant that it holds, in engineering units or as an enumeration's raw value.
        case `static`(value: Double)
    }

    /// Name in the mission database.
    public let parameter: String
    /// What drives it.
    public let kind: Kind
}
