import Foundation
import Testing

/// The arrows of DESIGN.md: what each target may import, directly or through what stands below it.
enum ImportRules {
    /// Direct arrows, `B: [A]` for “B may import A”. What A may import, B may too.
    static let below: [String: Set<String>] = [
        "Timekeeping": [],
        // One source for several instruction sets: parts of Frames that the package manager must see as targets.
        "FrameKernelSupport": [],
        "FrameKernelsPlain": ["FrameKernelSupport"],
        "FrameKernelsAVX2": ["FrameKernelSupport"],
        "FrameKernelsAVX512": ["FrameKernelSupport"],
        "Frames": ["Timekeeping", "FrameKernelsPlain", "FrameKernelsAVX2", "FrameKernelsAVX512"],
        // The same for Orbits.
        "OrbitKernelSupport": [],
        "OrbitKernelsPlain": ["OrbitKernelSupport"],
        "OrbitKernelsAVX2": ["OrbitKernelSupport"],
        "OrbitKernelsAVX512": ["OrbitKernelSupport"],
        "Orbits": ["Frames", "OrbitKernelsPlain", "OrbitKernelsAVX2", "OrbitKernelsAVX512"],
        "Encounters": ["Orbits"],
        "GroundNetwork": ["Encounters"],
        "NavigationData": ["Orbits"],
        "SpaceLink": ["Timekeeping"],
        "MissionDatabase": [],
        "Telemetry": ["MissionDatabase", "SpaceLink"],
        "Programme": [],
        "Agreements": ["Programme"],
        "Ledger": ["Agreements"],
        "Resilience": ["Programme"],
        "Simulator": ["Orbits", "SpaceLink", "MissionDatabase", "Programme"],
        "Operations": ["GroundNetwork", "NavigationData", "Telemetry", "Ledger", "Resilience"],
        "Archive": ["Operations"],
        "Transport": ["Operations"],
        "Server": ["Operations"],
        "comity": ["Archive", "Transport", "Server", "Simulator"],
        // C beside the benchmarks: counts what they take from the heap.
        "AllocationCounter": [],
        "Benchmarks": ["Archive", "Transport", "Server", "Simulator", "AllocationCounter"],
    ]

    /// Modules with sockets, disks or threads in them; only `Node/` and `comity/` may import them.
    static let inputOutput: Set<String> = [
        "AsyncHTTPClient", "FoundationNetworking", "GRDB", "Hummingbird", "HummingbirdCore", "HummingbirdTLS",
        "NIO", "NIOCore", "NIOHTTP1", "NIOHTTPTypes", "NIOPosix", "NIOSSL", "NIOWebSocket",
    ]

    static let mayDoInputOutput: Set<String> = ["Operations", "Archive", "Transport", "Server", "comity"]

    /// Everything `target` may import among the project's own targets.
    static func allowed(for target: String) -> Set<String> {
        var found: Set<String> = []
        var waiting = Array(below[target] ?? [])
        while let next = waiting.popLast() {
            guard found.insert(next).inserted else { continue }
            waiting += below[next] ?? []
        }
        return found
    }
}

/// Where the checkout is, from this file's own place in it.
let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
