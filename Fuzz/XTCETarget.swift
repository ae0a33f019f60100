import MissionDatabase
import Telemetry

/// Mission database reader, and a decoder of what it lets through.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDatabase(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let database = try? XTCEReader.read(bytes, source: "fuzz.xml") else { return 0 }
    let decoder = PacketDecoder(database)
    for container in database.containers.prefix(8) {
        guard let packet = try? database.encode(container: container.index, values: [:]) else { continue }
        _ = try? decoder.decode(packet)
    }
    return 0
}
