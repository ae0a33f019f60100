public import Agreements
public import FoundationEssentials
import Programme

/// Something in a book's file that is not as its parties signed it.
public struct LedgerFault: Hashable, Sendable, CustomStringConvertible {
    /// The first line it may stand on, from 1.
    public let firstLine: Int
    /// The last line it may stand on.
    public let lastLine: Int
    /// What is wrong.
    public let message: String

    /// A fault from its parts.
    public init(firstLine: Int, lastLine: Int, message: String) {
        (self.firstLine, self.lastLine, self.message) = (firstLine, lastLine, message)
    }

    /// `line 7: …`, or `lines 3 to 7: …`.
    public var description: String {
        (firstLine == lastLine ? "line \(firstLine)" : "lines \(firstLine) to \(lastLine)") + ": " + message
    }
}

extension StationLedger {
    /// Reads a book's file and checks all of it: each digest, each signature, each entry against its account.
    ///
    /// A changed byte is told with its line. Who rewrites all digests after it cannot rewrite the signatures: then the
    /// first signature that does not fit is told, with the lines since the last that does. The book holds what stands
    /// before the first fault.
    public static func read(_ file: Data, keys: [PartyKey]) -> (ledger: StationLedger, faults: [LedgerFault]) {
        var ledger = StationLedger(keys: keys)
        var faults: [LedgerFault] = []
        var previous = ChainDigest.start
        var lastSigned = 0
        for (index, text) in file.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let number = index + 1
            if text.isEmpty, number > ledger.lines.count, text.startIndex == file.endIndex { break }
            guard let line = ChainLine<LedgerRecord>(Data(text)) else {
                faults.append(fault(number, number, "expected a digest, a blank and a record"))
                break
            }
            guard line.digest == previous.following(line.payload) else {
                faults.append(fault(number, number, "the text does not fit its digest `\(line.digest)`"))
                previous = line.digest
                continue
            }
            previous = line.digest
            guard faults.isEmpty else { continue }
            if let found = take(line, number, into: &ledger, since: lastSigned) {
                faults.append(found)
            } else if case .checkpoint? = line.record {
                lastSigned = number
            }
        }
        return (ledger, faults)
    }

    /// How many lines, from the first on, a checkpoint signs.
    public var signedCount: Int {
        let last = records.lastIndex { record in
            if case .checkpoint = record { true } else { false }
        }
        return last.map { $0 + 1 } ?? 0
    }

    /// The lines at the end that no checkpoint signs; `nil` when one signs all. A node signs each addition, so that such
    /// lines are what a crash or somebody left of one.
    public var unsignedTail: LedgerFault? {
        signedCount < records.count
            ? Self.fault(signedCount + 1, records.count, "no checkpoint signs what stands here") : nil
    }

    private static func take(
        _ line: ChainLine<LedgerRecord>, _ number: Int, into ledger: inout StationLedger, since lastSigned: Int
    ) -> LedgerFault? {
        guard let record = line.record else { return fault(number, number, "expected a record of a ledger") }
        do {
            try ledger.append(record)
        } catch .badSignature(let partner, _) {
            let first: Int =
                switch record {
                case .signature(let entry, _, _, _): min(entry, number)
                default: lastSigned + 1
                }
            return fault(first, number, "the signature of `\(partner)` does not fit what stands here")
        } catch {
            return fault(number, number, error.description)
        }
        return ledger.head == line.digest ? nil : fault(number, number, "expected the record in its plain form")
    }

    private static func fault(_ first: Int, _ last: Int, _ message: String) -> LedgerFault {
        LedgerFault(firstLine: first, lastLine: last, message: message)
    }
}
