import MissionDatabase

/// Place of a raw number in a packet.
struct FieldPlace: Sendable {
    /// First bit, counted from the start of the packet.
    let bitOffset: Int
    /// Size, 1…64 bits.
    let sizeBits: Int
    /// Whether the least significant byte comes first.
    let isLittleEndian: Bool

    init?(_ field: ContainerLayout.Field) {
        guard (1...64).contains(field.encoding.sizeBits), field.bitOffset >= 0 else { return nil }
        bitOffset = field.bitOffset
        sizeBits = field.encoding.sizeBits
        isLittleEndian = field.encoding.isLittleEndian
    }

    /// Writes the low bits of `number` over what was there; bits past the end of the packet are left out.
    func write(_ number: UInt64, to bytes: inout [UInt8]) {
        guard bitOffset % 8 == 0, sizeBits % 8 == 0 else { return writeBits(number, to: &bytes) }
        let count = sizeBits / 8
        for byte in 0..<count where bytes.indices.contains(bitOffset / 8 + byte) {
            let shift = 8 * (isLittleEndian ? byte : count - 1 - byte)
            bytes[bitOffset / 8 + byte] = UInt8(truncatingIfNeeded: number >> UInt64(shift))
        }
    }

    private func writeBits(_ number: UInt64, to bytes: inout [UInt8]) {
        for bit in 0..<sizeBits where bytes.indices.contains((bitOffset + bit) / 8) {
            let mask = UInt8(0x80) >> UInt8((bitOffset + bit) % 8)
            let isSet = (number >> UInt64(sizeBits - 1 - bit)) & 1 == 1
            let byte = (bitOffset + bit) / 8
            bytes[byte] = isSet ? bytes[byte] | mask : bytes[byte] & ~mask
        }
    }
}

/// How one parameter is turned from its engineering value into the bits that go into the packet.
struct FieldPlan: Sendable {
    let parameter: ParameterIndex
    private let place: FieldPlace
    private let form: EncodingForm
    private let calibrator: Calibrator?
    /// Lowest and highest raw whole number that the encoding holds.
    private let lowest: Double
    private let highest: Double

    /// Plan of a number; `nil` for text and bytes, which the simulator leaves empty.
    init?(_ field: ContainerLayout.Field, _ calibrator: Calibrator?) {
        guard let place = FieldPlace(field) else { return nil }
        switch field.encoding.form {
        case .unsigned:
            lowest = 0
            highest = UInt64.max.highest(bits: place.sizeBits)
        case .twosComplement:
            highest = UInt64.max.highest(bits: place.sizeBits - 1)
            lowest = -highest - 1
        case .ieee754:
            (lowest, highest) = (-.greatestFiniteMagnitude, .greatestFiniteMagnitude)
        case .string, .binary: return nil
        }
        self.place = place
        self.calibrator = calibrator
        parameter = field.parameter
        form = field.encoding.form
    }

    /// Writes the raw value nearest to `engineering`, kept within what the encoding holds.
    func write(_ engineering: Double, to bytes: inout [UInt8]) {
        let number = engineering.isFinite ? engineering : 0
        guard form != .ieee754 else {
            let raw = calibrator.map { $0.raw(number) ?? number } ?? number
            return place.write(place.sizeBits == 32 ? UInt64(Float(raw).bitPattern) : raw.bitPattern, to: &bytes)
        }
        let raw = whole(number).rounded().clamped(lowest, highest)
        let bits = UInt64(exactly: raw) ?? Int64(exactly: raw).map { UInt64(bitPattern: $0) } ?? .max
        place.write(bits, to: &bytes)
    }

    private func whole(_ engineering: Double) -> Double {
        guard let calibrator else { return engineering }
        return calibrator.raw(engineering) ?? nearest(engineering, calibrator)
    }

    /// Halves the range of a rising or falling curve, such as a polynomial of higher degree.
    private func nearest(_ engineering: Double, _ calibrator: Calibrator) -> Double {
        var (low, high) = (lowest, highest)
        let rises = calibrator.engineering(high) >= calibrator.engineering(low)
        for _ in 0..<64 where high - low > 1 {
            let middle = ((low + high) / 2).rounded(.down)
            let isBelow = calibrator.engineering(middle) < engineering
            if isBelow == rises { low = middle } else { high = middle }
        }
        let lowError = abs(calibrator.engineering(low) - engineering)
        let highError = abs(calibrator.engineering(high) - engineering)
        return lowError <= highError ? low : high
    }
}

extension UInt64 {
    /// Highest whole number of `bits` bits, 0…64, as a floating-point number not above it.
    fileprivate func highest(bits: Int) -> Double {
        guard bits > 0 else { return 0 }
        guard bits <= 53 else { return Double(sign: .plus, exponent: bits, significand: 1).nextDown }
        return Double(self >> UInt64(64 - bits))
    }
}
