// swift-tools-version: 6.2
import PackageDescription

// One folder of Sources/ a domain, one target a folder inside it. The arrows below are the ones DESIGN allows;
// Tests/ArchitectureTests holds the list they are checked against.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let http: [Target.Dependency] = [
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
]
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let nio: [Target.Dependency] = ["NIOCore", "NIOPosix", "NIOHTTP1", "NIOWebSocket"].map {
    .product(name: $0, package: "swift-nio")
}
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")

func domain(_ name: String, in folder: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(folder)/\(name)", swiftSettings: strict)
}

/// Batch kernels, one source compiled for one instruction set; they see no outside lengths.
func kernels(_ name: String, _ level: String, _ flags: [String] = [], defining defines: [SwiftSetting] = []) -> Target {
    .target(
        name: "\(name)Kernels\(level)", dependencies: [.target(name: "\(name)KernelSupport")],
        path: "Sources/Flight/\(name)Kernels/\(level)",
        swiftSettings: strict + defines + [
            .unsafeFlags(["-Ounchecked", "-Xcc", "-fno-math-errno"] + flags.flatMap { ["-Xcc", $0] })
        ])
}

/// The kernels for every instruction set of the architecture; `fused` is defined where products and sums may be fused.
func kernels(_ name: String, fused: String? = nil) -> [Target] {
    #if arch(x86_64)
        let defines = fused.map { [SwiftSetting.define($0)] } ?? []
        return [
            kernels(name, "Plain"), kernels(name, "AVX2", ["-march=x86-64-v3"], defining: defines),
            kernels(name, "AVX512", ["-march=x86-64-v4", "-mprefer-vector-width=512"], defining: defines),
        ]
    #else
        return [kernels(name, "Plain")]
    #endif
}

let frameKernels = kernels("Frame")
let orbitKernels = kernels("Orbit", fused: "ORBIT_KERNEL_FMA")

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)", swiftSettings: strict)
}

let flight: [Target.Dependency] = ["Timekeeping", "Frames", "Orbits"]
let mission: [Target.Dependency] = ["SpaceLink", "MissionDatabase", "Telemetry"]
let partners: [Target.Dependency] = ["Programme", "Agreements"]
let pure = flight + mission + partners + ["Encounters", "NavigationData", "GroundNetwork", "Ledger", "Resilience"]

let package = Package(
    name: "comity",
    products: [.executable(name: "comity", targets: ["comity"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: frameKernels + orbitKernels + [
        domain("Timekeeping", in: "Flight", []),
        .target(name: "FrameKernelSupport", path: "Sources/Flight/FrameKernels/Support"),
        domain(
            "Frames", in: "Flight", ["Timekeeping", "FrameKernelSupport"] + frameKernels.map { .target(name: $0.name) }),
        .target(name: "OrbitKernelSupport", path: "Sources/Flight/OrbitKernels/Support"),
        domain(
            "Orbits", in: "Flight",
            ["Timekeeping", "Frames", "OrbitKernelSupport"] + orbitKernels.map { .target(name: $0.name) }),
        domain(
            "Encounters", in: "Flight",
            flight + ["OrbitKernelSupport"] + orbitKernels.map { .target(name: $0.name) }),
        domain("SpaceLink", in: "Link", ["Timekeeping"]),
        domain("NavigationData", in: "Link", flight),
        domain("MissionDatabase", in: "Mission", []),
        domain("Telemetry", in: "Mission", ["MissionDatabase", "SpaceLink", "Timekeeping"]),
        domain("GroundNetwork", in: "Ground", flight + ["Encounters"]),
        domain("Programme", in: "Station", [yams]),
        domain("Simulator", in: "Station", flight + ["SpaceLink", "MissionDatabase", "Programme"]),
        domain("Resilience", in: "Station", ["Programme", heap]),
        domain("Agreements", in: "Partners", ["Programme", crypto, yams]),
        domain("Ledger", in: "Partners", ["Programme", "Agreements", crypto]),
        domain("Operations", in: "Node", pure),
        domain("Archive", in: "Node", ["Operations", "Timekeeping", "SpaceLink", "Telemetry", grdb]),
        domain("Transport", in: "Node", ["Operations", asyncHTTPClient] + nio),
        domain(
            "Server", in: "Node",
            pure + ["Operations", hummingbird, hummingbirdCore, crypto, logging, serviceLifecycle] + http + nio),
        .executableTarget(
            name: "comity",
            dependencies: pure + [
                "Simulator", "Operations", "Archive", "Transport", "Server",
                argumentParser, logging, serviceLifecycle,
            ],
            path: "Sources/comity", swiftSettings: strict),
        .target(name: "AllocationCounter", path: "Benchmarks/AllocationCounter"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: pure + ["Simulator", "Operations", "Archive", "Transport", "AllocationCounter"],
            path: "Benchmarks", exclude: ["README.md", "AllocationCounter"], swiftSettings: strict),

        .target(name: "TestServer", dependencies: nio, path: "Tests/TestServer", swiftSettings: strict),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        tests("ArchitectureTests", []),
        tests("TimekeepingTests", ["Timekeeping"]),
        tests("FramesTests", ["Timekeeping", "Frames"]),
        tests("OrbitsTests", flight + ["NavigationData"]),
        tests("EncountersTests", flight + ["Encounters", "NavigationData"]),
        tests("NavigationDataTests", flight + ["NavigationData"]),
        tests("SpaceLinkTests", ["Timekeeping", "SpaceLink"]),
        tests("MissionDatabaseTests", ["MissionDatabase"]),
        tests("TelemetryTests", mission + ["Timekeeping"]),
        tests("GroundNetworkTests", flight + ["Encounters", "GroundNetwork"]),
        tests("ProgrammeTests", ["Programme"]),
        tests("ResilienceTests", ["Programme", "Resilience"]),
        tests("AgreementsTests", partners),
        tests("LedgerTests", partners + ["Ledger"]),
        tests("SimulatorTests", flight + mission + ["NavigationData", "Programme", "Simulator"]),
        tests("OperationsTests", pure + ["Operations"]),
        tests("ArchiveTests", pure + ["Operations", "Archive", grdb]),
        tests("TransportTests", ["Operations", "Transport", "TestServer"] + nio),
        tests("ServerTests", pure + ["Operations", "Archive", "Server", hummingbird] + nio),
        tests("SystemTests", ["TestServer"]),
    ],
    swiftLanguageModes: [.v6]
)
