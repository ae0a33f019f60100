public import MissionDatabase
public import SpaceLink
public import Timekeeping

/// Names of the parameters that carry a packet's time: 32 bits of seconds, 16 bits of 1/65536 s since 1958 TAI.
public struct PacketTimeFields: Hashable, Sendable {
    /// Parameter of whole seconds.
    public let coarse: String
    /// Parameter of the fraction.
    public let fine: String

    /// Names, those of the programme's own telemetry unless told otherwise.
    public init(coarse: String = "COARSE_TIME", fine: String = "FINE_TIME") {
        self.coarse = coarse
        self.fine = fine
    }
}

/// Decoder of space packets into calibrated, limit-checked values, compiled from a mission database.
public struct PacketDecoder: Sendable {
    /// Database that the decoder was compiled from.
    public let database: Database

    private let plans: [PacketPlan]
    private let selector: ContainerSelector
    private let rules: ValueRules
    private let forms: [ParameterForm]

    /// Compiles the plans of all concrete containers that packets can have.
    ///
    /// Those are the containers that lead back to a base that others build on, or, in a database without inheritance,
    /// all that are not part of others.
    public init(_ database: Database, timeFields: PacketTimeFields = PacketTimeFields()) {
        self.database = database
        let rules = ValueRules(database.parameters)
        let containers = Self.packetContainers(database)
        plans = containers.map { PacketPlan(database, $0, rules: rules, timeFields: timeFields) }
        selector = ContainerSelector(database, containers)
        self.rules = rules
        forms = database.parameters.map { ParameterForm($0.type) }
    }

    /// Concrete containers that a packet can be.
    private static func packetContainers(_ database: Database) -> [ContainerIndex] {
        let bases = Set(database.containers.compactMap(\.base))
        let parts = Set(
            database.containers.flatMap(\.entries).compactMap { entry -> ContainerIndex? in
                if case .container(let index) = entry.content { index } else { nil }
            })
        let concrete = database.containers.filter { !$0.isAbstract }
        let chosen = concrete.filter { container in
            bases.isEmpty ? !parts.contains(container.index) : container.base != nil || bases.contains(container.index)
        }
        return chosen.map(\.index)
    }

    /// Empty buffer for this decoder, with room for `capacity` samples.
    public func makeBuffer(capacity: Int = 4096) -> SampleBuffer {
        SampleBuffer(forms: forms, capacity: capacity)
    }

    /// Decodes a packet to the end of `buffer`, which must come from this decoder.
    ///
    /// `receivedAt` is the generation time where the packet does not tell its own. Throws and leaves the buffer as it
    /// was when no container fits or the packet is too short.
    public func decode(
        _ packet: SpacePacket, receivedAt: Instant, into buffer: inout SampleBuffer
    ) throws(TelemetryError) {
        let bytes = packet.bytes.span
        let plan = plans[try selector.select(bytes, apid: packet.apid)]
        guard bytes.count >= plan.sizeBytes else {
            throw .tooShort(
                container: database.containers[plan.container].name, apid: packet.apid,
                neededBytes: plan.sizeBytes, foundBytes: bytes.count)
        }
        buffer.packets.append(
            .init(
                firstSample: buffer.count, container: plan.container, apid: packet.apid,
                sequenceCount: packet.sequenceCount, generationTime: generationTime(plan, bytes) ?? receivedAt,
                extraBytes: bytes.count - plan.sizeBytes))
        for step in plan.steps {
            if let reading = step.reading {
                appendNumber(step, reading, bytes, &buffer)
            } else {
                appendText(step, packet.bytes, &buffer)
            }
        }
    }

    /// Decodes a packet from its bytes; see ``decode(_:receivedAt:into:)``. Throws when they are no space packet.
    public func decode(
        _ bytes: [UInt8], receivedAt: Instant, into buffer: inout SampleBuffer
    ) throws(TelemetryError) {
        try decode(try Self.packet(bytes), receivedAt: receivedAt, into: &buffer)
    }

    /// Decodes one packet into values of their own.
    public func decode(_ packet: SpacePacket) throws(TelemetryError) -> DecodedPacket {
        var buffer = makeBuffer(capacity: 64)
        try decode(packet, receivedAt: Instant(nanosecondsSinceJ2000TAI: 0), into: &buffer)
        return DecodedPacket(buffer, database)
    }

    /// Decodes one packet from its bytes; throws when they are no space packet.
    public func decode(_ bytes: [UInt8]) throws(TelemetryError) -> DecodedPacket {
        try decode(try Self.packet(bytes))
    }

    private static func packet(_ bytes: [UInt8]) throws(TelemetryError) -> SpacePacket {
        do throws(SpaceLinkError) { return try SpacePacket(parsing: bytes) } catch { throw .notAPacket(error) }
    }

    private func generationTime(_ plan: PacketPlan, _ bytes: borrowing Span<UInt8>) -> Instant? {
        guard let coarse = plan.coarseTime else { return nil }
        let seconds = UInt32(truncatingIfNeeded: coarse.bits(bytes))
        let fine = UInt16(truncatingIfNeeded: plan.fineTime?.bits(bytes) ?? 0)
        return CUCTime(coarseSeconds: seconds, fine: fine).instant
    }

    private func appendNumber(
        _ step: PlanStep, _ reading: FieldReading, _ bytes: borrowing Span<UInt8>, _ buffer: inout SampleBuffer
    ) {
        let bits = reading.rawBits(bytes)
        let raw = reading.number(bits)
        let number = rules.engineering(raw, step.rule)
        buffer.parameters.append(step.parameter)
        buffer.rawBits.append(bits)
        buffer.numbers.append(number)
        buffer.marks.append(rules.mark(number, raw: raw, step.rule))
    }

    private func appendText(_ step: PlanStep, _ bytes: [UInt8], _ buffer: inout SampleBuffer) {
        let text = TextReading.value(step.field, bytes)
        buffer.parameters.append(step.parameter)
        buffer.rawBits.append(UInt64(buffer.texts.count))
        buffer.numbers.append(.nan)
        buffer.marks.append(text.isValid ? .none : .invalid)
        buffer.texts.append(text.value)
    }
}
