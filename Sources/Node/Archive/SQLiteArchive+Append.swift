import Foundation
import GRDB
public import Operations
import Timekeeping

extension SQLiteArchive: ArchiveStore {
    /// Keeps a batch in one transaction, synchronised to the disk before this returns.
    public func append(_ batch: ArchiveBatch) async throws(ArchiveError) {
        guard !batch.isEmpty else { return }
        do {
            try await pool.write { database in
                try Self.insert(batch.packets, in: database)
                try Self.insert(batch.badFrames, in: database)
                try Self.insert(batch.events, in: database)
                try Self.upsert(batch.alarms, in: database)
                try Self.updateLink(batch, in: database)
            }
        } catch {
            throw archiveError(error, path: path)
        }
    }

    private static func insert(_ packets: [PacketRecord], in database: Database) throws {
        guard !packets.isEmpty else { return }
        let statement = try database.cachedStatement(
            sql: "INSERT INTO packet (apid, generated, received, quality, bytes) VALUES (?, ?, ?, ?, ?)")
        for packet in packets {
            try statement.execute(arguments: [
                Int64(packet.apid), packet.generationTime.nanosecondsSinceJ2000TAI,
                packet.receptionTime.nanosecondsSinceJ2000TAI, Int64(packet.quality.rawValue), Data(packet.bytes),
            ])
        }
    }

    private static func insert(_ frames: [BadFrameRecord], in database: Database) throws {
        guard !frames.isEmpty else { return }
        let statement = try database.cachedStatement(
            sql: "INSERT INTO bad_frame (received, reason, bytes) VALUES (?, ?, ?)")
        for frame in frames.suffix(keptBadFrames) {
            try statement.execute(arguments: [
                frame.receptionTime.nanosecondsSinceJ2000TAI, frame.reason, Data(frame.bytes),
            ])
        }
        try database.execute(
            sql: "DELETE FROM bad_frame WHERE id <= (SELECT max(id) FROM bad_frame) - ?", arguments: [keptBadFrames])
    }

    private static func insert(_ events: [NodeEvent], in database: Database) throws {
        guard !events.isEmpty else { return }
        let statement = try database.cachedStatement(
            sql: "INSERT INTO event (id, time, severity, kind, text, element, parameter) VALUES (?, ?, ?, ?, ?, ?, ?)")
        for event in events {
            try statement.execute(arguments: [
                event.id, event.time.nanosecondsSinceJ2000TAI, event.severity.rawValue, event.kind, event.text,
                event.element, event.parameter,
            ])
        }
    }

    private static func upsert(_ alarms: [AlarmRecord], in database: Database) throws {
        guard !alarms.isEmpty else { return }
        let statement = try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO alarm (id, parameter, severity, worst, side, raised, last, value, active,
                    acknowledged_by, acknowledged_at, over) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for alarm in alarms {
            try statement.execute(arguments: [
                alarm.id, alarm.parameter, alarm.severity, alarm.worstSeverity, alarm.side,
                alarm.raisedAt.nanosecondsSinceJ2000TAI, alarm.lastAt.nanosecondsSinceJ2000TAI, alarm.value,
                alarm.isActive, alarm.acknowledgedBy,
                alarm.acknowledgedAt?.nanosecondsSinceJ2000TAI, alarm.isOver,
            ])
        }
    }

    private static func updateLink(_ batch: ArchiveBatch, in database: Database) throws {
        let through = batch.packets.map(\.receptionTime.nanosecondsSinceJ2000TAI).max()
        let totals = try batch.totals.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        try database.execute(
            sql: """
                UPDATE link SET totals = coalesce(?, totals), packets = packets + ?,
                    archived_through = max(coalesce(archived_through, ?), coalesce(?, archived_through))
                """,
            arguments: [totals, batch.packets.count, through, through])
    }
}
