public import MissionDatabase
public import SpaceLink

/// Packet with all its values, for listings.
public struct DecodedPacket: Hashable, Sendable {
    /// Parameter with its values.
    public struct Item: Hashable, Sendable {
        /// Parameter, by its place in the database.
        public let parameter: ParameterIndex
        /// Name of the parameter within its space system.
        public let name: String
        /// Value as sent.
        public let raw: Value
        /// Engineering value, in the unit of the parameter.
        public let value: Value
        /// Where it stands against the limits.
        public let limit: LimitState
        /// Whether the value cannot be true.
        public let isInvalid: Bool
    }

    /// Name of the container.
    public let container: String
    /// On-board source.
    public let apid: APID
    /// Count of the packet.
    public let sequenceCount: SequenceCount
    /// Parameters in the order of the packet.
    public let parameters: [Item]
    /// Bytes beyond what the container describes; over 0 is an anomaly.
    public let extraBytes: Int

    /// First packet of a buffer.
    init(_ buffer: SampleBuffer, _ database: Database) {
        let mark = buffer.packets[0]
        container = database.containers[mark.container].name
        apid = mark.apid
        sequenceCount = mark.sequenceCount
        extraBytes = mark.extraBytes
        parameters = buffer.samples(ofPacket: 0).map { index in
            let parameter = Int(buffer.parameters[index])
            return Item(
                parameter: parameter, name: database.parameters[parameter].name, raw: buffer.raw(index),
                value: buffer.value(index), limit: buffer.limit(index), isInvalid: buffer.isInvalid(index))
        }
    }

    /// Values of a parameter by its name; `nil` when the packet does not carry it.
    public subscript(name: String) -> Item? {
        parameters.first { $0.name == name }
    }
}
