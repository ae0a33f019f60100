import Foundation
import GRDB
public import Operations
import Timekeeping

/// The archive in one SQLite file with a write-ahead log.
///
/// One transaction a batch, synchronised to the disk before it is acknowledged (`synchronous = FULL`). Readers never
/// wait for the writer. The file's `user_version` is the format's number.
public final class SQLiteArchive: Sendable {
    /// The file's name within the data folder.
    public static let fileName = "archive.sqlite"
    /// Refused frames kept; older ones are forgotten.
    public static let keptBadFrames = 1000

    let pool: DatabasePool
    /// The file's path.
    public let path: String

    /// Opens the archive in `folder`, which is made where it is missing.
    ///
    /// - Parameter sizeLimitBytes: the size at which the archive counts as full, octets; nil for the disk's own.
    public static func open(folder: String, sizeLimitBytes: Int64? = nil) throws(ArchiveError) -> SQLiteArchive {
        try makeFolder(folder)
        let path = URL(fileURLWithPath: folder).appendingPathComponent(fileName).path
        makePrivateFile(path)
        do {
            let archive = SQLiteArchive(pool: try DatabasePool(path: path, configuration: configuration()), path: path)
            try archive.prepare(sizeLimitBytes: sizeLimitBytes)
            return archive
        } catch {
            throw archiveError(error, path: path)
        }
    }

    private init(pool: DatabasePool, path: String) {
        self.pool = pool
        self.path = path
    }

    /// Closes the file; nothing acknowledged is lost without it.
    public func close() {
        try? pool.close()
    }

    /// Sets the size at which the archive counts as full, octets.
    func limitSize(toBytes bytes: Int64) throws(ArchiveError) {
        do {
            try pool.writeWithoutTransaction { database in
                let pageBytes = try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 4096
                try database.execute(sql: "PRAGMA max_page_count = \(max(1, bytes / pageBytes))")
            }
        } catch {
            throw archiveError(error, path: path)
        }
    }

    private static func makeFolder(_ folder: String) throws(ArchiveError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unwritable(path: folder, reason: "the folder cannot be made")
        }
    }

    // The engine gives its other files the rights of this one; where it cannot be made, opening says why.
    private static func makePrivateFile(_ path: String) {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = 3
        configuration.busyMode = .timeout(5)
        configuration.label = "archive"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -4096")
        }
        return configuration
    }

    private func prepare(sizeLimitBytes: Int64?) throws {
        try pool.writeWithoutTransaction { database in
            // The pool itself sets NORMAL, which may lose acknowledged commits when the machine loses power.
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        try pool.write { try ArchiveSchema.install(in: $0, path: path) }
        if let sizeLimitBytes { try limitSize(toBytes: sizeLimitBytes) }
    }
}

/// The one error type of the port from whatever the engine threw.
func archiveError(_ error: any Error, path: String) -> ArchiveError {
    if let known = error as? ArchiveError { return known }
    guard let failure = error as? DatabaseError else { return .failed(path: path, reason: oneLine("\(error)")) }
    switch failure.resultCode {
    case .SQLITE_FULL: return .full(path: path)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
        return .unwritable(path: path, reason: oneLine(failure.message ?? "no permission"))
    case .SQLITE_NOTADB:
        return .wrongFormat(path: path, found: "another kind of file", expected: "an SQLite file")
    default: return .failed(path: path, reason: oneLine(failure.message ?? "\(failure.resultCode)"))
    }
}

private func oneLine(_ text: String) -> String {
    String(text.prefix(200).map { $0.isNewline ? " " : $0 })
}
