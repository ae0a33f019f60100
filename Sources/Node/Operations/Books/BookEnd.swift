public import Agreements
public import FoundationEssentials

/// Lines of a book that are not as the node noted them.
public struct BookFault: Hashable, Sendable, CustomStringConvertible {
    /// The first line meant, from 1.
    public let firstLine: Int
    /// The last line meant.
    public let lastLine: Int
    /// What is wrong.
    public let message: String

    /// `line 7: …`, or `lines 3 to 7: …`.
    public var description: String {
        (firstLine == lastLine ? "line \(firstLine)" : "lines \(firstLine) to \(lastLine)") + ": " + message
    }
}

/// How far a node wrote a book: kept beside it with each addition, so that lines taken off its end are missed.
///
/// It is no signature: who rewrites the book and this note is found only by a copy that a partner keeps.
public struct BookEnd: Hashable, Sendable, CustomStringConvertible {
    /// How many lines the node wrote.
    public let count: Int
    /// The digest of the last of them.
    public let head: ChainDigest

    /// An end from its parts.
    public init(count: Int, head: ChainDigest) {
        self.count = count
        self.head = head
    }

    /// The note's name, `records.end`.
    public static func note(of book: NodeBook) -> String { "\(book.rawValue).end" }

    /// Reads a note; `nil` when it is none.
    public init?(_ note: Data) {
        let parts = String(decoding: note.prefix(200), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let count = Int(parts[0]), count >= 0, let head = ChainDigest(hexadecimal: parts[1])
        else { return nil }
        self.init(count: count, head: head)
    }

    /// Lines and digest, `120 3f…`.
    public var description: String { "\(count) \(head)" }

    /// The note.
    public var text: Data { Data((description + "\n").utf8) }

    /// What of a book is not as it was when this was noted; `nil` when all that the node wrote stands.
    ///
    /// More lines than were noted are no fault: a crash may come between an addition and its note.
    public func fault(in content: Data) -> BookFault? {
        guard count > 0 else { return nil }
        let place = LinePlace(of: count, in: content)
        guard let start = place.start else {
            return BookFault(
                firstLine: place.lines + 1, lastLine: count,
                message: "missing: the node wrote \(count) lines, and here are \(place.lines)")
        }
        let digest = ChainDigest(hexadecimal: String(decoding: content[start...].prefix(64), as: UTF8.self))
        guard digest != head else { return nil }
        return BookFault(
            firstLine: 1, lastLine: count, message: "line \(count) has another digest than the one the node wrote")
    }

    /// Reads the note that goes with a book; one that cannot be read is told as a fault.
    static func fault(of book: NodeBook, in content: Data, note: Data?) -> BookFault? {
        guard let note else { return nil }
        guard let end = BookEnd(note) else {
            return BookFault(
                firstLine: 1, lastLine: 1, message: "`\(Self.note(of: book))` beside it: expected a count and a digest")
        }
        return end.fault(in: content)
    }
}

/// What compares a book's file with the note beside it.
extension NodeBook {
    /// What of the book's file is not as the node noted last; `nil` when all of it stands, or nothing was noted.
    public func fault(in content: Data, note: Data?) -> BookFault? { BookEnd.fault(of: self, in: content, note: note) }
}

/// Where a line of a file begins.
private struct LinePlace {
    /// Its first byte; `nil` when there are fewer lines.
    let start: Data.Index?
    /// Lines before it, or all there are.
    let lines: Int

    init(of number: Int, in content: Data) {
        var place = content.startIndex
        var lines = 0
        while lines + 1 < number, let end = content[place...].firstIndex(of: 0x0A) {
            lines += 1
            place = end + 1
        }
        start = lines + 1 == number && place < content.endIndex ? place : nil
        self.lines = lines + (start == nil && place < content.endIndex ? 1 : 0)
    }
}
