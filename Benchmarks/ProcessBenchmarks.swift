import Foundation
import MissionDatabase
import NavigationData
import Orbits
import Programme
import Simulator
import Timekeeping
import Transport

/// The built `comity` as a process: how soon it answers, and how much memory an hour of telemetry leaves it with.
enum ProcessBenchmarks {
    private static let httpPort = 18_090
    private static let linkPort = 18_015

    static func run() async throws {
        let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "comity")
        guard FileManager.default.isExecutableFile(atPath: program.path()) else {
            throw BenchmarkFailure(what: "no `comity` beside this program; build it first")
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "comity-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var ready = Double.infinity
        for _ in 0..<5 {
            let (node, seconds) = try start(program, data: folder)
            ready = min(ready, seconds)
            node.terminate()
            node.waitUntilExit()
        }
        Report.line("node.apiReady", ready, "s")
        let (node, _) = try start(program, data: folder)
        defer { node.terminate() }
        try await sendAnHour()
        try await Task.sleep(for: .seconds(2))
        Report.line(
            "node.residentMemoryAfterHour", try processMegabytes("VmRSS", of: "\(node.processIdentifier)"), "MB")
    }

    /// Starts the node; seconds from there until its port answers.
    private static func start(_ program: URL, data: URL) throws -> (Process, Double) {
        let process = Process()
        process.executableURL = program
        process.currentDirectoryURL = checkout
        process.arguments = [
            "serve", "examples/iss", "--data", data.path(), "--port", "\(httpPort)", "--listen",
            "udp://127.0.0.1:\(linkPort)",
        ]
        process.standardOutput = FileHandle.nullDevice
        let began = ContinuousClock.now
        try process.run()
        while !answers() {
            guard process.isRunning, ContinuousClock.now - began < .seconds(20) else {
                throw BenchmarkFailure(what: "the node does not answer")
            }
            usleep(1000)
        }
        return (process, (ContinuousClock.now - began) / .seconds(1))
    }

    private static func answers() -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(httpPort).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
        }
        guard connected else { return false }
        let request = Array("GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8)
        guard write(descriptor, request, request.count) == request.count else { return false }
        var answer = [UInt8](repeating: 0, count: 64)
        let length = read(descriptor, &answer, answer.count)
        return length > 12 && String(decoding: answer.prefix(length), as: UTF8.self).hasPrefix("HTTP/1.1 200")
    }

    /// An hour of the station's telemetry, as fast as the node takes it.
    private static func sendAnHour() async throws {
        let folder = checkout.appending(path: "examples/iss").path()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
        let files = try names.map {
            SourceFile(path: "\(folder)/\($0)", text: try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8))
        }
        let database = try XTCEReader.read(
            [UInt8](Data(contentsOf: URL(filePath: folder + "/mission-database.xml"))), source: "mission-database.xml")
        let orbit = try String(contentsOfFile: folder + "/orbit.json", encoding: .utf8)
        guard let programme = ProgrammeReader.read(files: files).value,
            let elements = ElementSetReader.omm(json: orbit).sets.first?.elements
        else { throw BenchmarkFailure(what: "the programme cannot be read") }
        var simulator = try StationSimulator(
            database: database, elements: elements, link: try SimulatorLink(programme), start: elements.epoch)
        let sender = try await DatagramSender.open(to: DatagramAddress(host: "127.0.0.1", port: linkPort))
        for second in 1...3600 {
            for frame in try simulator.step(to: elements.epoch.advanced(bySeconds: Double(second))) {
                try await sender.send(frame)
            }
            if second % 10 == 0 { try await Task.sleep(for: .milliseconds(10)) }
        }
        await sender.close()
    }
}
