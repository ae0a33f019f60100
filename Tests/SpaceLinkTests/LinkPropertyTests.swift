import SpaceLink
import Testing

/// Random streams of packets through random losses, flipped bits, truncation and repetition.
@Suite struct LinkPropertyTests {
    private struct Traffic {
        var sent: [SpacePacket: Int] = [:]
        var packetCount = 0
        var frames: [[UInt8]] = []
    }

    private func traffic(_ configuration: TMFrameConfiguration, _ random: inout Seeded) throws -> Traffic {
        var traffic = Traffic()
        var encoder = TMFrameEncoder(configuration: configuration)
        var counts = [Int: Int]()
        for _ in 0..<150 {
            let channel = Int.random(in: 0...2, using: &random)
            let apid = 10 * channel + Int.random(in: 0...3, using: &random)
            let length = Int.random(in: 1...(Bool.random(using: &random) ? 40 : 400), using: &random)
            let data = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            let packet = try SpacePacket.build(
                apid: #require(APID(apid)), sequenceCount: #require(SequenceCount(counts[apid, default: 0])),
                dataField: data)
            counts[apid, default: 0] += 1
            traffic.sent[packet, default: 0] += 1
            traffic.packetCount += 1
            traffic.frames += try encoder.append(packet, virtualChannel: channel)
            if Int.random(in: 0...9, using: &random) == 0 { traffic.frames.append(try encoder.idleFrame()) }
            if Int.random(in: 0...4, using: &random) == 0 {
                traffic.frames += try encoder.flush(virtualChannel: channel)
            }
        }
        for channel in 0...2 { traffic.frames += try encoder.flush(virtualChannel: channel) }
        return traffic
    }

    @Test func aGoodLinkLosesNothing() throws {
        for seed in 0..<40 {
            var random = Seeded(UInt64(seed))
            let configuration = try TMFrameConfiguration(
                spacecraftID: 77, frameLengthBytes: Int.random(in: 20...300, using: &random),
                hasOperationalControlField: Bool.random(using: &random))
            let traffic = try traffic(configuration, &random)
            var receiver = TMFrameReceiver(configuration: configuration)
            var received: [SpacePacket: Int] = [:]
            for frame in traffic.frames {
                let reception = receiver.receive(frame)
                #expect(reception.anomalies == [])
                for packet in reception.packets { received[packet, default: 0] += 1 }
            }
            #expect(received == traffic.sent)
            #expect(receiver.counters.packetsExtracted == traffic.packetCount)
        }
    }

    /// With error control no packet is ever handed out that was not sent so, and the counts add up.
    @Test func aBadLinkGivesNoBadPacket() throws {
        var handedOut = 0
        for seed in 100..<220 {
            var random = Seeded(UInt64(seed))
            let configuration = try TMFrameConfiguration(
                spacecraftID: 77, frameLengthBytes: Int.random(in: 20...300, using: &random))
            let traffic = try traffic(configuration, &random)
            var receiver = TMFrameReceiver(configuration: configuration)
            var left = traffic.sent
            var (given, damaged) = (0, 0)
            for frame in traffic.frames {
                for copy in Self.damage(frame, &random) {
                    given += 1
                    damaged += copy == frame ? 0 : 1
                    for packet in receiver.receive(copy).packets {
                        let count = left[packet, default: 0]
                        #expect(count > 0, "packet handed out that was not sent, seed \(seed)")
                        left[packet] = count - 1
                        handedOut += 1
                    }
                }
            }
            let counters = receiver.counters
            #expect(counters.framesReceived == given)
            #expect(counters.framesBad == damaged)
            #expect(counters.framesReceived == counters.framesGood + counters.framesBad + counters.framesRepeated)
            #expect(counters.packetsExtracted + counters.packetsLost <= traffic.packetCount)
        }
        #expect(handedOut > 5000)
    }

    /// Without error control damage can pass as data, but nothing breaks.
    @Test func anUncheckedLinkLives() throws {
        for seed in 300..<360 {
            var random = Seeded(UInt64(seed))
            let configuration = try TMFrameConfiguration(
                spacecraftID: 77, frameLengthBytes: 90, hasFrameErrorControl: false)
            let traffic = try traffic(configuration, &random)
            var receiver = TMFrameReceiver(configuration: configuration)
            for frame in traffic.frames {
                for copy in Self.damage(frame, &random) { _ = receiver.receive(copy) }
            }
            let counters = receiver.counters
            #expect(counters.framesReceived == counters.framesGood + counters.framesBad + counters.framesRepeated)
        }
    }

    private static func damage(_ frame: [UInt8], _ random: inout Seeded) -> [[UInt8]] {
        switch Int.random(in: 0...29, using: &random) {
        case 0: return []
        case 1: return [frame, frame]
        case 2: return [Array(frame.prefix(Int.random(in: 0..<frame.count, using: &random)))]
        case 3, 4:
            var bad = frame
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bad[Int.random(in: 0..<bad.count, using: &random)] ^=
                    UInt8(1) << UInt8.random(in: 0...7, using: &random)
            }
            return [bad]
        default: return [frame]
        }
    }
}
