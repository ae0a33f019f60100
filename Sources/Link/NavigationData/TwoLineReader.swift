import Orbits

extension ElementSetReader {
    /// Walks the lines: a name may stand before a first line, a second line must follow it.
    static func readTwoLineSets(_ bytes: Span<UInt8>, into collector: inout Collector) {
        // A set with its name is 160 bytes or so; what a text holds beyond that grows the array.
        collector.sets.reserveCapacity(bytes.count / 160 + 1)
        var pending = PendingSet()
        var lines = LineCursor(from: bytes.afterByteOrderMark)
        while let (number, line) = lines.next(bytes) {
            switch TwoLineKind(bytes, line) {
            case .first: pending.takeFirst(bytes, line, number, &collector)
            case .second: pending.takeSecond(bytes, line, number, &collector)
            case .other:
                let content = bytes.trimmed(line)
                if content.isEmpty || bytes[content.lowerBound] == UInt8(ascii: "#") { continue }
                pending.takeName(bytes, content, number, &collector)
            }
        }
        pending.end(bytes, &collector)
    }
}

private enum TwoLineKind {
    case first, second, other

    init(_ bytes: Span<UInt8>, _ line: Range<Int>) {
        // A name may begin with `1 ` too; an element line is long.
        guard line.count >= 40, bytes[line.lowerBound + 1] == 32 else {
            self = .other
            return
        }
        switch bytes[line.lowerBound] {
        case UInt8(ascii: "1"): self = .first
        case UInt8(ascii: "2"): self = .second
        default: self = .other
        }
    }
}

/// What has been seen of the set that is being read.
private struct PendingSet {
    private var name: (line: Range<Int>, number: Int)?
    private var first: (line: Range<Int>, number: Int)?
    private var days = DayStarts()
    private var designators = DesignatorText()

    mutating func takeName(
        _ bytes: Span<UInt8>, _ line: Range<Int>, _ number: Int, _ collector: inout Collector
    ) {
        if name != nil || first != nil { reportUnfinished(bytes, before: bytes.text(line), number, &collector) }
        name = (line, number)
    }

    mutating func takeFirst(
        _ bytes: Span<UInt8>, _ line: Range<Int>, _ number: Int, _ collector: inout Collector
    ) {
        if let first {
            let error = NavigationDataError.missingLine(
                expected: "the second line of the set", found: bytes.text(line))
            collector.add(error, line: number)
            if let name, name.number < first.number { self.name = nil }
        }
        first = (line, number)
    }

    mutating func takeSecond(
        _ bytes: Span<UInt8>, _ line: Range<Int>, _ number: Int, _ collector: inout Collector
    ) {
        defer { (name, first) = (nil, nil) }
        guard let first else {
            let expected = "the first line of the set before it"
            return collector.add(.missingLine(expected: expected, found: bytes.text(line)), line: number)
        }
        var failing = first.number
        do {
            let opening = try TwoLineOpening(bytes, first.line, &days)
            failing = number
            let closing = try TwoLineClosing(bytes, line, opening: opening)
            let designator = designators.text(bytes, opening.designator)
            let elements = closing.elements(opening, name: nameText(bytes), designator: designator)
            collector.add(elements, line: name?.number ?? first.number)
        } catch {
            collector.add(error, line: failing)
        }
    }

    mutating func end(_ bytes: Span<UInt8>, _ collector: inout Collector) {
        reportUnfinished(bytes, before: "end of text", nil, &collector)
    }

    private mutating func reportUnfinished(
        _ bytes: Span<UInt8>, before line: String, _ number: Int?, _ collector: inout Collector
    ) {
        if let first {
            let error = NavigationDataError.missingLine(expected: "the second line of the set", found: line)
            collector.add(error, line: number ?? first.number)
        } else if let name {
            let error = NavigationDataError.missingLine(expected: "an element set", found: bytes.text(name.line))
            collector.add(error, line: name.number)
        }
        (name, first) = (nil, nil)
    }

    /// The name without the `0 ` that some sources put before it.
    private func nameText(_ bytes: Span<UInt8>) -> String {
        guard let line = name?.line else { return "" }
        guard line.count > 1, bytes[line.lowerBound] == UInt8(ascii: "0"), bytes[line.lowerBound + 1] == 32 else {
            // `0 ` with blank behind it is a line of name without a name.
            return line.count == 1 && bytes[line.lowerBound] == UInt8(ascii: "0") ? "" : bytes.text(line)
        }
        return bytes.text(bytes.trimmed(line.dropFirst(2)))
    }
}

/// International designators in full.
private struct DesignatorText {
    private var letters: [UInt8] = []

    /// `98067A` as `1998-067A`; what has another form stays as it is.
    mutating func text(_ bytes: Span<UInt8>, _ field: Range<Int>) -> String {
        let start = field.lowerBound
        guard field.count >= 6, let year = bytes.whole(start..<start + 2), bytes.whole(start + 2..<start + 5) != nil
        else { return bytes.text(field) }
        let century: UInt8 = year < 57 ? 0 : 1
        letters.removeAll(keepingCapacity: true)
        letters.append(UInt8(ascii: "2") - century)
        letters.append(UInt8(ascii: "0") + century * 9)
        letters.append(bytes[start])
        letters.append(bytes[start + 1])
        letters.append(UInt8(ascii: "-"))
        for place in start + 2..<field.upperBound { letters.append(bytes[place]) }
        return String(decoding: letters, as: UTF8.self)
    }
}
