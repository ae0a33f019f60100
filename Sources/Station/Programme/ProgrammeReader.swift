/// Reads a programme's YAML files.
public enum ProgrammeReader {
    /// Name of the file that is read first.
    public static let rootName = "programme.yaml"

    /// Reads `programme.yaml` among `files` and every file it includes, and tells all that is wrong.
    ///
    /// Paths in `include` are relative to the programme's folder. Files that nothing includes are left alone, so the
    /// caller may hand over the whole folder.
    public static func read(files: [SourceFile]) -> Checked<ProgrammeDescription> {
        let log = ProblemLog()
        guard let root = files.first(where: { $0.name == rootName }) else {
            let nearest = Spelling.nearest(to: rootName, among: files.map(\.name))
            log.report(
                Problem(
                    path: files.first.map { String($0.path.dropLast($0.name.count)) + rootName } ?? rootName, line: 1,
                    column: 1, found: nearest.map { "no `\(rootName)`, but `\($0)`" } ?? "no `\(rootName)`",
                    expected: "a file of that name in the programme's folder"))
            return Checked(value: nil, problems: log.problems)
        }
        let builder = ProgrammeBuilder(log: log)
        var inclusion = Inclusion(root: root, files: files, log: log)
        inclusion.visit(root) { builder.read($0, isRoot: $1) }
        let value = builder.finish()
        return Checked(value: value, problems: log.problems)
    }
}

/// Walks from the root file through its includes; tells missing files and circles.
struct Inclusion {
    private let folder: String
    private let files: [String: SourceFile]
    private let log: ProblemLog
    private var open: [String] = []
    private var done: Set<String> = []

    init(root: SourceFile, files: [SourceFile], log: ProblemLog) {
        folder = String(root.path.dropLast(root.name.count))
        self.files = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
        self.log = log
    }

    mutating func visit(_ file: SourceFile, read: (MappingReader, Bool) -> Void) {
        done.insert(file.path)
        guard let node = DocumentLoader.load(file, log: log),
            let fields = MappingReader(node, expected: "a programme file")
        else { return }
        let included = fields.list("include", ValueReader<DocumentNode>(expected: "a file's path") { $0 })
        open.append(file.path)
        read(fields, open.count == 1)
        for item in included { follow(item, read: read) }
        open.removeLast()
    }

    private mutating func follow(_ item: DocumentNode, read: (MappingReader, Bool) -> Void) {
        guard let name = ValueReader<String>.text.read(item) else { return }
        let path = folder + name
        if open.contains(path) {
            let circle = open.drop { $0 != path }.map { "`\($0.dropFirst(folder.count))`" }.joined(separator: " → ")
            item.report(
                found: "`\(name)` included by itself: \(circle) → `\(name)`", expected: "includes without a circle")
        } else if done.contains(path) {
            item.report(found: "`\(name)` included again", expected: "each file once")
        } else if let file = files[path] {
            visit(file, read: read)
        } else {
            let names = files.keys.filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }
            item.report(
                expected: "a file in the programme's folder",
                suggestion: Spelling.nearest(to: name, among: names.sorted()))
        }
    }
}
