import Resilience

/// The exact number of a fault tree's minimal cut sets, and its printing.
struct FaultTreeCount {
    let path: String

    func write(as format: OutputFormat) throws {
        let counted: CutSetCount
        do {
            counted = try minimalCutSets(of: try FaultTreeReader.read([UInt8](try readFile(path)), source: path))
        } catch let error as FaultTreeError {
            throw Failure("\(error)")
        }
        let orders = counted.byOrder.sorted { $0.key < $1.key }
        guard format == .json else {
            let rows: [[Cell]] = orders.map { [.integer($0.key), .literal(String($0.value))] }
            return Table(columns: ["order", "minimalCutSets"], rows: rows).write(as: format)
        }
        let byOrder = orders.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
        print("{\"minimalCutSets\": \(counted.total), \"byOrder\": {\(byOrder)}}")
    }
}
