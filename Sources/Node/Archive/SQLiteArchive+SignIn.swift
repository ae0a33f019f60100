import Foundation
import GRDB
public import Operations
import Timekeeping

// The column `partner` holds a seat: a partner, or `PARTNER:ROLE`.
extension SQLiteArchive: SignInStore {
    /// Every key kept.
    public func signInKeys() async throws(ArchiveError) -> [SignInKeyRecord] {
        try await read { database in
            try Row.fetchAll(database, sql: "SELECT partner, hash, made FROM sign_in_key ORDER BY partner").map { row in
                SignInKeyRecord(
                    seat: row["partner"], hash: Array(row["hash"] as Data), madeAt: Self.instant(row["made"]))
            }
        }
    }

    /// Keeps a key in place of the seat's old one and ends that seat's sessions.
    public func replaceSignInKey(_ record: SignInKeyRecord) async throws(ArchiveError) {
        try await write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO sign_in_key (partner, hash, made) VALUES (?, ?, ?)",
                arguments: [record.seat, Data(record.hash), record.madeAt.nanosecondsSinceJ2000TAI])
            try database.execute(sql: "DELETE FROM session WHERE partner = ?", arguments: [record.seat])
        }
    }

    /// Every session kept.
    public func sessions() async throws(ArchiveError) -> [SessionRecord] {
        try await read { database in
            try Row.fetchAll(database, sql: "SELECT hash, partner, expires FROM session").map { row in
                SessionRecord(
                    hash: Array(row["hash"] as Data), seat: row["partner"], expires: Self.instant(row["expires"]))
            }
        }
    }

    /// Keeps a session, and forgets those that ended long before it.
    public func addSession(_ record: SessionRecord) async throws(ArchiveError) {
        try await write { database in
            let dayBefore = record.expires.advanced(bySeconds: -86_400).nanosecondsSinceJ2000TAI
            try database.execute(sql: "DELETE FROM session WHERE expires < ?", arguments: [dayBefore])
            try database.execute(
                sql: "INSERT OR REPLACE INTO session (hash, partner, expires) VALUES (?, ?, ?)",
                arguments: [Data(record.hash), record.seat, record.expires.nanosecondsSinceJ2000TAI])
        }
    }

    /// Forgets a session.
    public func removeSession(hash: [UInt8]) async throws(ArchiveError) {
        try await write { database in
            try database.execute(sql: "DELETE FROM session WHERE hash = ?", arguments: [Data(hash)])
        }
    }

    private func write(_ body: @escaping @Sendable (Database) throws -> Void) async throws(ArchiveError) {
        do {
            try await pool.write(body)
        } catch {
            throw archiveError(error, path: path)
        }
    }
}
