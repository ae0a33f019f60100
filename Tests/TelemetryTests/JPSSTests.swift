import MissionDatabase
import SpaceLink
import Telemetry
import TestSupport
import Testing
import Timekeeping

/// JPSS-1 attitude and ephemeris packets of 2021-04-09, decoded against space_packet_parser 6.2.0 (Python).
@Suite struct JPSSTests {
    /// Packet 0 of the recording, whole.
    private static let firstPacket: [UInt8] = [
        0x08, 0x0B, 0xCA, 0x2E, 0x00, 0x40, 0x5A, 0x45, 0x00, 0x00, 0x00, 0x07, 0x00, 0x89, 0x9F, 0x5A,
        0x45, 0x00, 0x00, 0x00, 0x1E, 0x03, 0xAD, 0x4A, 0xC2, 0xFF, 0x7F, 0x4A, 0x2A, 0x0B, 0x96, 0x49,
        0xDE, 0xD3, 0x0B, 0x45, 0x14, 0xF8, 0x76, 0xC4, 0x44, 0x78, 0xBB, 0xC5, 0xDE, 0x0F, 0x31, 0x5A,
        0x44, 0x05, 0x26, 0x5B, 0xBA, 0x03, 0xAD, 0xBE, 0x5D, 0x8B, 0x8D, 0x3F, 0x43, 0x31, 0x65, 0x3E,
        0x83, 0x94, 0xD1, 0x3F, 0x0D, 0x8F, 0xC0,
    ]

    /// Values that space_packet_parser 6.2.0 gives for packets of the recording.
    private static let expected: [(packet: Int, values: [String: Double])] = [
        (
            0,
            [
                "VERSION": 0, "TYPE": 0, "SEC_HDR_FLG": 1, "PKT_APID": 11,
                "SEQ_FLGS": 3, "SRC_SEQ_CTR": 2606, "PKT_LEN": 64, "DOY": 23109,
                "MSEC": 7, "USEC": 137, "ADAESCID": 159, "ADAET1DAY": 23109,
                "ADAET1MS": 30, "ADAET1US": 941, "ADGPSPOSX": 6389695.5, "ADGPSPOSY": 2786021.5,
                "ADGPSPOSZ": 1825377.375, "ADGPSVELX": 2383.52880859375, "ADGPSVELY": -785.8864135742188,
                "ADGPSVELZ": -7105.89892578125,
                "ADAET2DAY": 23108, "ADAET2MS": 86_399_930, "ADAET2US": 941, "ADCFAQ1": -0.2163526564836502,
                "ADCFAQ2": 0.7624724507331848, "ADCFAQ3": 0.25699475407600403, "ADCFAQ4": 0.5529747009277344,
            ]
        ),
        (
            1,
            [
                "VERSION": 0, "TYPE": 0, "SEC_HDR_FLG": 1, "PKT_APID": 11,
                "SEQ_FLGS": 3, "SRC_SEQ_CTR": 2607, "PKT_LEN": 64, "DOY": 23109,
                "MSEC": 1005, "USEC": 176, "ADAESCID": 159, "ADAET1DAY": 23109,
                "ADAET1MS": 1030, "ADAET1US": 945, "ADGPSPOSX": 6392075.5, "ADGPSPOSY": 2785233.75,
                "ADGPSPOSZ": 1818270.5, "ADGPSVELX": 2376.633056640625, "ADGPSVELY": -789.1890869140625,
                "ADGPSVELZ": -7107.8466796875,
                "ADAET2DAY": 23109, "ADAET2MS": 930, "ADAET2US": 945, "ADCFAQ1": -0.21621905267238617,
                "ADCFAQ2": 0.7621855139732361, "ADCFAQ3": 0.25710731744766235, "ADCFAQ4": 0.5533700585365295,
            ]
        ),
        (
            3599,
            [
                "VERSION": 0, "TYPE": 0, "SEC_HDR_FLG": 1, "PKT_APID": 11,
                "SEQ_FLGS": 3, "SRC_SEQ_CTR": 6205, "PKT_LEN": 64, "DOY": 23109,
                "MSEC": 3_599_005, "USEC": 829, "ADAESCID": 159, "ADAET1DAY": 23109,
                "ADAET1MS": 3_599_030, "ADAET1US": 937, "ADGPSPOSX": -6860753.5, "ADGPSPOSY": -419104.71875,
                "ADGPSPOSZ": 2_160_740, "ADGPSVELX": 2105.482177734375, "ADGPSVELY": 1814.234375,
                "ADGPSVELZ": 7004.703125,
                "ADAET2DAY": 23109, "ADAET2MS": 3_598_930, "ADAET2US": 937, "ADCFAQ1": 0.30790454149246216,
                "ADCFAQ2": -0.7450551986694336, "ADCFAQ3": 0.13558852672576904, "ADCFAQ4": 0.5759369134902954,
            ]
        ),
        (
            7199,
            [
                "VERSION": 0, "TYPE": 0, "SEC_HDR_FLG": 1, "PKT_APID": 11,
                "SEQ_FLGS": 3, "SRC_SEQ_CTR": 9805, "PKT_LEN": 64, "DOY": 23109,
                "MSEC": 7_199_005, "USEC": 260, "ADAESCID": 159, "ADAET1DAY": 23109,
                "ADAET1MS": 7_199_030, "ADAET1US": 938, "ADGPSPOSX": 4_388_364, "ADGPSPOSY": -1530760.875,
                "ADGPSPOSZ": -5_515_203, "ADGPSVELX": -5898.3671875, "ADGPSVELY": -151.75338745117188,
                "ADGPSVELZ": -4654.05126953125,
                "ADAET2DAY": 23109, "ADAET2MS": 7_198_930, "ADAET2US": 938, "ADCFAQ1": -0.04260144382715225,
                "ADCFAQ2": 0.3398626148700714, "ADCFAQ3": 0.334092378616333, "ADCFAQ4": 0.8781006932258606,
            ]
        ),
    ]

