extension Database {
    /// Packet of a container from raw values by parameter: the inverse of decoding.
    ///
    /// Fields without a value take what the container's restrictions demand (`==`), else zero. A space packet's length
    /// field is always filled in, and its sequence flags are 3 (unsegmented) unless given. Throws when the container is
    /// unknown or abstract, a parameter is not in it, or a value does not fit its encoding.
    public func encode(
        container name: String, values: [ParameterIndex: Value]
    ) throws(MissionDatabaseError) -> [UInt8] {
        guard let container = container(named: name) else { throw .unknownContainer(name: name) }
        return try encode(container: container.index, values: values)
    }

    /// Packet of a container by its index; see ``encode(container:values:)``.
    public func encode(
        container index: ContainerIndex, values: [ParameterIndex: Value]
    ) throws(MissionDatabaseError) -> [UInt8] {
        guard containers.indices.contains(index) else { throw .unknownContainer(name: "\(index)") }
        guard !containers[index].isAbstract else { throw .abstractContainer(name: containers[index].name) }
        let layout = layouts[index]
        var all = implied(index, layout).merging(values) { _, given in given }
        if layout.startsWithPacketHeader {
            all[layout.fields[6].parameter] = .unsigned(UInt64(clamping: layout.sizeBytes - 7))
        }
        var bits = BitWriter(sizeBytes: layout.sizeBytes)
        for fixed in layout.fixedBits {
            bits.write(fixed.bytes, sizeBits: fixed.sizeBits, at: fixed.bitOffset)
        }
        for field in layout.fields {
            guard let value = all.removeValue(forKey: field.parameter) ?? values[field.parameter] else { continue }
            try write(value, field, &bits)
        }
        if let stranger = all.keys.min() {
            let parameter = parameters.indices.contains(stranger) ? parameters[stranger].name : "\(stranger)"
            throw .notInContainer(parameter: parameter, container: containers[index].name)
        }
        return bits.bytes
    }

    /// Values that the restrictions and the packet header imply.
    private func implied(_ index: ContainerIndex, _ layout: ContainerLayout) -> [ParameterIndex: Value] {
        var values: [ParameterIndex: Value] = [:]
        if layout.startsWithPacketHeader { values[layout.fields[4].parameter] = .unsigned(3) }
        for comparison in requiredComparisons(of: index) where comparison.relation == .equal {
            let type = parameters[comparison.parameter].type
            switch comparison.constant {
            case .integer(let number):
                let raw = comparison.usesCalibratedValue ? type.calibrator?.raw(Double(number)) : nil
                values[comparison.parameter] = raw.map { .float($0) } ?? Self.whole(number)
            case .real(let number):
                let raw = comparison.usesCalibratedValue ? type.calibrator?.raw(number) : nil
                values[comparison.parameter] = .float(raw ?? number)
            }
        }
        return values
    }

    private static func whole(_ number: Int128) -> Value {
        UInt64(exactly: number).map { .unsigned($0) } ?? .signed(Int64(clamping: number))
    }

    private func write(
        _ value: Value, _ field: ContainerLayout.Field, _ bits: inout BitWriter
    ) throws(MissionDatabaseError) {
        let encoding = field.encoding
        guard let raw = encoding.rawBytes(of: value) else {
            throw .valueDoesNotFit(
                parameter: parameters[field.parameter].name, value: value.description,
                expected: encoding.rangeDescription)
        }
        bits.write(raw, sizeBits: encoding.sizeBits, at: field.bitOffset)
    }
}

extension DataEncoding {
    /// Raw value as bits, most significant first and aligned to the start; `nil` when it does not fit.
    func rawBytes(of value: Value) -> [UInt8]? {
        switch form {
        case .unsigned, .twosComplement:
            value.integer.flatMap(integerBits).map(numberBytes)
        case .ieee754:
            value.number.map { numberBytes(sizeBits == 32 ? UInt64(Float($0).bitPattern) : $0.bitPattern) }
        case .string(let characters, let terminator):
            if case .string(let text) = value {
                characters.bytes(text).flatMap { padded($0, terminator ?? 0) }
            } else {
                nil
            }
        case .binary:
            if case .binary(let bytes) = value { bytes.count == (sizeBits + 7) / 8 ? bytes : nil } else { nil }
        }
    }

    /// What fits, in words.
    var rangeDescription: String {
        switch form {
        case .unsigned: "0 to \((UInt128(1) << UInt128(sizeBits)) - 1)"
        case .twosComplement: "\(-(Int128(1) << Int128(sizeBits - 1))) to \((Int128(1) << Int128(sizeBits - 1)) - 1)"
        case .ieee754: "a number"
        case .string(let characters, _): "\(characters.rawValue) text of at most \(sizeBits / 8) bytes"
        case .binary: "\((sizeBits + 7) / 8) bytes"
        }
    }

    private func integerBits(_ number: Int128) -> UInt64? {
        let limit = Int128(1) << Int128(form == .unsigned ? sizeBits : sizeBits - 1)
        guard number < limit, number >= (form == .unsigned ? 0 : -limit) else { return nil }
        return UInt64(truncatingIfNeeded: number)
    }

    private func numberBytes(_ bits: UInt64) -> [UInt8] {
        let aligned = bits << UInt64(64 - sizeBits)
        let big = (0..<(sizeBits + 7) / 8).map { UInt8(truncatingIfNeeded: aligned >> UInt64(56 - 8 * $0)) }
        return isLittleEndian ? big.reversed() : big
    }

    private func padded(_ bytes: [UInt8], _ filling: UInt8) -> [UInt8]? {
        let size = sizeBits / 8
        guard bytes.count <= size else { return nil }
        return bytes + [UInt8](repeating: filling, count: size - bytes.count)
    }
}

extension StringCharacters {
    /// Bytes of a text; `nil` when it has characters outside the set.
    func bytes(_ text: String) -> [UInt8]? {
        switch self {
        case .utf8: return Array(text.utf8)
        case .ascii: return text.utf8.allSatisfy { $0 < 0x80 } ? Array(text.utf8) : nil
        case .latin1:
            let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
            return bytes.count == text.unicodeScalars.count ? bytes : nil
        }
    }
}

/// Bytes that are written bit by bit.
struct BitWriter {
    private(set) var bytes: [UInt8]

    init(sizeBytes: Int) {
        bytes = [UInt8](repeating: 0, count: sizeBytes)
    }

    /// Writes the first `sizeBits` of `source` from bit `offset` on, over what was there.
    mutating func write(_ source: [UInt8], sizeBits: Int, at offset: Int) {
        for bit in 0..<sizeBits {
            let target = offset + bit
            guard source.indices.contains(bit / 8), bytes.indices.contains(target / 8) else { return }
            let mask = UInt8(0x80) >> UInt8(target % 8)
            let isSet = source[bit / 8] & (UInt8(0x80) >> UInt8(bit % 8)) != 0
            bytes[target / 8] = isSet ? bytes[target / 8] | mask : bytes[target / 8] & ~mask
        }
    }
}
