extension XTCEReading {
    /// Largest packet, bits: no field lies beyond it.
    static let largestBits = 65542 * 8

    /// Integer or floating-point encoding inside a type, and its calibrator.
    mutating func numberEncoding(in node: XMLNode) -> (DataEncoding?, Calibrator?) {
        guard let element = choice(["IntegerDataEncoding", "FloatDataEncoding"], in: node) else { return (nil, nil) }
        check(
            element, attributes: ["sizeInBits", "encoding", "byteOrder", "bitOrder"], children: ["DefaultCalibrator"])
        let calibrator = only("DefaultCalibrator", in: element).flatMap { defaultCalibrator($0) }
        let isInteger = element.name == "IntegerDataEncoding"
        return (isInteger ? integerEncoding(element) : floatEncoding(element), calibrator)
    }

    private mutating func integerEncoding(_ node: XMLNode) -> DataEncoding {
        let size = integer("sizeInBits", of: node, in: 1...64) ?? 8
        let form = word("encoding", of: node, among: ["unsigned", "twosComplement"], default: "unsigned")
        return DataEncoding(
            form: form == "unsigned" ? .unsigned : .twosComplement, sizeBits: size,
            isLittleEndian: isLittleEndian(node, sizeBits: size))
    }

    private mutating func floatEncoding(_ node: XMLNode) -> DataEncoding {
        let size = word("sizeInBits", of: node, among: ["32", "64"], default: "32") == "64" ? 64 : 32
        _ = word("encoding", of: node, among: ["IEEE754", "IEEE754_1985"], default: "IEEE754_1985")
        return DataEncoding(
            form: .ieee754, sizeBits: size, isLittleEndian: isLittleEndian(node, sizeBits: size))
    }

    private mutating func isLittleEndian(_ node: XMLNode, sizeBits: Int) -> Bool {
        _ = word("bitOrder", of: node, among: ["mostSignificantBitFirst"], default: "mostSignificantBitFirst")
        let orders = ["mostSignificantByteFirst", "leastSignificantByteFirst"]
        let isLittle = word("byteOrder", of: node, among: orders, default: orders[0]) == orders[1]
        if isLittle && sizeBits % 8 != 0 {
            report(node, found: "\(orders[1]) with \(sizeBits) bits", expected: "a multiple of 8 bits")
            return false
        }
        return isLittle
    }

    /// Text of fixed size.
    mutating func stringEncoding(_ node: XMLNode) -> DataEncoding? {
        check(node, attributes: ["encoding", "bitOrder", "byteOrder"], children: ["SizeInBits"])
        _ = isLittleEndian(node, sizeBits: 8)
        let sets = ["UTF-8", "US-ASCII", "ISO-8859-1"]
        let characters = StringCharacters(rawValue: word("encoding", of: node, among: sets, default: sets[0])) ?? .utf8
        guard let size = only("SizeInBits", in: node) else {
            report(node, found: "`StringDataEncoding` without `SizeInBits`", expected: "a fixed size")
            return nil
        }
        check(size, children: ["Fixed", "TerminationChar"])
        guard let fixed = only("Fixed", in: size), let bits = fixedValue(fixed) else {
            report(size, found: "`SizeInBits` without `Fixed`", expected: "a fixed size")
            return nil
        }
        guard bits % 8 == 0 else {
            report(fixed, found: "text of \(bits) bits", expected: "a multiple of 8")
            return nil
        }
        let terminator = only("TerminationChar", in: size).flatMap { terminationByte($0) }
        return DataEncoding(form: .string(characters, terminator: terminator), sizeBits: bits)
    }

    private mutating func terminationByte(_ node: XMLNode) -> UInt8? {
        check(node, allowsText: true)
        if node.text.trimmed.count == 2, let byte = UInt8(node.text.trimmed, radix: 16) { return byte }
        report(node, found: "`\(node.text.trimmed)` in `TerminationChar`", expected: "one byte, two hexadecimal digits")
        return nil
    }

    /// Bytes of fixed size.
    mutating func binaryEncoding(_ node: XMLNode) -> DataEncoding? {
        check(node, attributes: ["bitOrder", "byteOrder"], children: ["SizeInBits"])
        _ = isLittleEndian(node, sizeBits: 8)
        guard let size = only("SizeInBits", in: node), let bits = fixedValue(size) else {
            report(node, found: "`BinaryDataEncoding` without fixed size", expected: "`SizeInBits` with `FixedValue`")
            return nil
        }
        return DataEncoding(form: .binary, sizeBits: bits)
    }

    private mutating func fixedValue(_ node: XMLNode) -> Int? {
        check(node, children: ["FixedValue"])
        return only("FixedValue", in: node).flatMap { integerText($0, in: 1...Self.largestBits) }
    }

    private mutating func defaultCalibrator(_ node: XMLNode) -> Calibrator? {
        check(
            node, attributes: ["name", "shortDescription"], children: ["PolynomialCalibrator", "SplineCalibrator"])
        guard let element = choice(["PolynomialCalibrator", "SplineCalibrator"], in: node) else {
            report(node, found: "`DefaultCalibrator` without calibrator", expected: "a polynomial or a spline")
            return nil
        }
        return element.name == "PolynomialCalibrator" ? polynomial(element) : spline(element)
    }

    private mutating func polynomial(_ node: XMLNode) -> Calibrator? {
        check(node, attributes: ["name", "shortDescription"], children: ["Term"])
        var coefficients: [Int: Double] = [:]
        for term in node.children("Term") {
            check(term, attributes: ["coefficient", "exponent"])
            let exponent = required("exponent", of: term).flatMap { _ in integer("exponent", of: term, in: 0...32) }
            let coefficient = required("coefficient", of: term).flatMap { _ in double("coefficient", of: term) }
            guard let exponent, let coefficient else { continue }
            if coefficients.updateValue(coefficient, forKey: exponent) != nil {
                report(term, found: "another term of exponent `\(exponent)`", expected: "one")
            }
        }
        guard let degree = coefficients.keys.max() else {
            report(node, found: "polynomial without terms", expected: "one or more `Term`")
            return nil
        }
        return .polynomial((0...degree).map { coefficients[$0] ?? 0 })
    }

    private mutating func spline(_ node: XMLNode) -> Calibrator? {
        check(
            node, attributes: ["name", "shortDescription", "order", "extrapolate"], children: ["SplinePoint"])
        let order = integer("order", of: node, in: 0...1) ?? 1
        let extrapolates = boolean("extrapolate", of: node, default: false)
        var points: [SplinePoint] = []
        var raws: Set<Double> = []
        for point in node.children("SplinePoint") {
            check(point, attributes: ["raw", "calibrated"])
            let raw = required("raw", of: point).flatMap { _ in double("raw", of: point) }
            let calibrated = required("calibrated", of: point).flatMap { _ in double("calibrated", of: point) }
            guard let raw, let calibrated else { continue }
            if !raws.insert(raw).inserted {
                report(point, found: "another spline point at raw `\(raw)`", expected: "one")
            }
            points.append(SplinePoint(raw: raw, calibrated: calibrated))
        }
        guard points.count >= 2 else {
            report(node, found: "spline of \(points.count) points", expected: "two or more `SplinePoint`")
            return nil
        }
        return .spline(points.sorted { $0.raw < $1.raw }, order: order, extrapolates: extrapolates)
    }
}
