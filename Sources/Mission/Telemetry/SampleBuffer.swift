public import MissionDatabase
public import SpaceLink
public import Timekeeping

/// Samples of many packets in contiguous columns, which decoding fills without allocating for each value.
///
/// Made by ``PacketDecoder/makeBuffer(capacity:)``; `removeAll()` keeps the memory for the next batch.
public struct SampleBuffer: Sendable {
    /// Packet in the buffer.
    public struct PacketMark: Hashable, Sendable {
        /// Place of its first sample.
        public let firstSample: Int
        /// Container that it was decoded by.
        public let container: ContainerIndex
        /// On-board source.
        public let apid: APID
        /// Count of the packet.
        public let sequenceCount: SequenceCount
        /// When the spacecraft made the packet; time of receipt where it does not say.
        public let generationTime: Instant
        /// Bytes beyond what the container describes.
        public let extraBytes: Int
    }

    /// Packets, in order of decoding.
    public internal(set) var packets: [PacketMark] = []
    /// Parameter of each sample, by its place in the database.
    public internal(set) var parameters: [Int32] = []
    /// Engineering number of each sample; raw number for enumerated and Boolean ones, not a number for text and bytes.
    public internal(set) var numbers: [Double] = []
    var rawBits: [UInt64] = []
    var marks: [LimitMark] = []
    var texts: [Value] = []
    let forms: [ParameterForm]

    init(forms: [ParameterForm], capacity: Int) {
        self.forms = forms
        parameters.reserveCapacity(capacity)
        numbers.reserveCapacity(capacity)
        rawBits.reserveCapacity(capacity)
        marks.reserveCapacity(capacity)
    }

    /// Number of samples.
    public var count: Int { parameters.count }

    /// Empties the buffer and keeps its memory.
    public mutating func removeAll() {
        packets.removeAll(keepingCapacity: true)
        parameters.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        rawBits.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
    }

    /// Places of the samples of a packet.
    public func samples(ofPacket index: Int) -> Range<Int> {
        let next = index + 1 < packets.count ? packets[index + 1].firstSample : count
        return packets[index].firstSample..<next
    }

    /// Where a sample stands against its limits.
    public func limit(_ index: Int) -> LimitState { marks[index].state }

    /// On which side a sample left its limits.
    public func side(_ index: Int) -> LimitSide { marks[index].side }

    /// Whether a sample cannot be true.
    public func isInvalid(_ index: Int) -> Bool { marks[index].isInvalid }

    /// Raw value of a sample.
    public func raw(_ index: Int) -> Value {
        let bits = rawBits[index]
        switch forms[Int(parameters[index])].raw {
        case .unsigned: return .unsigned(bits)
        case .signed: return .signed(Int64(bitPattern: bits))
        case .float: return .float(Double(bitPattern: bits))
        case .text: return texts[Int(truncatingIfNeeded: bits)]
        }
    }

    /// Engineering value of a sample.
    public func value(_ index: Int) -> Value {
        let form = forms[Int(parameters[index])]
        switch form.engineering {
        case .sameAsRaw: return raw(index)
        case .float: return .float(numbers[index])
        case .rounded:
            let rounded = numbers[index].rounded()
            return Int64(exactly: rounded).map { .signed($0) } ?? .float(numbers[index])
        case .boolean: return .boolean(rawBits[index] != 0)
        case .label:
            let raw = raw(index)
            let label = raw.integer.flatMap { Int64(exactly: $0) }.flatMap { form.enumeration?.label($0) }
            return label.map { .string($0) } ?? raw
        }
    }

    /// Sample as a value of its own; `time` defaults to the generation time of its packet.
    public func sample(_ index: Int, at time: Instant) -> Sample {
        Sample(
            parameter: Int(parameters[index]), generationTime: time, value: value(index), raw: raw(index),
            limit: limit(index), side: side(index), isInvalid: isInvalid(index))
    }

    /// All samples with the generation time of their packets, in order.
    public var samples: [Sample] {
        packets.indices.flatMap { packet in
            samples(ofPacket: packet).map { sample($0, at: packets[packet].generationTime) }
        }
    }
}

/// How the columns of a parameter are read back.
struct ParameterForm: Sendable {
    enum Raw { case unsigned, signed, float, text }
    enum Engineering { case sameAsRaw, float, rounded, boolean, label }

    let raw: Raw
    let engineering: Engineering
    let enumeration: Enumeration?

    init(_ type: ParameterType) {
        raw =
            switch type.encoding?.form {
            case .unsigned, nil: .unsigned
            case .twosComplement: .signed
            case .ieee754: .float
            case .string, .binary: .text
            }
        engineering =
            switch type.kind {
            case .integer: type.calibrator == nil && raw != .float ? .sameAsRaw : .rounded
            case .float, .absoluteTime: .float
            case .enumerated: .label
            case .boolean: .boolean
            case .string, .binary: .sameAsRaw
            }
        enumeration = type.enumeration
    }
}
