import Timekeeping

/// Gives batches to the archive; while it fails, holds them, tries again each second, and tells what was lost.
///
/// Belongs to the node's actor; only its run loop may call ``keep(_:at:isolation:)``, one call after the other.
final class ArchiveKeeper {
    /// Something to tell about the archive.
    struct Notice: Sendable, Equatable {
        let severity: EventSeverity
        let text: String
    }

    /// Time between two tries while the archive fails, s.
    static let retrySeconds = 1.0
    /// Packets in one transaction while catching up.
    static let packetsPerTry = 5000

    private(set) var status: ArchiveStatus
    private let archive: any ArchiveStore
    private var backlog: ArchiveBacklog
    private var lastTry: Instant?

    init(archive: any ArchiveStore, snapshot: ArchiveSnapshot, maximumBytes: Int) {
        self.archive = archive
        backlog = ArchiveBacklog(maximumBytes: maximumBytes)
        status = ArchiveStatus(
            isKeeping: true, text: "all that arrives is kept", packetsStored: snapshot.packetsStored,
            packetsWaiting: 0, archivedThrough: snapshot.archivedThrough)
    }

    /// Keeps a batch, or holds it; returns what is to be told.
    func keep(
        _ batch: ArchiveBatch, at now: Instant, isolation: isolated (any Actor)? = #isolation
    ) async -> [Notice] {
        if status.isKeeping {
            guard !batch.isEmpty else { return [] }
            do throws(ArchiveError) {
                try await archive.append(batch)
                noteStored(batch)
                return []
            } catch {
                backlog.add(batch)
                lastTry = now
                return [fail(error)]
            }
        }
        if !batch.isEmpty { backlog.add(batch) }
        status.packetsWaiting = backlog.waiting.packets.count
        if let lastTry, abs(now.secondsSince(lastTry)) < Self.retrySeconds { return [] }
        return await catchUp(at: now)
    }

    private func catchUp(at now: Instant, isolation: isolated (any Actor)? = #isolation) async -> [Notice] {
        lastTry = now
        while !backlog.isEmpty {
            let part = backlog.first(Self.packetsPerTry)
            do throws(ArchiveError) {
                try await archive.append(part)
            } catch {
                status.text = failure(error)
                return []
            }
            backlog.removeFirst(Self.packetsPerTry)
            noteStored(part)
            status.packetsWaiting = backlog.waiting.packets.count
        }
        return [recover()]
    }

    private func fail(_ error: ArchiveError) -> Notice {
        status.isKeeping = false
        status.text = failure(error)
        status.packetsWaiting = backlog.waiting.packets.count
        return Notice(severity: .critical, text: status.text)
    }

    private func failure(_ error: ArchiveError) -> String {
        var text = "the archive fails; telemetry is shown but not kept: \(error)"
        if let lost = backlog.lost { text += "; \(Self.gap(lost))" }
        return text
    }

    private func recover() -> Notice {
        let waited = backlog.waitedPackets - (backlog.lost?.packets ?? 0)
        var text = "the archive works again: \(waited) packets held in memory were kept"
        if let since = backlog.since { text += ", received since \(since.iso8601UTC())" }
        text += backlog.lost.map { "; " + Self.gap($0) } ?? "; none was lost"
        let severity: EventSeverity = backlog.lost == nil ? .info : .critical
        backlog.reset()
        status.isKeeping = true
        status.text = "all that arrives is kept"
        return Notice(severity: severity, text: text)
    }

    private static func gap(_ lost: ArchiveBacklog.Lost) -> String {
        "\(lost.packets) packets received from \(lost.from.iso8601UTC()) to \(lost.to.iso8601UTC()) were lost"
    }

    private func noteStored(_ batch: ArchiveBatch) {
        status.packetsStored += Int64(batch.packets.count)
        if let last = batch.packets.map(\.receptionTime).max() {
            status.archivedThrough = status.archivedThrough.map { max($0, last) } ?? last
        }
    }
}
