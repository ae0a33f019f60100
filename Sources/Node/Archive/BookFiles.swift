public import Foundation
public import Operations

/// The books of a node as files in its data folder, a line a record: what they hold can be read and checked without any
/// program of the node's.
///
/// Each addition is synchronised to the disk before it is acknowledged. What a crash left of a line that was never
/// acknowledged is cut off when the file is next opened.
public actor BookFiles: BookStore {
    private let folder: URL
    private var files: [NodeBook: BookFile] = [:]

    /// The books in `folder`, which is made where it is missing.
    public init(folder: String) throws(ArchiveError) {
        self.folder = URL(fileURLWithPath: folder)
        do {
            try FileManager.default.createDirectory(
                at: self.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unwritable(path: folder, reason: "the folder cannot be made")
        }
    }

    /// The file of a book in a data folder, `records.chain`.
    public static func fileName(_ book: NodeBook) -> String { "\(book.rawValue).chain" }

    /// Everything kept of a book.
    public func content(of book: NodeBook) async throws(ArchiveError) -> Data { try file(book).content() }

    /// Adds lines to a book; on the disk when this returns.
    public func append(_ lines: Data, to book: NodeBook) async throws(ArchiveError) { try file(book).append(lines) }

    /// A small file beside the books.
    public func note(_ name: String) async throws(ArchiveError) -> Data? {
        let path = try notePath(name)
        guard FileManager.default.fileExists(atPath: path.path) else { return nil }
        do {
            return try Data(contentsOf: path)
        } catch {
            throw bookError(error, path: path.path)
        }
    }

    /// Keeps a small file, whole or not at all.
    public func keep(_ content: Data, asNote name: String) async throws(ArchiveError) {
        let path = try notePath(name)
        let made = folder.appendingPathComponent(name + ".new")
        do {
            // Made with its rights, so that at no moment others may read it.
            try? FileManager.default.removeItem(at: made)
            guard FileManager.default.createFile(atPath: made.path, contents: nil, attributes: Self.ownersOnly) else {
                throw ArchiveError.unwritable(path: made.path, reason: "the file cannot be made")
            }
            let handle = try FileHandle(forWritingTo: made)
            try handle.write(contentsOf: content)
            try handle.synchronize()
            try handle.close()
            guard rename(made.path, path.path) == 0 else {
                throw ArchiveError.unwritable(path: path.path, reason: "the file cannot be put in its place")
            }
        } catch {
            throw bookError(error, path: path.path)
        }
    }

    static var ownersOnly: [FileAttributeKey: Any] { [.posixPermissions: 0o600] }

    private func notePath(_ name: String) throws(ArchiveError) -> URL {
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else {
            throw .unwritable(path: folder.path, reason: "`\(name)` is no file's name")
        }
        return folder.appendingPathComponent(name)
    }

    private func file(_ book: NodeBook) throws(ArchiveError) -> BookFile {
        if let open = files[book] { return open }
        let opened = try BookFile(path: folder.appendingPathComponent(Self.fileName(book)).path)
        files[book] = opened
        return opened
    }
}

/// One book's file. Belongs to the actor that opened it.
private final class BookFile {
    private let path: String
    private let handle: FileHandle
    private var length: UInt64

    init(path: String) throws(ArchiveError) {
        self.path = path
        do {
            if !FileManager.default.fileExists(atPath: path) {
                _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: BookFiles.ownersOnly)
            }
            handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            length = try handle.seekToEnd()
            try cutTornLine()
        } catch {
            throw bookError(error, path: path)
        }
    }

    deinit { try? handle.close() }

    func content() throws(ArchiveError) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw bookError(error, path: path)
        }
    }

    func append(_ lines: Data) throws(ArchiveError) {
        do {
            try handle.seek(toOffset: length)
            try handle.write(contentsOf: lines)
            try handle.synchronize()
            length += UInt64(lines.count)
        } catch {
            // A part of a line must not stand before the next try.
            try? handle.truncate(atOffset: length)
            throw bookError(error, path: path)
        }
    }

    private func cutTornLine() throws {
        let pieceBytes: UInt64 = 1 << 16
        var end = length
        while end > 0 {
            let start = end > pieceBytes ? end - pieceBytes : 0
            try handle.seek(toOffset: start)
            let piece = try handle.read(upToCount: Int(end - start)) ?? Data()
            if let last = piece.lastIndex(of: 0x0A) {
                end = start + UInt64(last - piece.startIndex) + 1
                break
            }
            end = start
        }
        guard end < length else { return }
        try handle.truncate(atOffset: end)
        length = end
    }
}

private func bookError(_ error: any Error, path: String) -> ArchiveError {
    if let known = error as? ArchiveError { return known }
    let cocoa = error as NSError
    let code = (cocoa.userInfo[NSUnderlyingErrorKey] as? NSError)?.code ?? cocoa.code
    return switch Int32(truncatingIfNeeded: code) {
    case ENOSPC, EDQUOT: .full(path: path)
    case EACCES, EROFS, EPERM: .unwritable(path: path, reason: "no permission")
    default: .failed(path: path, reason: "system error \(code)")
    }
}
