import Agreements
import Foundation
import Programme

/// A secret key in a file that its owner alone may read: partner, name, algorithm, and the key in base64, on one line.
enum SecretKeyFile {
    static func write(_ signer: PartySigner, to path: String) throws {
        let key = signer.key
        let text =
            "# A secret key: who has this file can sign as `\(key.partner)`.\n"
            + "\(key.partner) \(key.id) \(key.algorithm.rawValue) \(signer.secretRepresentation.base64EncodedString())\n"
        // Made only where there is none, with its rights from the first moment.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else {
            throw Failure(
                errno == EEXIST
                    ? "`\(path)`: is there already, and a key is never written over; leave out --new-key to sign with it"
                    : "`\(path)`: cannot be made: \(String(cString: strerror(errno)).lowercased())")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(text.utf8))
            try handle.synchronize()
        } catch {
            throw Failure("`\(path)`: cannot be written: \(reason(error))")
        }
    }

    static func read(_ path: String, for partner: PartnerID) throws -> PartySigner {
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failure("`\(path)`: there is no such file; --new-key makes a key")
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let rights = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
        guard rights & 0o077 == 0 else {
            throw Failure("`\(path)`: others may read it (mode \(String(rights, radix: 8))), expected mode 600")
        }
        let lines = String(decoding: try readFile(path, limitBytes: 1 << 16), as: UTF8.self).split(separator: "\n")
        let parts = lines.first { !$0.hasPrefix("#") }?.split(separator: " ").map(String.init) ?? []
        guard parts.count == 4, let algorithm = SignatureAlgorithm(rawValue: parts[2]),
            let secret = Data(base64Encoded: parts[3])
        else { throw Failure("`\(path)`: no key, expected a partner, a name, an algorithm and the key on one line") }
        guard parts[0] == partner.rawValue else {
            throw Failure("`\(path)`: a key of `\(parts[0])`, expected one of `\(partner)`")
        }
        do {
            return try PartySigner(secret: secret, algorithm: algorithm, for: partner, id: parts[1])
        } catch {
            throw Failure("`\(path)`: \(error)")
        }
    }
}

/// `keys.yaml` and the files in `agreements/signatures` of a programme's folder.
struct SigningFiles {
    private(set) var register = KeyRegister()
    private let root: String
    private var signed: [String: [DocumentSignature]] = [:]
    private var paths: [String: String] = [:]
    private var heading = ""

    private var keyPath: String { root + "/keys.yaml" }
    private var folder: String { root + "/agreements/signatures" }

    init(_ root: String, _ programme: ProgrammeFolder) throws {
        self.root = root
        if FileManager.default.fileExists(atPath: keyPath) {
            let file = SourceFile(path: keyPath, bytes: [UInt8](try readFile(keyPath)))
            let read = SigningReader.keys(file, programme: programme.programme)
            guard let found = read.value else { throw Failure(lines: read.problems.map(\.description)) }
            register = found
            let comments = file.text.split(separator: "\n", omittingEmptySubsequences: false).prefix {
                $0.hasPrefix("#")
            }
            heading = comments.map { $0 + "\n" }.joined()
        }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { continue }
            let path = "\(folder)/\(name)"
            let file = SourceFile(path: path, bytes: [UInt8](try readFile(path)))
            let read = SigningReader.signatures(
                [file], documents: programme.agreements.documents, programme: programme.programme)
            guard let found = read.value else { throw Failure(lines: read.problems.map(\.description)) }
            for (document, list) in found { (signed[document], paths[document]) = (list, path) }
        }
    }

    func signatures(on document: String) -> [DocumentSignature] { signed[document] ?? [] }

    /// Enters a key; another key of the same name is refused, for earlier signatures are known by it.
    mutating func add(_ key: PartyKey) throws {
        if let known = register.key(key.id, of: key.partner) {
            guard known.key == key else {
                throw Failure("`\(keyPath)`: has another key `\(key.id)` of `\(key.partner)`")
            }
            return
        }
        register = KeyRegister(rule: register.rule, keys: register.keys + [RegisteredKey(key: key)])
    }

    /// Puts a signature in place of an earlier one by the same key.
    mutating func add(_ signature: DocumentSignature, to document: String) {
        let others = signatures(on: document).filter {
            $0.partner != signature.partner || $0.key != signature.key
        }
        signed[document] = others + [signature]
    }

    /// Writes the keys and the signatures on one document, keys first: a signature by a key that is nowhere is a mistake.
    func write(document: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data((heading + SigningWriter.text(register)).utf8).write(
                to: URL(fileURLWithPath: keyPath), options: .atomic)
            let text = SigningWriter.text(document: document, signatures(on: document))
            let path = paths[document] ?? "\(folder)/\(document).yaml"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Failure("`\(root)`: cannot be written: \(reason(error))")
        }
    }
}
