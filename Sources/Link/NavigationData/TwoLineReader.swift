import Orbits

extension ElementSetReader {
    /// Walks the lines: a name may stand before a first line, a second line must follow it.
    static func readTwoLineSets(_ bytes: [UInt8], into collector: inout Collector) {
        var pending = PendingSet()
        for (number, line) in Lines(bytes) {
            let content = trimmed(line)
            if content.isEmpty || content.first == UInt8(ascii: "#") { continue }
            switch TwoLineKind(line) {
            case .first:
                pending.takeFirst(line, number, &collector)
            case .second:
                pending.takeSecond(line, number, &collector)
            case .name:
                pending.takeName(content, number, &collector)
            }
        }
        pending.end(&collector)
    }
}

private enum TwoLineKind {
    case name, first, second

    init(_ line: ArraySlice<UInt8>) {
        let start = line.startIndex
        // A name may begin with `1 ` too; an element line is long.
        guard line.count >= 40, line[start + 1] == 32 else {
            self = .name
            return
        }
        switch line[start] {
        case UInt8(ascii: "1"): self = .first
        case UInt8(ascii: "2"): self = .second
        default: self = .name
        }
    }
}

/// What has been seen of the set that is being read.
private struct PendingSet {
    private var name: (text: ArraySlice<UInt8>, number: Int)?
    private var first: (line: ArraySlice<UInt8>, number: Int)?

    mutating func takeName(_ line: ArraySlice<UInt8>, _ number: Int, _ collector: inout Collector) {
        reportUnfinished(before: line, number, &collector)
        name = (line, number)
    }

    mutating func takeFirst(_ line: ArraySlice<UInt8>, _ number: Int, _ collector: inout Collector) {
        if let first {
            collector.add(.missingLine(expected: "the second line of the set", found: text(line)), line: number)
            if name.map({ $0.number < first.number }) == true { name = nil }
        }
        first = (line, number)
    }

    mutating func takeSecond(_ line: ArraySlice<UInt8>, _ number: Int, _ collector: inout Collector) {
        defer { (name, first) = (nil, nil) }
        guard let first else {
            return collector.add(
                .missingLine(expected: "the first line of the set before it", found: text(line)), line: number)
        }
        var failing = first.number
        do {
            let opening = try TwoLineOpening(first.line)
            failing = number
            let closing = try TwoLineClosing(line, opening: opening)
            collector.add(
                closing.elements(opening, name: Self.name(name?.text)), line: name?.number ?? first.number)
        } catch {
            collector.add(error, line: failing)
        }
    }

    mutating func end(_ collector: inout Collector) {
        reportUnfinished(before: ArraySlice("end of text".utf8), nil, &collector)
    }

    private mutating func reportUnfinished(
        before line: ArraySlice<UInt8>, _ number: Int?, _ collector: inout Collector
    ) {
        if let first {
            let error = NavigationDataError.missingLine(expected: "the second line of the set", found: text(line))
            collector.add(error, line: number ?? first.number)
        } else if let name {
            let error = NavigationDataError.missingLine(expected: "an element set", found: text(name.text))
            collector.add(error, line: name.number)
        }
        (name, first) = (nil, nil)
    }

    /// The name without the `0 ` that some sources put before it.
    private static func name(_ line: ArraySlice<UInt8>?) -> String {
        guard let line else { return "" }
        return text(line.starts(with: "0 ".utf8) ? trimmed(line.dropFirst(2)) : line)
    }
}
