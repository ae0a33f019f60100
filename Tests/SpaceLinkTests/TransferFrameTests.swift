import SpaceLink
import Testing

@Suite struct TransferFrameTests {
    private func configuration(control: Bool = false, check: Bool = true) throws -> TMFrameConfiguration {
        try TMFrameConfiguration(
            spacecraftID: 25, frameLengthBytes: 64, hasOperationalControlField: control, hasFrameErrorControl: check)
    }

    private func frame(control: Bool = false, check: Bool = true) throws -> [UInt8] {
        var encoder = TMFrameEncoder(configuration: try configuration(control: control, check: check))
        encoder.operationalControlField = 0x0102_0304
        let packet = try SpacePacket.build(apid: #require(APID(9)), sequenceCount: .zero, dataField: [1, 2, 3])
        return try #require(try encoder.frames(of: [packet], virtualChannel: 3).first)
    }

    @Test func readsItsFields() throws {
        let frame = try TransferFrameTM(parsing: frame(control: true), configuration: configuration(control: true))
        #expect(frame.spacecraftID == 25 && frame.virtualChannelID == 3)
        #expect(frame.masterChannelFrameCount == 0 && frame.virtualChannelFrameCount == 0)
        #expect(frame.firstHeaderPointer == .packet(at: 0))
        #expect(frame.operationalControlField == 0x0102_0304)
        #expect(frame.dataField.count == 64 - 6 - 4 - 2)
    }

    @Test func everyFlippedBitIsSeen() throws {
        let good = try frame()
        let configuration = try configuration()
        for bit in 0..<good.count * 8 {
            var bad = good
            bad[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            #expect(throws: SpaceLinkError.self) { try TransferFrameTM(parsing: bad, configuration: configuration) }
        }
    }

    @Test func refusesWrongFrames() throws {
        let configuration = try configuration(check: false)
        let good = try frame(check: false)
        func refusal(_ change: (inout [UInt8]) -> Void) -> SpaceLinkError? {
            var bytes = good
            change(&bytes)
            do throws(SpaceLinkError) {
                _ = try TransferFrameTM(parsing: bytes, configuration: configuration)
                return nil
            } catch { return error }
        }
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0.removeLast() } == .frameLength(expectedBytes: 64, foundBytes: 63))
        #expect(refusal { $0 = [] } == .frameLength(expectedBytes: 64, foundBytes: 0))
        #expect(refusal { $0.append(0) } == .frameLength(expectedBytes: 64, foundBytes: 65))
        #expect(refusal { $0[0] |= 0x40 } == .frameVersion(found: 1))
        #expect(refusal { $0[1] ^= 0x10 } == .spacecraft(expected: 25, found: 24))
        #expect(refusal { $0[1] |= 1 } == .operationalControlFieldFlag(expected: false))
        #expect(refusal { $0[4] |= 0x40 } == .notPackets)
        #expect(refusal { $0[5] = 58 } == .firstHeaderPointer(found: 58, dataFieldBytes: 58))
        #expect(
            refusal {
                $0[4] |= 0x80
                $0[6] = 0x3F
            } == .frameSecondaryHeader(lengthBytes: 64))
        #expect(
            SpaceLinkError.spacecraft(expected: 25, found: 24).description
                == "wrong spacecraft: found `24`, expected `25`")
    }

    @Test func passesOverASecondaryHeader() throws {
        var bytes = try frame(check: false)
        bytes[4] |= 0x80
        bytes[6] = 3
        let frame = try TransferFrameTM(parsing: bytes, configuration: configuration(check: false))
        #expect(frame.dataField.count == 58 - 4)
    }

    @Test func configurationHasBounds() {
        #expect(throws: SpaceLinkError.self) { try TMFrameConfiguration(spacecraftID: 1024, frameLengthBytes: 64) }
        #expect(throws: SpaceLinkError.self) { try TMFrameConfiguration(spacecraftID: 1, frameLengthBytes: 8) }
        #expect(throws: SpaceLinkError.self) { try TMFrameConfiguration(spacecraftID: 1, frameLengthBytes: 2049) }
    }
}
