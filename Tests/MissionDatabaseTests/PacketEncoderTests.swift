import MissionDatabase
import Testing

@Suite struct PacketEncoderTests {
    private let database: Database

    init() throws {
        database = try XTCEReader.read(XTCESample.document(), source: "test.xml")
    }

    private func values(_ named: [String: Value]) throws -> [ParameterIndex: Value] {
        var values: [ParameterIndex: Value] = [:]
        for (name, value) in named { values[try #require(database.parameter(named: name)).index] = value }
        return values
    }

    /// Laid out by hand from the definition.
    @Test func placesEveryField() throws {
        let bytes = try database.encode(
            container: "Power",
            values: values([
                "SEC_HDR_FLG": .unsigned(0), "SRC_SEQ_CTR": .unsigned(5), "BUS": .signed(-2), "MODE": .unsigned(3),
                "RANGE": .float(1), "FLAG": .boolean(true), "NOTE": .string("AB"), "KEY": .binary([1, 2, 3]),
                "CURVE": .unsigned(200),
            ]))
        let expected: [UInt8] =
            [0x00, 0x21, 0xC0, 0x05, 0x00, 22, 0xFF, 0xE3, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]
            + [0xD4, 0x14, 0x20, 0, 0, 0, 0, 0, 0] + [1, 2, 3, 200]
        #expect(bytes == expected)
    }

    @Test func fillsInWhatTheDatabaseImplies() throws {
        let bytes = try database.encode(container: "Power", values: [:])
        #expect(Array(bytes.prefix(6)) == [0x00, 33, 0xC0, 0, 0, 22])
    }

    @Test func refusesWhatDoesNotFit() throws {
        func refusal(_ container: String, _ named: [String: Value]) throws -> String? {
            let values = try values(named)
            do throws(MissionDatabaseError) {
                _ = try database.encode(container: container, values: values)
                return nil
            } catch { return error.description }
        }
        #expect(try refusal("Pwer", [:]) == "no container `Pwer` in the mission database")
        #expect(try refusal("CCSDSPacket", [:])?.contains("is abstract") == true)
        #expect(
            try refusal("Power", ["BUS": .signed(2048)])
                == "raw value `2048` of parameter `BUS`, expected -2048 to 2047")
        #expect(try refusal("Power", ["BUS": .float(0.5)])?.hasPrefix("raw value `0.5`") == true)
        #expect(try refusal("Power", ["NOTE": .string("nine chars")])?.hasSuffix("at most 8 bytes") == true)
        #expect(try refusal("Power", ["NOTE": .string("é")])?.contains("US-ASCII") == true)
        #expect(try refusal("Power", ["KEY": .binary([1])])?.hasSuffix("expected 3 bytes") == true)
    }

    @Test func turnsEngineeringValuesRound() throws {
        func raw(_ name: String, _ value: Value) -> Value? {
            database.parameter(named: name)?.type.raw(fromEngineering: value)
        }
        #expect(raw("BUS", .float(40)) == .signed(100))
        #expect(raw("MODE", .string("TEST")) == .signed(2))
        #expect(raw("MODE", .string("NONE")) == nil)
        #expect(raw("CURVE", .float(25)) == .unsigned(50))
        #expect(raw("RANGE", .float(2.5)) == .float(2.5))
        #expect(raw("FLAG", .boolean(true)) == .boolean(true))
        #expect(raw("NOTE", .string("x")) == .string("x"))
    }
}
