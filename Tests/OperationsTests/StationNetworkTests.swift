import Foundation
import Frames
import GroundNetwork
import Operations
import Programme
import Testing

@Suite struct StationNetworkTests {
    private static func text() throws -> String {
        var place = URL(fileURLWithPath: #filePath)
        while place.path != "/" {
            place.deleteLastPathComponent()
            let file = place.appendingPathComponent("examples/iss/ground-network.yaml")
            if let text = try? String(contentsOf: file, encoding: .utf8) { return text }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    private let partners = ["US", "RU", "EU", "JP", "CA"]

    @Test func exampleIsClean() throws {
        let read = StationNetworkReader.read(try Self.text(), source: "ground-network.yaml", partners: partners)
        #expect(read.problems.map(\.description) == [])
        let network = try #require(read.value)
        #expect(network.stations.count == 45)
        #expect(network.relays.count == 8)
        #expect(Set(network.stations.compactMap(\.partner)) == Set(partners))
        #expect(network.station("santiago")?.provider == "SSC")
        #expect(network.station("santiago")?.partner == nil)
        #expect(network.relays.first { $0.id == "luch-5a" }?.longitudeDeg == nil)
    }

    // Site coordinates from the agencies' public lists, to a few kilometres: Goldstone and Madrid (Deep Space Network
    // handbook 810-005 module 301), Wallops (near space network users' guide).
    @Test(arguments: [("goldstone", 35.4267, -116.89), ("madrid", 40.4314, -4.2481), ("wallops", 37.9459, -75.4614)])
    func standsWhereItShould(id: String, latitudeDeg: Double, longitudeDeg: Double) throws {
        let read = StationNetworkReader.read(try Self.text(), source: "ground-network.yaml")
        let point = try #require(read.value?.station(id)?.point)
        #expect(abs(point.latitudeDeg - latitudeDeg) < 0.05)
        #expect(abs(point.longitudeDeg - longitudeDeg) < 0.05)
        #expect(point.altitudeKm > -0.1 && point.altitudeKm < 2)
    }

    private func problems(_ text: String) -> [String] {
        StationNetworkReader.read(text, source: "g.yaml", partners: partners).problems.map(\.description)
    }

    private func station(_ change: (inout [String]) -> Void) -> String {
        var lines = [
            "id: a", "name: A", "partner: EU", "latitudeDeg: 1", "longitudeDeg: 2", "altitudeM: 3",
            "minimumElevationDeg: 5", "bands: [S]", "source: field",
        ]
        change(&lines)
        return "stations:\n  - " + lines.joined(separator: "\n    ") + "\n"
    }

    @Test func mistakes() {
        #expect(problems(station { _ in }) == [])
        #expect(
            problems(station { $0[2] = "partner: UE" }) == [
                "g.yaml:4:14: found `UE`, expected a partner: `US`, `RU`, `EU`, `JP`, `CA`; did you mean `EU`?"
            ])
        #expect(
            problems(station { $0[3] = "latitudeDeg: 91" }) == [
                "g.yaml:5:18: found `91` deg, expected -90 to 90 deg"
            ])
        #expect(
            problems(station { $0[5] = "altitudeKm: 3" }) == [
                "g.yaml:7:5: found key `altitudeKm`, expected `altitudeM` (m), or `altitude` as `{value, unit}`; "
                    + "did you mean `altitudeM`?"
            ])
        #expect(problems(station { $0[5] = "altitude: {value: 0.003, unit: km}" }) == [])
        #expect(
            problems(station { $0[2] = "provider: X\n    partner: EU" }) == [
                "g.yaml:4:15: found `partner` and `provider`, expected one of the two"
            ])
        #expect(
            problems(station { $0.remove(at: 2) }) == [
                "g.yaml:2:5: found no owner, expected `partner`: a partner's id, or `provider`: a name"
            ])
        #expect(
            problems(station { $0[7] = "bands: [S, Q]" }) == [
                "g.yaml:9:16: found `Q`, expected one of `VHF`, `UHF`, `L`, `S`, `C`, `X`, `Ku`, `Ka`, `optical`; "
                    + "did you mean `C`?"
            ])
        let mask = "azimuthMask: [{azimuthDeg: 90, elevationDeg: 5}, {azimuthDeg: 10, elevationDeg: 5}]"
        #expect(
            problems(station { $0.append(mask) }) == [
                "g.yaml:11:18: found azimuth 10.0 after 90.0, expected azimuths that rise"
            ])
    }

    @Test func maskIsReadBetweenItsCorners() {
        let station = GroundStation(
            id: "a", name: "A", point: GeodeticPoint(latitudeDeg: 0, longitudeDeg: 0, altitudeKm: 0),
            minimumElevationDeg: 5,
            azimuthMask: [
                MaskPoint(azimuthDeg: 90, elevationDeg: 10), MaskPoint(azimuthDeg: 180, elevationDeg: 30),
                MaskPoint(azimuthDeg: 270, elevationDeg: 0),
            ])
        #expect(station.minimumElevationDeg(azimuthDeg: 90) == 10)
        #expect(station.minimumElevationDeg(azimuthDeg: 135) == 20)
        #expect(station.minimumElevationDeg(azimuthDeg: 270) == 5)
        #expect(abs(station.minimumElevationDeg(azimuthDeg: 45) - 7.5) < 1e-12)
        #expect(abs(station.minimumElevationDeg(azimuthDeg: -315) - 7.5) < 1e-12)
        #expect(station.minimumElevationDeg(azimuthDeg: .nan) == 5)
    }

    @Test func damagedTextNeverCrashes() throws {
        let text = Array(try Self.text().utf8.prefix(2_000))
        for place in stride(from: 0, to: text.count, by: 7) {
            var bytes = text
            bytes[place] = UInt8(truncatingIfNeeded: place &* 31)
            _ = StationNetworkReader.read(SourceFile(path: "g.yaml", bytes: bytes))
        }
    }
}
