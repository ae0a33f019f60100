import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The pages, read once at start: a request only ever looks a name up, so no name can lead outside the folder.
struct StaticFiles: Sendable {
    struct File: Sendable {
        let contentType: String
        let entityTag: String
        let body: ByteBuffer
    }

    private static let maximumBytes = 64 << 20
    private static let contentTypes = [
        "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
        "json": "application/json; charset=utf-8", "geojson": "application/json; charset=utf-8",
        "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "ico": "image/x-icon", "woff2": "font/woff2",
        "txt": "text/plain; charset=utf-8", "bin": "application/octet-stream", "wasm": "application/wasm",
    ]
    /// What may be seen without signing in.
    private static let publicFiles = [
        "/sign-in": "sign-in.html", "/sign-in.js": "sign-in.js", "/sign-in.css": "sign-in.css",
        "/icon.svg": "icon.svg",
    ]

    private let publicByPath: [String: File]
    private let byPath: [String: File]

    /// Reads every page of `folder`; `index.html` and `sign-in.html` must be there.
    ///
    /// `/assets/NAME` is the file `assets/NAME` of the folder, or `NAME` where there is none.
    init(folder: String) throws(ServerError) {
        let files = Self.read(folder: folder)
        for needed in ["index.html", "sign-in.html"] where files[needed] == nil {
            throw .noPages(folder: folder, missing: needed)
        }
        publicByPath = Self.publicFiles.compactMapValues { files[$0] }
        var paths: [String: File] = ["/": files["index.html"]].compactMapValues { $0 }
        for (name, file) in files { paths["/assets/" + name] = file }
        for (name, file) in files where name.hasPrefix("assets/") { paths["/" + name] = file }
        paths[Self.vendorList] = Self.list(files.keys.filter { $0.hasPrefix("vendor/") })
        byPath = paths
    }

    /// Which libraries the set-up fetched, so that a page need not ask for one that is missing.
    private static let vendorList = "/assets/vendor.json"

    private static func list(_ names: [String]) -> File {
        let data = (try? JSONEncoder().encode(names.sorted())) ?? Data("[]".utf8)
        return File(
            contentType: contentTypes["json"] ?? "", entityTag: entityTag(data), body: ByteBuffer(bytes: data))
    }

    /// The file everyone may see at this path.
    func publicFile(_ path: String) -> File? { publicByPath[path] }

    /// The file a signed-in partner may see at this path.
    func file(_ path: String) -> File? { publicByPath[path] ?? byPath[path] }

    /// Every path served without signing in.
    var publicPaths: [String] { publicByPath.keys.sorted() }

    /// Every path served to signed-in partners only.
    var signedInPaths: [String] { byPath.keys.sorted() }

    private static func read(folder: String) -> [String: File] {
        let root = URL(fileURLWithPath: folder, isDirectory: true).resolvingSymlinksInPath()
        guard let names = FileManager.default.enumerator(atPath: root.path) else { return [:] }
        var files: [String: File] = [:]
        var total = 0
        for case let name as String in names where !name.split(separator: "/").contains(where: { $0.first == "." }) {
            let url = root.appendingPathComponent(name)
            guard let type = contentTypes[url.pathExtension.lowercased()], isPlainFile(url),
                let data = FileManager.default.contents(atPath: url.path), total + data.count <= maximumBytes
            else { continue }
            total += data.count
            files[name] = File(contentType: type, entityTag: entityTag(data), body: ByteBuffer(bytes: data))
        }
        return files
    }

    private static func isPlainFile(_ url: URL) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        return attributes?[.type] as? FileAttributeType == .typeRegular
    }

    private static func entityTag(_ data: Data) -> String {
        let digest = SHA256.hash(data: data).prefix(12)
        return "\"" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\""
    }
}

extension StaticFiles.File {
    /// The answer to a request for this file: the file, or that the browser's copy is still right (RFC 9110 13.1.2).
    func response(ifNoneMatch: String?) -> Response {
        var headers: HTTPFields = [.contentType: contentType, .eTag: entityTag, .cacheControl: "no-cache"]
        guard ifNoneMatch != entityTag else {
            var response = Response(status: .notModified, headers: headers)
            response.headers[.contentLength] = nil
            return response
        }
        headers[.contentLength] = String(body.readableBytes)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
