import MissionDatabase
import SpaceLink
import Telemetry
import Testing
import Timekeeping

@Suite struct PacketDecoderTests {
    private let database: Database
    private let decoder: PacketDecoder

    init() throws {
        database = try TelemetrySample.database()
        decoder = PacketDecoder(database)
    }

    private func refusal(_ bytes: [UInt8]) -> TelemetryError? {
        do throws(TelemetryError) {
            _ = try decoder.decode(bytes)
            return nil
        } catch { return error }
    }

    @Test func decodesEveryKind() throws {
        let bytes = try TelemetrySample.packet(
            database, "Power",
            [
                "SRC_SEQ_CTR": .unsigned(9), "BUS": .signed(-7), "SLOW": .float(1.5), "MODE": .signed(2),
                "FLAG": .unsigned(1), "NOTE": .string("Hi"), "KEY": .binary([0xAB, 0xC0]), "TAKEN": .unsigned(2500),
            ])
        let packet = try decoder.decode(bytes)
        #expect(packet.container == "Power" && packet.apid.value == 33 && packet.sequenceCount.value == 9)
        #expect(packet.extraBytes == 0 && packet.parameters.count == 16)
        #expect(packet["BUS"]?.raw == .signed(-7) && packet["BUS"]?.value == .float(-3.5))
        #expect(packet["BUS"]?.limit == .watch)
        #expect(packet["SLOW"]?.raw == .float(1.5) && packet["SLOW"]?.limit == .nominal)
        #expect(packet["MODE"]?.raw == .signed(2) && packet["MODE"]?.value == .string("ON"))
        #expect(packet["FLAG"]?.raw == .unsigned(1) && packet["FLAG"]?.value == .boolean(true))
        #expect(packet["NOTE"]?.value == .string("Hi"))
        #expect(packet["KEY"]?.raw == .binary([0xAB, 0xC0]))
        #expect(packet["TAKEN"]?.raw == .unsigned(2500) && packet["TAKEN"]?.value == .float(7.5))
        #expect(packet["PKT_APID"]?.value == .unsigned(33) && packet["PKT_APID"]?.limit == LimitState.none)
    }

