import GRDB
import Operations

/// The tables, and the number that tells their form.
enum ArchiveSchema {
    /// The form's number, kept in the file's `user_version`.
    static let version = 1

    static func install(in database: Database, path: String) throws {
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard found != version else { return }
        guard found == 0 else {
            throw ArchiveError.wrongFormat(path: path, found: "format \(found)", expected: "format \(version)")
        }
        for statement in statements { try database.execute(sql: statement) }
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }

    // Times are nanoseconds of TAI since 2000-01-01T12:00:00 TAI.
    private static let statements = [
        """
        CREATE TABLE packet (
            id INTEGER PRIMARY KEY,
            apid INTEGER NOT NULL CHECK (apid BETWEEN 0 AND 2047),
            generated INTEGER NOT NULL,
            received INTEGER NOT NULL,
            quality INTEGER NOT NULL CHECK (quality BETWEEN 0 AND 2),
            bytes BLOB NOT NULL
        ) STRICT
        """,
        "CREATE INDEX packet_by_apid_and_time ON packet (apid, generated)",
        """
        CREATE TABLE bad_frame (
            id INTEGER PRIMARY KEY, received INTEGER NOT NULL, reason TEXT NOT NULL, bytes BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE event (
            id INTEGER PRIMARY KEY, time INTEGER NOT NULL, severity TEXT NOT NULL, kind TEXT NOT NULL,
            text TEXT NOT NULL, element TEXT, parameter TEXT
        ) STRICT
        """,
        """
        CREATE TABLE alarm (
            id INTEGER PRIMARY KEY, parameter TEXT NOT NULL, severity TEXT NOT NULL, worst TEXT NOT NULL,
            side TEXT NOT NULL, raised INTEGER NOT NULL, last INTEGER NOT NULL, value TEXT NOT NULL, active INTEGER NOT NULL,
            acknowledged_by TEXT, acknowledged_at INTEGER, over INTEGER NOT NULL,
            CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL)),
            CHECK (over = 0 OR (active = 0 AND acknowledged_by IS NOT NULL))
        ) STRICT
        """,
        "CREATE INDEX alarm_not_over ON alarm (over) WHERE over = 0",
        """
        CREATE TABLE link (
            id INTEGER PRIMARY KEY CHECK (id = 1), totals TEXT NOT NULL, packets INTEGER NOT NULL,
            archived_through INTEGER
        ) STRICT
        """,
        "INSERT INTO link VALUES (1, '{}', 0, NULL)",
        """
        CREATE TABLE sign_in_key (
            partner TEXT PRIMARY KEY, hash BLOB NOT NULL CHECK (length(hash) = 32), made INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE session (
            hash BLOB PRIMARY KEY CHECK (length(hash) = 32), partner TEXT NOT NULL, expires INTEGER NOT NULL
        ) STRICT
        """,
    ]
}