    /// Sums over the 7,200 packets of the recording, from space_packet_parser 6.2.0, exact for whole numbers.
    private static let sums: [String: Double] = [
        "VERSION": 0, "TYPE": 0, "SEC_HDR_FLG": 7200,
        "PKT_APID": 79200, "SEQ_FLGS": 21600, "SRC_SEQ_CTR": 44_679_600,
        "PKT_LEN": 460800, "DOY": 166_384_800, "MSEC": 25_916_464_369,
        "USEC": 3_593_635, "ADAESCID": 1_144_800, "ADAET1DAY": 166_384_800,
        "ADAET1MS": 25_916_616_000, "ADAET1US": 6_737_127, "ADGPSPOSX": 7235856613.718018,
        "ADGPSPOSY": -333608339.6963234, "ADGPSPOSZ": -2378619128.863556, "ADGPSVELX": -2003088.1437515914,
        "ADGPSVELY": -4317232.484220922, "ADGPSVELZ": -7346503.945608616, "ADAET2DAY": 166_384_799,
        "ADAET2MS": 26_002_296_000, "ADAET2US": 6_737_127, "ADCFAQ1": 166.23618576733497,
        "ADCFAQ2": 628.2270533837291, "ADCFAQ3": 1603.2801251803894, "ADCFAQ4": 4469.547724303906,
    ]

    /// Layout of the packet: name, size in bits and whether it is a floating-point number.
    private static let layout: [(name: String, bits: Int, isFloat: Bool)] = [
        ("VERSION", 3, false), ("TYPE", 1, false), ("SEC_HDR_FLG", 1, false), ("PKT_APID", 11, false),
        ("SEQ_FLGS", 2, false), ("SRC_SEQ_CTR", 14, false), ("PKT_LEN", 16, false), ("DOY", 16, false),
        ("MSEC", 32, false), ("USEC", 16, false), ("ADAESCID", 8, false), ("ADAET1DAY", 16, false),
        ("ADAET1MS", 32, false), ("ADAET1US", 16, false), ("ADGPSPOSX", 32, true), ("ADGPSPOSY", 32, true),
        ("ADGPSPOSZ", 32, true), ("ADGPSVELX", 32, true), ("ADGPSVELY", 32, true), ("ADGPSVELZ", 32, true),
        ("ADAET2DAY", 16, false), ("ADAET2MS", 32, false), ("ADAET2US", 16, false), ("ADCFAQ1", 32, true),
        ("ADCFAQ2", 32, true), ("ADCFAQ3", 32, true), ("ADCFAQ4", 32, true),
    ]

