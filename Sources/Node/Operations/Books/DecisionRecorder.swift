public import Agreements
import FoundationEssentials
import Programme
import Synchronization
import Timekeeping

/// A decision as the book of records has it, with the partners it concerns.
public struct KeptDecision: Sendable {
    /// Its line, from 1.
    public let sequence: Int
    /// What was asked, when, and what was answered.
    public let record: DecisionRecord
    /// The digest of its line.
    public let digest: ChainDigest
    /// Who asked, whose the thing is, and who shares in it.
    let concerned: Set<PartnerID>
}

/// Keeps each decision that crossed partners, in a book whose lines are chained by hash.
///
/// The gate only queues; lines are made and written away from it. While the store fails they wait. The queue is bounded:
/// a decision that finds it full is not kept, but counted and told.
actor DecisionRecorder {
    /// A decision that is not kept yet.
    struct Waiting: Sendable {
        let decision: Decision
        let instant: CivilTime
        let agreements: ChainDigest
        let facts: Facts
    }

    private struct Queue {
        var waiting: [Waiting] = []
        var lostCount = 0
    }

    /// Most decisions that wait.
    static let maximumWaiting = 65_536
    /// Most decisions at hand for the partners' lists.
    static let maximumAtHand = 5000
    private static let linesAtOnce = 2000
    private static let retrySeconds = 1.0

    private nonisolated let queue = Mutex(Queue())
    private nonisolated let maximumWaiting: Int
    private let store: any BookStore
    private let notices: NoticeBoard
    private let owners: ResourceOwners
    private var book: RecordBook
    private var atHand: [KeptDecision]
    private var isWriting = false
    private var toldLostCount = 0
    private var failedAt: Instant?
    /// How far the store has a note that the book goes, and whether it is to be kept up.
    private var noted: BookEnd?
    private var keepsNote = true

    /// Takes up where the book ends.
    static func open(
        _ configuration: NodeConfiguration, in store: any BookStore, notices: NoticeBoard,
        maximumWaiting: Int = DecisionRecorder.maximumWaiting
    ) async throws(ArchiveError) -> DecisionRecorder {
        let note = try await store.note(BookEnd.note(of: .records))
        let content = try await store.content(of: .records)
        let end = RecordTail(content, lines: maximumAtHand)
        let missing = NodeBook.records.fault(in: content, note: note)
        for fault in [end.fault?.description, missing?.description].compactMap(\.self) {
            notices.post(.critical, "the book of decisions was changed: \(fault)")
        }
        let owners = ResourceOwners(configuration)
        let recorder = DecisionRecorder(
            store: store, notices: notices, owners: owners, end: end, maximumWaiting: maximumWaiting)
        // A note that does not fit stays: it is what shows that lines are missing.
        await recorder.takeUp(note.flatMap { BookEnd($0) }, isKept: missing == nil)
        return recorder
    }

    private init(
        store: any BookStore, notices: NoticeBoard, owners: ResourceOwners, end: RecordTail, maximumWaiting: Int
    ) {
        self.store = store
        self.notices = notices
        self.owners = owners
        self.maximumWaiting = maximumWaiting
        book = end.book
        atHand = end.records.map { numbered, digest in
            KeptDecision(
                sequence: numbered.line, record: numbered.record, digest: digest,
                concerned: owners.concerned(by: numbered.record.request))
        }
    }

    private func takeUp(_ end: BookEnd?, isKept: Bool) async {
        (noted, keepsNote) = (end, isKept)
        await note()
    }

    /// Keeps how far the book goes. Where that fails the book is longer than its note, which is no fault.
    private func note() async {
        let current = BookEnd(count: book.count, head: book.head)
        guard keepsNote, current != noted else { return }
        do throws(ArchiveError) {
            try await store.keep(current.text, asNote: BookEnd.note(of: .records))
            noted = current
        } catch {
            notices.post(.warning, "how far the book of decisions goes cannot be noted: \(error)")
        }
    }

    /// Queues a decision to be kept; `false`, and counted, when the queue is full.
    @discardableResult
    nonisolated func offer(_ decision: Waiting) -> Bool {
        queue.withLock { queue in
            guard queue.waiting.count < maximumWaiting else {
                queue.lostCount += 1
                return false
            }
            queue.waiting.append(decision)
            return true
        }
    }

    /// Decisions that could not be kept since the node was started.
    nonisolated var lostCount: Int { queue.withLock { $0.lostCount } }

    /// Writes what waits.
    func write(at now: Instant) async {
        tellLost()
        if let failedAt, abs(now.secondsSince(failedAt)) < Self.retrySeconds { return }
        guard !isWriting else { return }
        isWriting = true
        defer { isWriting = false }
        while await writeSome(at: now) {}
    }

    /// Whether there may be more to write.
    private func writeSome(at now: Instant) async -> Bool {
        let some = queue.withLock { Array($0.waiting.prefix(Self.linesAtOnce)) }
        guard !some.isEmpty else { return false }
        var (next, lines, kept) = (book, Data(), [KeptDecision]())
        for waiting in some {
            let record = DecisionRecord(
                waiting.decision, at: waiting.instant, agreements: waiting.agreements, facts: waiting.facts)
            guard let line = try? next.append(record) else {
                queue.withLock { $0.lostCount += 1 }
                continue
            }
            lines.append(line)
            kept.append(
                KeptDecision(
                    sequence: next.count, record: record, digest: next.head,
                    concerned: owners.concerned(by: record.request)))
        }
        do throws(ArchiveError) {
            try await store.append(lines, to: .records)
        } catch {
            if failedAt == nil { notices.post(.critical, "decisions cannot be kept and wait: \(error)") }
            failedAt = now
            return false
        }
        queue.withLock { $0.waiting.removeFirst(some.count) }
        if failedAt != nil { notices.post(.info, "decisions are kept again") }
        failedAt = nil
        book = next
        await note()
        atHand.append(contentsOf: kept)
        if atHand.count > 2 * Self.maximumAtHand { atHand.removeFirst(atHand.count - Self.maximumAtHand) }
        return true
    }

    private func tellLost() {
        let count = lostCount
        guard count > toldLostCount else { return }
        notices.post(.critical, "\(count - toldLostCount) decisions were not kept: too many waited at once")
        toldLostCount = count
    }

    /// The newest decisions that concern a partner, newest first, and the digest that stands for the whole book.
    func newest(for partner: PartnerID, limit: Int) -> (records: [KeptDecision], count: Int, head: ChainDigest) {
        let own = atHand.reversed().lazy.filter { $0.concerned.contains(partner) }.prefix(limit)
        return (Array(own), book.count, book.head)
    }
}

