import FoundationEssentials
import Ledger
import Programme
import Synchronization
import Timekeeping

/// The time in which good frames of one partner came through an antenna without a long gap.
struct AntennaContact: Hashable, Sendable {
    /// Whose telemetry it carried.
    let partner: PartnerID
    /// The ground station's id.
    let station: String
    /// When its first good frame was received.
    let from: Instant
    /// When its last good frame so far was.
    var until: Instant

    /// The use that it is, the node's own entry; `nil` for a single frame, which takes no time.
    func entry(keeper: PartnerID, account: PoolPeriod) -> LedgerEntry? {
        let found = LedgerEntry.antennaUse(
            of: station, by: partner, keeper: keeper, account: account, seconds: until.secondsSince(from),
            at: CivilTime(from))
        guard case .use(_, _, _, let amount, let what)? = found else { return nil }
        return .use(
            partner: partner, keeper: keeper, account: account, amount: amount, what: PlanReading.meteredPrefix + what)
    }

    /// Whether a book has it; no two contacts of a partner at one station begin in the same second.
    func isEntered(in ledger: StationLedger) -> Bool {
        ledger.records.contains { record in
            guard case .entry(.use(partner, let keeper, let account, _, let what), _) = record else { return false }
            guard case .use(_, _, _, _, what)? = entry(keeper: keeper, account: account) else { return false }
            return true
        }
    }

    // MARK: the note

    /// Reads contacts, one a line.
    ///
    /// - Throws: `ArchiveError.wrongFormat` with the line that cannot be read.
    static func read(_ note: Data) throws(ArchiveError) -> [AntennaContact] {
        var contacts: [AntennaContact] = []
        for (place, line) in String(decoding: note, as: UTF8.self).split(whereSeparator: \.isNewline).enumerated() {
            let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
            guard parts.count == 4, let from = try? Instant(utc: parts[1]), let until = try? Instant(utc: parts[2]),
                from <= until
            else {
                throw .wrongFormat(
                    path: AntennaMeter.note, found: "line \(place + 1) `\(line.prefix(80))`",
                    expected: "partner, first and last time and station")
            }
            contacts.append(AntennaContact(partner: PartnerID(parts[0]), station: parts[3], from: from, until: until))
        }
        return contacts
    }

    /// Contacts as a note, one a line.
    static func text(_ contacts: [AntennaContact]) -> Data {
        let lines = contacts.map { contact in
            let times = [contact.from, contact.until].map { $0.iso8601UTC(fractionDigits: 9) }
            return "\(contact.partner) \(times[0]) \(times[1]) \(contact.station)\n"
        }
        return Data(lines.joined().utf8)
    }
}

/// Follows the contacts of one link: frames go in, contacts that ended come out. No clock.
struct ContactTracker: Sendable {
    private let station: String
    private let gapSeconds: Double
    private let partners: [UInt8: PartnerID]
    private(set) var open: [PartnerID: AntennaContact] = [:]
    private(set) var ended: [AntennaContact] = []

    /// A tracker that goes on with contacts of an earlier run; `nil` for a link that names no antenna.
    init?(_ link: LinkDescription?, open: [AntennaContact]) {
        guard let link, let antenna = link.antenna else { return nil }
        station = antenna
        gapSeconds = link.contactGapSeconds
        partners = Dictionary(
            link.virtualChannels.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        for contact in open {
            if contact.station == antenna, self.open[contact.partner] == nil {
                self.open[contact.partner] = contact
            } else {
                ended.append(contact)
            }
        }
    }

    /// Takes a good frame; one on a channel of nobody's, as idle frames are, belongs to no contact.
    mutating func receive(channel: UInt8, at time: Instant) {
        guard let partner = partners[channel] else { return }
        guard var contact = open[partner], abs(time.secondsSince(contact.until)) <= gapSeconds else {
            if let over = open.removeValue(forKey: partner) { ended.append(over) }
            open[partner] = AntennaContact(partner: partner, station: station, from: time, until: time)
            return
        }
        contact.until = max(contact.until, time)
        open[partner] = contact
    }

    /// Ends the contacts without a frame for longer than the gap; at the end, all of them.
    mutating func end(at now: Instant, isLast: Bool) {
        for (partner, contact) in open where isLast || abs(now.secondsSince(contact.until)) > gapSeconds {
            open[partner] = nil
            ended.append(contact)
        }
    }

    mutating func remove(_ contacts: [AntennaContact]) {
        let done = Set(contacts)
        ended.removeAll { done.contains($0) }
    }
}

/// Counts contact time of the link's antenna, where the link names one.
final class AntennaMeter: Sendable {
    /// The note with the contacts that are not in the book.
    static let note = "ledger-contacts"
    /// How often the contacts that last are kept, s.
    static let keepSeconds = 10.0

    private let tracker: Mutex<ContactTracker?>

    /// A meter that goes on with contacts of an earlier run, but for those that a book has already.
    init(_ link: LinkDescription?, entered ledger: StationLedger, open: [AntennaContact]) {
        tracker = Mutex(ContactTracker(link, open: open.filter { !$0.isEntered(in: ledger) }))
    }

    /// Takes good frames in the order in which they came.
    func receive(_ frames: [(channel: UInt8, receptionTime: Instant)]) {
        tracker.withLock { tracker in
            for frame in frames { tracker?.receive(channel: frame.channel, at: frame.receptionTime) }
        }
    }

    /// Contacts that are over, by when they began; they stay until they are removed.
    func ended(at now: Instant, isLast: Bool) -> [AntennaContact] {
        tracker.withLock { tracker in
            tracker?.end(at: now, isLast: isLast)
            return (tracker?.ended ?? []).sorted { ($0.from, $0.partner) < ($1.from, $1.partner) }
        }
    }

    /// Forgets contacts that are dealt with.
    func remove(_ contacts: [AntennaContact]) {
        tracker.withLock { $0?.remove(contacts) }
    }

    /// Contacts that are not dealt with, those that last too.
    var contacts: [AntennaContact] {
        tracker.withLock { tracker in
            guard let tracker else { return [] }
            return (tracker.ended + tracker.open.values).sorted { ($0.from, $0.partner) < ($1.from, $1.partner) }
        }
    }
}