    /// One packet of the recording against the peer's values, without files from outside.
    @Test func decodesOnePacket() throws {
        let types = Self.layout.map { field in
            field.isFloat
                ? "<FloatParameterType name=\"\(field.name)\"><FloatDataEncoding/></FloatParameterType>"
                : "<IntegerParameterType name=\"\(field.name)\"><IntegerDataEncoding sizeInBits=\"\(field.bits)\"/>"
                    + "</IntegerParameterType>"
        }
        let names = Self.layout.map(\.name)
        let text = """
            <SpaceSystem name="J"><TelemetryMetaData><ParameterTypeSet>\(types.joined())</ParameterTypeSet>
            <ParameterSet>\(names.map { "<Parameter name=\"\($0)\" parameterTypeRef=\"\($0)\"/>" }.joined())</ParameterSet>
            <ContainerSet><SequenceContainer name="P"><EntryList>
            \(names.map { "<ParameterRefEntry parameterRef=\"\($0)\"/>" }.joined())
            </EntryList></SequenceContainer></ContainerSet></TelemetryMetaData></SpaceSystem>
            """
        let decoder = PacketDecoder(try XTCEReader.read(Array(text.utf8), source: "layout"))
        let packet = try decoder.decode(Self.firstPacket)
        #expect(packet.parameters.map(\.name) == names && packet.extraBytes == 0)
        for (name, value) in Self.expected[0].values { #expect(packet[name]?.value.number == value, "\(name)") }
    }

    private func read(_ name: String) throws -> PacketDecoder? {
        guard let file = SharedData.bytes("xtce/spp/jpss/\(name).xml") else { return nil }
        return PacketDecoder(try XTCEReader.read(file, source: name))
    }

    @Test(arguments: ["jpss1_geolocation_xtce_v1", "contrived_inheritance_structure"])
    func decodesTheRecording(_ definition: String) throws {
        guard let decoder = try read(definition),
            let file = SharedData.bytes("xtce/spp/jpss/J01_G011_LZ_2021-04-09T00-00-00Z_V01.DAT1")
        else { return }
        var packets: [DecodedPacket] = []
        for item in PacketStreamReader(file) {
            guard case .packet(let packet, _) = item else {
                Issue.record("garbage in the recording")
                continue
            }
            packets.append(try decoder.decode(packet))
        }
        #expect(packets.count == 7200)
        for (index, values) in Self.expected {
            for (name, value) in values { #expect(packets[index][name]?.value.number == value, "\(name) of \(index)") }
        }
        for (name, sum) in Self.sums {
            let found = packets.reduce(0.0) { $0 + ($1[name]?.value.number ?? .nan) }
            #expect(abs(found - sum) <= abs(sum) * 1e-12, "sum of \(name)")
        }
        try checkPhysics(packets)
    }

    /// Orbit radius and speed, unit quaternions and steady counts hold in every packet.
    private func checkPhysics(_ packets: [DecodedPacket]) throws {
        func number(_ packet: DecodedPacket, _ name: String) -> Double { packet[name]?.value.number ?? .nan }
        for (index, packet) in packets.enumerated() {
            let position = ["X", "Y", "Z"].map { number(packet, "ADGPSPOS" + $0) }
            let radiusKm = position.reduce(0) { $0 + $1 * $1 }.squareRoot() / 1000
            let velocity = ["X", "Y", "Z"].map { number(packet, "ADGPSVEL" + $0) }
            let speedKmS = velocity.reduce(0) { $0 + $1 * $1 }.squareRoot() / 1000
            let norm = (1...4).map { number(packet, "ADCFAQ\($0)") }.reduce(0) { $0 + $1 * $1 }
            #expect((7180...7230).contains(radiusKm) && (7.3...7.7).contains(speedKmS), "packet \(index)")
            #expect(abs(norm - 1) < 1e-6)
            #expect(packet.container == "JPSS_ATT_EPHEM" && packet.extraBytes == 0 && packet.parameters.count == 27)
            #expect(packet.sequenceCount.value == (2606 + index) % 16384)
        }
    }
}