    @Test func encodingIsTheInverse() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let named: [String: Value] = [
                "COARSE_TIME": .unsigned(.random(in: 0...0xFFFF_FFFF, using: &random)),
                "FINE_TIME": .unsigned(.random(in: 0...0xFFFF, using: &random)),
                "BUS": .signed(.random(in: -32768...32767, using: &random)),
                "SLOW": .float(Double(Float.random(in: -1e6...1e6, using: &random))),
                "MODE": .signed(.random(in: -128...127, using: &random)),
            ]
            let packet = try decoder.decode(try TelemetrySample.packet(database, "Power", named))
            for (name, value) in named { #expect(packet[name]?.raw == value) }
        }
    }

    @Test func choosesTheContainer() throws {
        for (select, container) in [
            (0, "Selected"), (7, "Special"), (99, "Selected"), (100, "Special"), (200, "Selected"),
        ] {
            let bytes = try TelemetrySample.packet(
                database, "Special", ["SELECT": .unsigned(UInt64(select)), "PKT_APID": .unsigned(34)])
            #expect(try decoder.decode(bytes).container == container)
        }
    }

    @Test func refusesWithTypedErrors() throws {
        let whole = try TelemetrySample.packet(database, "Power", [:])
        var short = Array(whole.dropLast(4))
        short[5] -= 4
        #expect(
            refusal(short)
                == .tooShort(
                    container: "Power", apid: try #require(APID(33)), neededBytes: whole.count,
                    foundBytes: whole.count - 4))
        #expect(
            refusal(Array(whole.dropLast()))
                == .notAPacket(.truncated(neededBytes: whole.count, foundBytes: whole.count - 1)))
        var stranger = whole
        stranger[1] = 99
        #expect(refusal(stranger) == .unknownAPID(apid: try #require(APID(99))))
        #expect(refusal(stranger)?.description == "unknown apid `99`: no container of the mission database has it")
        var narrow = try TelemetrySample.packet(database, "Narrow", [:])
        #expect(refusal(narrow) == nil)
        narrow[0] &= ~0x08
        #expect(refusal(narrow) == .noMatchingContainer(apid: try #require(APID(35))))
        #expect(refusal([]) == .notAPacket(.truncated(neededBytes: 6, foundBytes: 0)))
    }

    @Test func reportsExtraBytes() throws {
        var bytes = try TelemetrySample.packet(database, "Power", [:]) + [1, 2, 3]
        bytes[5] += 3
        #expect(try decoder.decode(bytes).extraBytes == 3)
    }

    @Test func marksWhatCannotBeTrue() throws {
        let bytes = try TelemetrySample.packet(
            database, "Power",
            ["SLOW": .float(-1), "MODE": .signed(9), "NOTE": .binary([0])].filter { $0.key != "NOTE" })
        let packet = try decoder.decode(bytes)
        #expect(packet["SLOW"]?.isInvalid == true && packet["SLOW"]?.limit == .nominal)
        #expect(packet["MODE"]?.isInvalid == true && packet["MODE"]?.value == .signed(9))
        let nan = try decoder.decode(try TelemetrySample.packet(database, "Power", ["SLOW": .float(.nan)]))
        #expect(nan["SLOW"]?.isInvalid == true && nan["SLOW"]?.limit == LimitState.none)
    }

    @Test func takesTheTimeFromThePacket() throws {
        var buffer = decoder.makeBuffer()
        let received = Instant(nanosecondsSinceJ2000TAI: 5)
        let bytes = try TelemetrySample.packet(
            database, "Power", ["COARSE_TIME": .unsigned(1_325_419_201), "FINE_TIME": .unsigned(32768)])
        try decoder.decode(bytes, receivedAt: received, into: &buffer)
        #expect(buffer.packets[0].generationTime.nanosecondsSinceJ2000TAI == 1_500_000_000)
        #expect(buffer.samples.count == 16)
        #expect(buffer.samples[9].generationTime.nanosecondsSinceJ2000TAI == 1_500_000_000)
        let timeless = PacketDecoder(database, timeFields: PacketTimeFields(coarse: "NONE", fine: "NONE"))
        buffer.removeAll()
        try timeless.decode(bytes, receivedAt: received, into: &buffer)
        #expect(buffer.packets[0].generationTime == received)
    }

    @Test func aRefusedPacketLeavesTheBuffer() throws {
        var buffer = decoder.makeBuffer()
        let received = Instant(nanosecondsSinceJ2000TAI: 0)
        try decoder.decode(try TelemetrySample.packet(database, "Power", [:]), receivedAt: received, into: &buffer)
        let count = buffer.count
        #expect(throws: TelemetryError.self) {
            try decoder.decode([0, 99, 0xC0, 0, 0, 0, 0], receivedAt: received, into: &buffer)
        }
        #expect(buffer.count == count && buffer.packets.count == 1)
    }

    @Test(arguments: [
        (0.0, LimitState.nominal, LimitSide.none), (100, .nominal, .none), (100.5, .watch, .high), (-0.5, .watch, .low),
        (-10.5, .warning, .low), (110.5, .warning, .high), (-20, .distress, .low), (120, .distress, .high),
        (130, .distress, .high), (130.5, .critical, .high), (-30.5, .critical, .low), (-41, .severe, .low),
        (141, .severe, .high),
    ])
    func checksLimits(_ volts: Double, _ state: LimitState, _ side: LimitSide) throws {
        var buffer = decoder.makeBuffer()
        let bytes = try TelemetrySample.packet(database, "Power", ["BUS": .signed(Int64(volts * 2))])
        try decoder.decode(bytes, receivedAt: Instant(nanosecondsSinceJ2000TAI: 0), into: &buffer)
        #expect(buffer.limit(9) == state && buffer.side(9) == side)
        #expect(buffer.numbers[9] == volts)
    }

    @Test(arguments: [(9.5, LimitState.nominal), (10, .warning), (19.5, .warning), (20, .nominal)])
    func checksInnerRanges(_ value: Double, _ state: LimitState) throws {
        let packet = try decoder.decode(try TelemetrySample.packet(database, "Power", ["SLOW": .float(value)]))
        #expect(packet["SLOW"]?.limit == state)
    }

    /// Any bytes in a packet decode or are refused; nothing stops the process.
    @Test func livesThroughRandomPackets() throws {
        for seed in 0..<2000 {
            var bytes = try TelemetrySample.packet(database, ["Power", "Special", "Narrow"][seed % 3], [:])
            for _ in 0...3 { bytes[Int.random(in: 0..<bytes.count)] = .random(in: 0...255) }
            _ = refusal(bytes)
            _ = refusal(Array(bytes.prefix(Int.random(in: 0...bytes.count))))
        }
    }
}
