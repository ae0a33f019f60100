import Foundation

/// One HTTP request to a program on this machine. URLSession on Linux cannot read what chromedriver answers.
enum LoopbackHTTP {
    struct Fault: Error { let what: String }

    /// Sends a request and returns the body of its answer.
    static func send(_ method: String, port: Int, path: String, body: Data? = nil) async throws -> Data {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try exchange(method, port: port, path: path, body: body ?? Data()) })
            }
        }
    }

    private static func exchange(_ method: String, port: Int, path: String, body: Data) throws -> Data {
        let descriptor = try connected(to: port)
        defer { close(descriptor) }
        let head = [
            "\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Content-Type: application/json",
            "Content-Length: \(body.count)", "Connection: close", "", "",
        ].joined(separator: "\r\n")
        try write(Data(head.utf8) + body, to: descriptor)
        return try readBody(from: descriptor)
    }

    private static func connected(to port: Int) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            close(descriptor)
            throw Fault(what: "nobody listens on port \(port)")
        }
        return descriptor
    }

    private static func write(_ data: Data, to descriptor: Int32) throws {
        var rest = [UInt8](data)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Fault(what: "the connection broke while writing") }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads until the body is as long as its header says, or the other side is done.
    private static func readBody(from descriptor: Int32) throws -> Data {
        var received = Data()
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if let gap = received.range(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: received[..<gap.lowerBound], as: UTF8.self)
                let body = received[gap.upperBound...]
                if let length = contentLength(head), body.count >= length { return Data(body.prefix(length)) }
            }
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { throw Fault(what: "the answer ends after \(received.count) bytes") }
            received.append(contentsOf: chunk.prefix(count))
        }
    }

    private static func contentLength(_ head: String) -> Int? {
        for line in head.split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
            return Int(parts[1].trimmingCharacters(in: .whitespaces))
        }
        return nil
    }
}
