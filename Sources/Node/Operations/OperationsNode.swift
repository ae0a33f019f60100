import Agreements
import MissionDatabase
import Programme
import Telemetry
import Timekeeping

/// One running node: frames in, archive and partners' views out.
///
/// What arrives is kept first and shown after: what a partner has seen survives a crash. Only while the archive fails
/// is telemetry shown that is not kept, and told so. Nothing leaves but through a ``PartnerView``.
public actor OperationsNode {
    /// Where the links put what they receive.
    public nonisolated let frames: FrameQueue
    nonisolated let services: NodeServices

    var ingest: TelemetryIngest
    var alarms: AlarmMonitor
    var lastSamples: [Sample?]
    let keeper: ArchiveKeeper
    var digest = EventDigest()
    var lastEventID: Int64
    var acknowledgements: [PendingAcknowledgement] = []
    var subscribers: [ObjectIdentifier: Subscriber] = [:]
    var lastFrameAt: Instant?
    var publishedStatus: LinkStatus?
    var hasEnded = false

    /// A reader of what is published, and for whom.
    struct Subscriber {
        let subscription: LiveSubscription
        let seat: Seat
    }

    /// Takes up where the archive ends.
    ///
    /// - Parameter books: where decisions that crossed partners and the ledger are kept; without it they are not.
    /// - Throws: when the archive or the books cannot be read or written at all.
    public static func start(
        configuration: NodeConfiguration, archive: any ArchiveStore, clock: any NodeClock = SystemClock(),
        frames: FrameQueue = FrameQueue(), books store: (any BookStore)? = nil
    ) async throws(ArchiveError) -> OperationsNode {
        var books = NodeBooks.none()
        if let store { books = try await NodeBooks.open(configuration, in: store, clock: clock) }
        let services = NodeServices(configuration: configuration, archive: archive, clock: clock, books: books)
        await books.accounts?.watch(at: clock.now()) { [gate = services.gate] in gate.set(poolUse: $0) }
        let snapshot = try await archive.snapshot()
        await books.accounts?.begin(at: snapshot.totals.octetsByPartner ?? [:])
        let node = OperationsNode(services: services, snapshot: snapshot, frames: frames)
        try await node.noteStart(snapshot)
        return node
    }

    private init(services: NodeServices, snapshot: ArchiveSnapshot, frames: FrameQueue) {
        let database = services.configuration.database
        self.services = services
        self.frames = frames
        ingest = TelemetryIngest(
            database: database, frames: services.configuration.frames, totals: snapshot.totals,
            holders: PacketHolders(services.catalogue, database: database))
        alarms = AlarmMonitor(
            database, restoring: snapshot.alarms.compactMap { $0.alarm(in: database) },
            nextID: Int(snapshot.lastAlarmID) + 1)
        keeper = ArchiveKeeper(
            archive: services.archive, snapshot: snapshot, maximumBytes: services.configuration.backlogBytes)
        lastEventID = snapshot.lastEventID
        lastFrameAt = snapshot.totals.lastFrameAt
        lastSamples = Array(repeating: nil, count: database.parameters.count)
        for packet in snapshot.latestPackets {
            for sample in ingest.samples(of: packet) { lastSamples[sample.parameter] = sample }
        }
    }

    /// The programme's partners, by id.
    public nonisolated var partners: [String] {
        services.configuration.programme.partners.map(\.id.rawValue)
    }

    /// Everything that may be seen and done from a seat, `PARTNER` or `PARTNER:ROLE`; nil where there is no such seat.
    public nonisolated func view(for seat: String) -> PartnerView? {
        let programme = services.configuration.programme
        guard let seat = Seat(seat), let partner = programme.partner(seat.partner) else { return nil }
        let role = seat.role.flatMap { id in programme.roles.first { $0.id == id } }
        guard role?.id == seat.role else { return nil }
        return PartnerView(node: self, partner: partner, role: role)
    }

    /// Works until the task is cancelled: takes frames, keeps them, publishes them. To be called once.
    public func run() async {
        let pulse = Task { [frames] in
            while (try? await Task.sleep(for: .seconds(1))) != nil { frames.wake() }
        }
        // Away from the actor and behind everything else: a screening works for seconds to minutes.
        let screening = Task.detached(priority: .background) { [services] in await services.conjunctions.run() }
        let writing = Task.detached { [services] in await services.books.run(clock: services.clock) }
        defer {
            pulse.cancel()
            screening.cancel()
        }
        for await _ in frames.arrivals {
            if Task.isCancelled { break }
            if frames.count < Self.framesPerStep, acknowledgements.isEmpty {
                try? await Task.sleep(for: .seconds(services.configuration.lingerSeconds))
            }
            repeat { await step() } while frames.count > 0 && !Task.isCancelled
        }
        hasEnded = true
        // In a task of its own: in a cancelled one the archive would refuse what is still to be kept.
        await Task { for _ in 0...frames.count / Self.framesPerStep { await step() } }.value
        writing.cancel()
        await writing.value
    }

    /// Takes up accounts that people changed while the node runs; a node without any goes on without.
    ///
    /// - Returns: whether that is done; else it is to be tried again.
    public func follow(_ accounts: AccountPlan) async -> Bool {
        await services.books.accounts?.follow(accounts, at: services.clock.now()) ?? true
    }

    static let framesPerStep = 1000

    /// Takes what waits, at most a thousand frames: decodes, keeps, then publishes.
    func step() async {
        await answerAcknowledgements()
        let taken = frames.take(Self.framesPerStep)
        var work = StepWork()
        for frame in taken { ingest.receive(frame, into: &work) }
        ingest.finish(alarms: &alarms, into: &work)
        services.books.accounts?.antenna.receive(work.goodFrames)
        lastFrameAt = taken.last?.receptionTime ?? lastFrameAt
        let now = services.clock.now()
        var events = tell(work, at: now)
        work.batch.events = events
        work.batch.alarms = work.alarmEvents.map(\.record)
        if !taken.isEmpty { work.batch.totals = totals }
        let notices = await keeper.keep(work.batch, at: now)
        if keeper.status.isKeeping, let kept = work.batch.totals?.octetsByPartner {
            services.books.accounts?.meter.set(kept)
        }
        events += await keepNotices(notices, at: now)
        publish(work, events: events, at: now)
    }

    /// The totals of the link as of now.
    var totals: LinkTotals {
        var totals = ingest.totals
        totals.framesDropped += Int64(clamping: frames.droppedCount)
        totals.lastFrameAt = lastFrameAt
        return totals
    }

    private func noteStart(_ snapshot: ArchiveSnapshot) async throws(ArchiveError) {
        let kept = snapshot.archivedThrough.map { ", the last received at \($0.iso8601UTC())" } ?? ""
        let text = "node started with \(snapshot.packetsStored) packets kept\(kept)"
        var batch = ArchiveBatch()
        batch.events = [event(EventNote(.info, kind: "node", text), at: services.clock.now())]
        try await services.archive.append(batch)
    }

    // A notice that the archive fails is itself kept when the archive works again.
    private func keepNotices(_ notices: [ArchiveKeeper.Notice], at now: Instant) async -> [NodeEvent] {
        guard !notices.isEmpty else { return [] }
        let events = notices.map { event(EventNote($0.severity, kind: "archive", $0.text), at: now) }
        var batch = ArchiveBatch()
        batch.events = events
        _ = await keeper.keep(batch, at: now)
        return events
    }

    private func tell(_ work: StepWork, at now: Instant) -> [NodeEvent] {
        var events: [NodeEvent] = []
        for notice in work.notices {
            let text = digest.note(kind: notice.kind, severity: notice.severity, text: notice.text, at: now)
            guard let text else { continue }
            events.append(event(EventNote(notice.severity, kind: notice.eventKind, text), at: now))
        }
        for line in digest.due(at: now) {
            events.append(event(EventNote(line.severity, kind: "link", line.text), at: now))
        }
        events += services.books.notices.take().map { event($0, at: now) }
        return events + work.alarmEvents.map { event(note($0), at: now) }
    }

    func event(_ note: EventNote, at now: Instant) -> NodeEvent {
        lastEventID += 1
        return NodeEvent(
            id: lastEventID, time: now, severity: note.severity, kind: note.kind, text: OneLine.clean(note.text),
            element: note.element, parameter: note.parameter)
    }

    // The value is left out: who may see the alarm need not be one who may read the value.
    func note(_ change: AlarmEvent) -> EventNote {
        let name = change.alarm.parameter
        let entry = services.catalogue.entry(named: name)
        let label = entry.map { "\($0.parameter.label) (\(name))" } ?? name
        var note = EventNote(change.eventSeverity, kind: "alarm", "\(label): \(change.what)")
        note.element = entry?.element.rawValue
        note.parameter = name
        return note
    }
}
