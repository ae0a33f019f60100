import Foundation
import SpaceLink
import TestSupport
import Testing

@Suite struct CRC16Tests {
    /// Figures of the test suites of dariol83/ccsds and ASU-cubesat/cfdp-rs; 0x29B1 is the check value of the
    /// CRC-16/IBM-3740 entry of the catalogue of parametrised CRC algorithms.
    @Test func matchesPublishedVectors() {
        #expect(CRC16.checksum(bytes(hex: "0192FE0011825A")) == 3747)
        #expect(CRC16.checksum(Array("123456789".utf8)) == 0x29B1)
        #expect(CRC16.checksum(bytes(hex: "06000CF0000400558873C900000521")) == 30203)
    }

    @Test func matchesSharedVectors() throws {
        guard let file = SharedData.bytes("frames/channel_coding_vectors.json") else { return }
        let json = try #require(try JSONSerialization.jsonObject(with: Data(file)) as? [String: Any])
        let vectors = try #require(json["crc16_ccitt_false"] as? [[String: Any]])
        #expect(vectors.count == 3)
        for vector in vectors {
            let hex = (vector["data_hex"] as? String).map { bytes(hex: $0) }
            let data = try #require(hex ?? (vector["data_ascii"] as? String).map { Array($0.utf8) })
            #expect(Int(CRC16.checksum(data)) == vector["crc"] as? Int)
        }
    }
}
