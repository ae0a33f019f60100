import Foundation
import MissionDatabase
import SpaceLink
import Telemetry
import Testing

/// The station's own mission database reads, and each of its packets goes through encoder and decoder.
@Suite struct ExampleDatabaseTests {
    private static var file: [UInt8]? {
        var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent("examples/iss/mission-database.xml").path
            if let data = FileManager.default.contents(atPath: candidate) { return Array(data) }
            folder = folder.deletingLastPathComponent()
        }
        print("skipped: examples/iss/mission-database.xml not found")
        return nil
    }

    @Test func everyPacketGoesRound() throws {
        guard let file = Self.file else { return }
        let database = try XTCEReader.read(file, source: "mission-database.xml")
        let decoder = PacketDecoder(database)
        #expect(database.parameters.count > 298)
        for container in database.containers where !container.isAbstract {
            let layout = database.layouts[container.index]
            #expect(layout.startsWithPacketHeader)
            var values: [ParameterIndex: Value] = [:]
            for field in layout.fields.dropFirst(9) { values[field.parameter] = .unsigned(1) }
            let packet = try decoder.decode(try database.encode(container: container.index, values: values))
            #expect(packet.container == container.name && packet.extraBytes == 0)
            #expect(packet.parameters.count == layout.fields.count)
            for item in packet.parameters.dropFirst(9) { #expect(item.raw.number == 1, "\(item.name)") }
        }
    }
}
