import Foundation
import GRDB
public import Operations
import Timekeeping

extension SQLiteArchive {
    /// What a node takes up after a restart.
    public func snapshot() async throws(ArchiveError) -> ArchiveSnapshot {
        try await read { database in
            var snapshot = ArchiveSnapshot()
            if let link = try Row.fetchOne(database, sql: "SELECT totals, packets, archived_through FROM link") {
                snapshot.totals = Self.totals(link["totals"])
                snapshot.packetsStored = link["packets"]
                snapshot.archivedThrough = (link["archived_through"] as Int64?).map(Self.instant)
            }
            snapshot.lastEventID = try Int64.fetchOne(database, sql: "SELECT max(id) FROM event") ?? 0
            snapshot.lastAlarmID = try Int64.fetchOne(database, sql: "SELECT max(id) FROM alarm") ?? 0
            snapshot.alarms = try Row.fetchAll(database, sql: "SELECT * FROM alarm WHERE over = 0 ORDER BY id")
                .map(Self.alarm)
            snapshot.latestPackets = try Self.latestPackets(in: database)
            return snapshot
        }
    }

    /// A page of good packets of one APID by generation time, oldest first.
    public func packets(_ query: PacketQuery) async throws(ArchiveError) -> PacketPage {
        let limit = max(1, query.limit)
        return try await read { database in
            let start = query.cursor ?? PacketCursor(generationTime: query.from, row: -1)
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT id, apid, generated, received, quality, bytes FROM packet
                    WHERE apid = ? AND (generated, id) > (?, ?) AND generated < ? AND quality = 0
                    ORDER BY generated, id LIMIT ?
                    """,
                arguments: [
                    Int64(query.apid), start.generationTime.nanosecondsSinceJ2000TAI, start.row,
                    query.to.nanosecondsSinceJ2000TAI, limit,
                ])
            let next = rows.count < limit ? nil : rows.last.map(Self.cursor)
            return PacketPage(packets: rows.map(Self.packet), next: next)
        }
    }

    /// The newest events, newest first.
    public func events(limit: Int, before: Int64?) async throws(ArchiveError) -> [NodeEvent] {
        try await read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM event WHERE id < ? ORDER BY id DESC LIMIT ?",
                arguments: [before ?? Int64.max, max(0, limit)]
            ).map { row in
                NodeEvent(
                    id: row["id"], time: Self.instant(row["time"]),
                    severity: EventSeverity(rawValue: row["severity"]) ?? .info, kind: row["kind"],
                    text: row["text"], element: row["element"], parameter: row["parameter"])
            }
        }
    }

    /// The newest refused frames, newest first.
    public func badFrames(limit: Int) async throws(ArchiveError) -> [BadFrameRecord] {
        try await read { database in
            try Row.fetchAll(
                database, sql: "SELECT received, reason, bytes FROM bad_frame ORDER BY id DESC LIMIT ?",
                arguments: [max(0, limit)]
            ).map { row in
                BadFrameRecord(
                    receptionTime: Self.instant(row["received"]), reason: row["reason"],
                    bytes: Self.bytes(row["bytes"]))
            }
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(ArchiveError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw archiveError(error, path: path)
        }
    }

    // For each APID the index leads straight to its newest packet, however many there are.
    private static func latestPackets(in database: Database) throws -> [PacketRecord] {
        let newest = try database.cachedStatement(
            sql: """
                SELECT id, apid, generated, received, quality, bytes FROM packet
                WHERE apid = ? AND quality = 0 ORDER BY generated DESC, id DESC LIMIT 1
                """)
        var packets: [PacketRecord] = []
        var apid: Int64 = -1
        while let next = try Int64.fetchOne(
            database, sql: "SELECT min(apid) FROM packet WHERE apid > ?", arguments: [apid])
        {
            if let row = try Row.fetchOne(newest, arguments: [next]) { packets.append(packet(row)) }
            apid = next
        }
        return packets
    }

    static func instant(_ nanoseconds: Int64) -> Instant {
        Instant(nanosecondsSinceJ2000TAI: nanoseconds)
    }

    private static func cursor(_ row: Row) -> PacketCursor {
        PacketCursor(generationTime: instant(row["generated"]), row: row["id"])
    }

    private static func packet(_ row: Row) -> PacketRecord {
        PacketRecord(
            apid: row["apid"], generationTime: instant(row["generated"]), receptionTime: instant(row["received"]),
            quality: PacketQuality(rawValue: row["quality"]) ?? .undecodable, bytes: bytes(row["bytes"]))
    }

    private static func alarm(_ row: Row) -> AlarmRecord {
        AlarmRecord(
            id: row["id"], parameter: row["parameter"], severity: row["severity"], worstSeverity: row["worst"],
            side: row["side"], raisedAt: instant(row["raised"]), lastAt: instant(row["last"]), value: row["value"],
            isActive: row["active"], acknowledgedBy: row["acknowledged_by"],
            acknowledgedAt: (row["acknowledged_at"] as Int64?).map(instant), isOver: row["over"])
    }

    private static func bytes(_ data: Data) -> [UInt8] { Array(data) }

    // The first start finds `{}`; a total that a newer form adds starts at zero.
    private static func totals(_ json: String) -> LinkTotals {
        (try? JSONDecoder().decode(LinkTotals.self, from: Data(json.utf8))) ?? LinkTotals()
    }
}
