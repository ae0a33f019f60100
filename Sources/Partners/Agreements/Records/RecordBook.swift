public import FoundationEssentials

/// Why a record was refused.
public enum RecordError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A record longer than a line may be, in bytes.
    case tooLong(bytes: Int)

    /// One line, with what was expected.
    public var description: String {
        switch self {
        case .tooLong(let bytes):
            "record of \(bytes) bytes: expected at most \(RecordBook.maximumLineBytes)"
        }
    }
}

/// A line of a book that is not as it was written.
public struct RecordFault: Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// What is wrong.
    public let message: String

    /// `line 7: …`.
    public var description: String { "line \(line): \(message)" }
}

/// A record with its place in the book.
public struct NumberedRecord: Hashable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// The record.
    public let record: DecisionRecord
    /// Whether the line fits the digests around it.
    public let isIntact: Bool

    /// A record at a place.
    public init(line: Int, record: DecisionRecord, isIntact: Bool = true) {
        self.line = line
        self.record = record
        self.isIntact = isIntact
    }
}

/// The end of a book of decisions: makes the next line. Lines are kept by whoever holds the book.
public struct RecordBook: Sendable {
    /// Longest line, bytes.
    public static let maximumLineBytes = 256 * 1024
    /// Most lines read at once.
    public static let maximumLines = 1_000_000

    /// The digest of the last line.
    public private(set) var head: ChainDigest
    /// How many lines there are.
    public private(set) var count: Int

    /// A book that goes on after `count` lines, of which `head` is the last one's digest.
    public init(head: ChainDigest = .start, count: Int = 0) {
        self.head = head
        self.count = count
    }

    /// The line of the next record, with its end.
    ///
    /// - Throws: `RecordError.tooLong`; the book is then as before.
    public mutating func append(_ record: DecisionRecord) throws(RecordError) -> Data {
        let line = ChainLine(record, after: head)
        let text = line.text
        guard text.count <= Self.maximumLineBytes else { throw .tooLong(bytes: text.count) }
        head = line.digest
        count += 1
        return text
    }

    private static let expectedLine = "expected a digest, a blank and a record of at most \(maximumLineBytes) bytes"

    /// Reads lines of a book that follow `head`, the first of which is number `first`, and tells each that was changed.
    ///
    /// A changed line that still can be read is handed over, marked. One that cannot is told alone and read past: the
    /// next line that was written before the change does not fit the chain then, and is told too.
    public static func read(
        _ file: Data, after head: ChainDigest = .start, first: Int = 1
    ) -> (records: [NumberedRecord], faults: [RecordFault], end: RecordBook) {
        var records: [NumberedRecord] = []
        var faults: [RecordFault] = []
        var book = RecordBook(head: head, count: first - 1)
        for text in file.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if text.isEmpty, text.startIndex == file.endIndex { break }
            book.count += 1
            guard book.count - first < maximumLines else {
                faults.append(RecordFault(line: book.count, message: "expected at most \(maximumLines) lines"))
                break
            }
            guard text.count < maximumLineBytes, let line = ChainLine<DecisionRecord>(Data(text)) else {
                faults.append(RecordFault(line: book.count, message: expectedLine))
                continue
            }
            let isIntact = line.digest == book.head.following(line.payload)
            if !isIntact {
                faults.append(
                    RecordFault(line: book.count, message: "the text does not fit its digest `\(line.digest)`"))
            }
            book.head = line.digest
            guard let record = line.record else {
                faults.append(RecordFault(line: book.count, message: "expected a record of a decision"))
                continue
            }
            records.append(NumberedRecord(line: book.count, record: record, isIntact: isIntact))
        }
        return (records, faults, book)
    }
}
