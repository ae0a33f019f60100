import NavigationData
import Orbits
import Timekeeping

/// Readers of element sets and conjunction messages. The first byte chooses the form, the rest is the text.
///
/// Beyond living on, what is read must be said (a set or a problem), and what was read must be written and read again as
/// the same values.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNavigationData(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let input = UnsafeRawBufferPointer(start: start + 1, count: count - 1)
    let choice = Int(start[0]) % (ElementSetFormat.allCases.count + 3)
    if choice < ElementSetFormat.allCases.count {
        fuzzElementSets(ElementSetReader.read(input, as: ElementSetFormat.allCases[choice], source: "fuzz"))
    } else if choice == ElementSetFormat.allCases.count {
        fuzzElementSets(ElementSetReader.read(input, source: "fuzz"))
    } else {
        fuzzMessages(Array(input), as: ConjunctionMessageFormat.allCases[choice % 2])
    }
    return 0
}

private func fuzzElementSets(_ result: ElementSetReader.Result) {
    precondition(!result.sets.isEmpty || !result.problems.isEmpty)
    let catalogue = ElementSetCatalogue(result)
    let elements = catalogue.elements
    for form in ElementSetWriter.Form.allCases {
        let output = ElementSetWriter.write(elements, as: form, created: .j2000TAI)
        let again = ElementSetReader.read(output.text, as: format(of: form), source: "again")
        precondition(again.sets.count + output.refused.count == elements.count)
        guard !again.sets.isEmpty else { continue }
        precondition(again.problems.isEmpty)
        // A shortened set may differ, every other is the same; a two-line set leaves the name out.
        let refused = Set(output.refused.map(\.catalogueNumber)).union(output.shortened)
        var kept = elements.filter { !refused.contains($0.catalogueNumber) }
        if form == .twoLine { for index in kept.indices { kept[index].name = "" } }
        let shortened = Set(output.shortened)
        precondition(again.sets.map(\.elements).filter { !shortened.contains($0.catalogueNumber) } == kept)
    }
    for record in catalogue.filtered(by: CatalogueFilter(), at: .j2000TAI) { _ = OrbitShape(record.elements) }
}

private func format(of form: ElementSetWriter.Form) -> ElementSetFormat {
    switch form {
    case .twoLine, .threeLine: .twoLine
    case .ommJSON: .ommJSON
    case .ommKVN: .ommKVN
    case .ommXML: .ommXML
    case .ommCSV: .ommCSV
    }
}

private func fuzzMessages(_ bytes: [UInt8], as format: ConjunctionMessageFormat) {
    let result = ConjunctionMessageReader.read(bytes, as: format, source: "fuzz")
    precondition(!result.messages.isEmpty || !result.problems.isEmpty)
    for message in result.messages {
        let kvn = ConjunctionMessageReader.read(ConjunctionMessageWriter.kvn(message), as: .kvn, source: "kvn")
        precondition(kvn.messages == [message])
        let xml = ConjunctionMessageReader.read(ConjunctionMessageWriter.xml(message), as: .xml, source: "xml")
        // XML cannot hold control characters: they are written as blanks.
        let isPlain = ConjunctionMessageWriter.kvn(message).utf8.allSatisfy { $0 >= 32 || $0 == 10 }
        precondition(!isPlain || xml.messages == [message])
    }
}
