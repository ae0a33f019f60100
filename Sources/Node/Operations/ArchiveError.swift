/// Why the archive could not do what was asked.
public enum ArchiveError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The folder or file cannot be made, opened or written.
    case unwritable(path: String, reason: String)
    /// No space is left for the data.
    case full(path: String)
    /// The file is not an archive, or a newer program made it.
    case wrongFormat(path: String, found: String, expected: String)
    /// The storage engine failed in another way; its own words follow.
    case failed(path: String, reason: String)

    /// One line saying where, what was found and what was expected.
    public var description: String {
        switch self {
        case .unwritable(let path, let reason): "cannot write the archive `\(path)`: \(reason)"
        case .full(let path): "no space is left for the archive `\(path)`"
        case .wrongFormat(let path, let found, let expected):
            "`\(path)` is not an archive this program can use: found \(found), expected \(expected)"
        case .failed(let path, let reason): "the archive `\(path)` failed: \(reason)"
        }
    }
}
