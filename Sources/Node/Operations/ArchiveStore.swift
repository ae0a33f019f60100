public import Timekeeping

/// What the node keeps together: all of it or none.
public struct ArchiveBatch: Sendable {
    /// Packets in the order received.
    public var packets: [PacketRecord] = []
    /// Refused frames.
    public var badFrames: [BadFrameRecord] = []
    /// Events in the order of their ids.
    public var events: [NodeEvent] = []
    /// The newest state of each alarm that changed.
    public var alarms: [AlarmRecord] = []
    /// The link's totals after this batch; nil leaves them.
    public var totals: LinkTotals?

    /// An empty batch.
    public init() {}

    /// Whether there is nothing to keep.
    public var isEmpty: Bool {
        packets.isEmpty && badFrames.isEmpty && events.isEmpty && alarms.isEmpty && totals == nil
    }

    /// Memory the batch holds, octets, roughly.
    public var sizeBytes: Int {
        packets.reduce(0) { $0 + $1.bytes.count + 64 } + badFrames.reduce(0) { $0 + $1.bytes.count + 96 }
            + 256 * (events.count + alarms.count)
    }
}

/// What a node takes up again after a restart.
public struct ArchiveSnapshot: Sendable {
    /// The link's totals.
    public var totals = LinkTotals()
    /// The newest good packet of each APID.
    public var latestPackets: [PacketRecord] = []
    /// Alarms that are not over.
    public var alarms: [AlarmRecord] = []
    /// The greatest alarm id given so far, 0 when none.
    public var lastAlarmID: Int64 = 0
    /// The greatest event id given so far, 0 when none.
    public var lastEventID: Int64 = 0
    /// Packets kept.
    public var packetsStored: Int64 = 0
    /// The newest reception time of a packet kept.
    public var archivedThrough: Instant?

    /// A snapshot of an empty archive.
    public init() {}
}

/// Which packets to read, oldest first.
public struct PacketQuery: Sendable {
    /// Application process identifier.
    public var apid: UInt16
    /// First generation time wanted.
    public var from: Instant
    /// First generation time no longer wanted.
    public var to: Instant
    /// Where the last read ended; nil begins.
    public var cursor: PacketCursor?
    /// The most packets to return.
    public var limit: Int

    /// A query from its beginning.
    public init(apid: UInt16, from: Instant, to: Instant, limit: Int) {
        self.apid = apid
        self.from = from
        self.to = to
        self.limit = limit
    }
}

/// A place between two packets of a query.
public struct PacketCursor: Sendable, Equatable {
    /// Generation time of the packet before.
    public var generationTime: Instant
    /// Row of the packet before.
    public var row: Int64

    /// A place after the packet of that time and row.
    public init(generationTime: Instant, row: Int64) {
        self.generationTime = generationTime
        self.row = row
    }
}

/// A page of packets, and where the next begins; nil when there is no next.
public struct PacketPage: Sendable {
    /// The packets, oldest first.
    public var packets: [PacketRecord]
    /// Where the next page begins.
    public var next: PacketCursor?

    /// A page.
    public init(packets: [PacketRecord], next: PacketCursor?) {
        self.packets = packets
        self.next = next
    }
}

/// Where the node keeps what it received; a port, so that the engine behind it can be another.
public protocol ArchiveStore: Sendable {
    /// Keeps a batch, all of it or none; when it returns, the batch survives a crash of the process or the machine.
    func append(_ batch: ArchiveBatch) async throws(ArchiveError)
    /// What a node takes up after a restart.
    func snapshot() async throws(ArchiveError) -> ArchiveSnapshot
    /// A page of good packets of one APID by generation time.
    func packets(_ query: PacketQuery) async throws(ArchiveError) -> PacketPage
    /// The newest events, newest first, at most `limit`, older than the event `before` where one is given.
    func events(limit: Int, before: Int64?) async throws(ArchiveError) -> [NodeEvent]
    /// The newest refused frames, newest first, at most `limit`.
    func badFrames(limit: Int) async throws(ArchiveError) -> [BadFrameRecord]
}
