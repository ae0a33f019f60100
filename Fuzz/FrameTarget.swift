import SpaceLink

/// Frame receiver without error control, so that every change of a byte reaches the code behind it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFrames(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let length = 24
    guard
        let configuration = try? TMFrameConfiguration(
            spacecraftID: 25, frameLengthBytes: length, hasFrameErrorControl: false)
    else { return 0 }
    var receiver = TMFrameReceiver(configuration: configuration)
    var given = 0
    for offset in stride(from: 0, to: count, by: length) {
        var frame = Array(bytes[offset..<min(offset + length, count)])
        // The identifiers are set right, else nearly every input would end at them.
        if frame.count > 1 {
            frame[0] = 0x01
            frame[1] = 0x90 | frame[1] & 0x0E
        }
        _ = receiver.receive(frame)
        given += 1
    }
    let counters = receiver.counters
    precondition(counters.framesReceived == given)
    precondition(given == counters.framesGood + counters.framesBad + counters.framesRepeated)
    return 0
}
