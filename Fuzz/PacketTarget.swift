import SpaceLink

/// Packet reader: alone, and in a row as in a file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPackets(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let packet = try? SpacePacket(parsing: bytes) { precondition(packet.bytes == bytes) }
    var covered = 0
    for item in PacketStreamReader(bytes) {
        switch item {
        case .packet(let packet, let offset):
            precondition(offset == covered)
            covered += packet.bytes.count
        case .garbage(let offset, let length, _):
            precondition(offset == covered && length > 0)
            covered += length
        }
    }
    precondition(covered == count)
    return 0
}