/// The last lines of a book of records.
struct RecordTail {
    let records: [(record: NumberedRecord, digest: ChainDigest)]
    let book: RecordBook
    let fault: RecordFault?

    /// Looks only at so many lines from the end, however long the book is.
    init(_ content: Data, lines: Int) {
        var starts: [Data.Index] = content.isEmpty ? [] : [content.startIndex]
        content.withUnsafeBytes { bytes in
            for place in bytes.indices where bytes[place] == 0x0A && place + 1 < bytes.count {
                starts.append(content.startIndex + place + 1)
            }
        }
        let first = max(0, starts.count - lines)
        guard first < starts.count else {
            (records, book, fault) = ([], RecordBook(), nil)
            return
        }
        // A line that cannot be read is passed over: what was written after it follows the last that can.
        let before = starts[..<first].reversed().lazy.compactMap { Self.digest(content[$0...]) }.first
        let read = RecordBook.read(Data(content[starts[first]...]), after: before ?? .start, first: first + 1)
        records = read.records.map { record in
            (record, Self.digest(content[starts[record.line - 1]...]) ?? .start)
        }
        book = read.end
        fault = read.faults.first
    }

    private static func digest(_ line: Data.SubSequence) -> ChainDigest? {
        ChainDigest(hexadecimal: String(decoding: line.prefix(64), as: UTF8.self))
    }
}

/// Whose the things are that requests are about.
struct ResourceOwners: Sendable {
    private let providers: [ElementID: PartnerID]
    private let sharers: [String: Set<PartnerID>]
    private let partners: Set<PartnerID>

    init(_ configuration: NodeConfiguration) {
        let programme = configuration.programme
        providers = Dictionary(
            programme.elements.map { ($0.id, $0.provider) }, uniquingKeysWith: { first, _ in first })
        let shares = configuration.agreements.documents.flatMap(\.shares).map { ($0.pool, Set($0.percents.keys)) }
        sharers = Dictionary(shares, uniquingKeysWith: { $0.union($1) })
        partners = Set(programme.partners.map(\.id))
    }

    /// Who asked, whose the thing is, and who has a share of it.
    func concerned(by request: JudgedRequest) -> Set<PartnerID> {
        switch request {
        case .access(let request):
            var found: Set<PartnerID> = [request.partner]
            if let owner = request.resource.element.flatMap({ providers[$0] }) { found.insert(owner) }
            if case .station(_, let owner?) = request.resource { found.insert(owner) }
            return found
        case .open(let request):
            var found: Set<PartnerID> = []
            if case .text(let partner)? = request.subject["partner"] { found.insert(PartnerID(partner)) }
            if case .text(let pool)? = request.resource["pool"] { found.formUnion(sharers[pool] ?? []) }
            return found.intersection(partners)
        }
    }
}
