import Timekeeping

/// What could not be kept yet: bounded, the oldest packets given up first, each one counted.
struct ArchiveBacklog: Sendable {
    /// Packets given up: how many, and from when to when they were received.
    struct Lost: Sendable, Equatable {
        var packets = 0
        var from: Instant
        var to: Instant
    }

    /// Everything waiting, oldest first.
    private(set) var waiting = ArchiveBatch()
    /// What was given up since the archive began to fail.
    private(set) var lost: Lost?
    /// Packets that waited since the archive began to fail, those given up among them.
    private(set) var waitedPackets = 0
    /// When the first of them was received.
    private(set) var since: Instant?
    private var sizeBytes = 0
    private let maximumBytes: Int
    private let maximumEvents = 10_000

    init(maximumBytes: Int = 64 << 20) {
        self.maximumBytes = maximumBytes
    }

    /// Whether nothing waits.
    var isEmpty: Bool { waiting.isEmpty }

    /// Adds a batch behind what waits.
    mutating func add(_ batch: ArchiveBatch) {
        if since == nil { since = batch.packets.first?.receptionTime }
        waitedPackets += batch.packets.count
        waiting.packets += batch.packets
        waiting.badFrames = Array((waiting.badFrames + batch.badFrames).suffix(1000))
        waiting.events = Array((waiting.events + batch.events).suffix(maximumEvents))
        let changed = Set(batch.alarms.map(\.id))
        waiting.alarms = waiting.alarms.filter { !changed.contains($0.id) } + batch.alarms
        waiting.totals = batch.totals ?? waiting.totals
        sizeBytes += batch.packets.reduce(0) { $0 + Self.size($1) }
        if sizeBytes > maximumBytes { giveUpOldest() }
    }

    /// The oldest packets, at most `limit`, with all else that waits.
    func first(_ limit: Int) -> ArchiveBatch {
        var batch = waiting
        batch.packets = Array(waiting.packets.prefix(limit))
        return batch
    }

    /// Forgets what ``first(_:)`` gave: it is kept now. Nothing may be added between the two.
    mutating func removeFirst(_ limit: Int) {
        let kept = waiting.packets.prefix(limit)
        sizeBytes -= kept.reduce(0) { $0 + Self.size($1) }
        let rest = Array(waiting.packets.dropFirst(kept.count))
        waiting = ArchiveBatch()
        waiting.packets = rest
    }

    /// Begins to count anew, once everything is kept.
    mutating func reset() {
        lost = nil
        since = nil
        waitedPackets = 0
    }

    // Gives up an eighth more than needed, so that a long failure does not move the rest for every packet.
    private mutating func giveUpOldest() {
        let target = maximumBytes - maximumBytes / 8
        var count = 0
        while sizeBytes > target, count < waiting.packets.count {
            sizeBytes -= Self.size(waiting.packets[count])
            count += 1
        }
        guard count > 0 else { return }
        var gap = lost ?? Lost(from: waiting.packets[0].receptionTime, to: waiting.packets[0].receptionTime)
        gap.packets += count
        gap.to = waiting.packets[count - 1].receptionTime
        lost = gap
        waiting.packets.removeFirst(count)
    }

    private static func size(_ packet: PacketRecord) -> Int { packet.bytes.count + 64 }
}
