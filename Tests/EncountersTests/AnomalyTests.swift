import Encounters
import Foundation
import Testing
import Timekeeping

/// Figures of Tests/Vectors/anomaly-field.csv: the International Geomagnetic Reference Field, 14th generation, at 500 km,
/// as distances from 25° south, 40° west at which it has 22,850, 23,000 and 23,150 nT.
@Suite struct AnomalyTests {
    private struct Ray {
        let bearingDeg: Double
        let distances: [Double]
    }

    private func rays(_ year: String) -> [Ray] {
        vectorLines("anomaly-field.csv").compactMap { line in
            let fields = line.split(separator: ",").map(String.init)
            guard fields.first == year, let bearing = Double(fields[1]) else { return nil }
            return Ray(bearingDeg: bearing, distances: fields[2...].compactMap(Double.init))
        }
    }

    /// The field by the figures, straight between them and beyond.
    private func fieldNT(_ latitudeDeg: Double, _ longitudeDeg: Double, _ rays: [Ray]) throws -> Double {
        let (north, east) = (latitudeDeg + 25, longitudeDeg + 40)
        let bearing = (atan2(east, north) * 180 / Double.pi + 360).truncatingRemainder(dividingBy: 360)
        let index = try #require(rays.lastIndex { $0.bearingDeg <= bearing })
        let (first, second) = (rays[index], rays[(index + 1) % rays.count])
        let part = (bearing - first.bearingDeg) / 3
        // The contour is all but straight between two rays: distances are taken where it meets the bearing.
        let angle = 3 * Double.pi / 180
        let between = zip(first.distances, second.distances).map { near, far in
            near * far * sin(angle) / (near * sin(part * angle) + far * sin((1 - part) * angle))
        }
        let distance = hypot(north, east)
        return distance < between[1]
            ? 23_000 - 150 * (between[1] - distance) / (between[1] - between[0])
            : 23_000 + 150 * (distance - between[1]) / (between[2] - between[1])
    }

    @Test("corners and the middles of edges have 23,000 nT", arguments: ["2020.0", "2025.0", "2030.0"])
    func contour(year: String) throws {
        let rays = rays(year)
        try #require(rays.count == 120)
        let time = instant(year.prefix(4) + "-01-01")
        let corners = GroundRegion.southAtlanticAnomaly(at: time).corners
        #expect(corners.count > 40)
        for (corner, next) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
            for part in [0, 0.5] {
                let latitude = corner.latitudeDeg + part * (next.latitudeDeg - corner.latitudeDeg)
                let longitude = corner.longitudeDeg + part * (next.longitudeDeg - corner.longitudeDeg)
                let field = try fieldNT(latitude, longitude, rays)
                #expect(abs(field - 23_000) < 150, "\(year): \(latitude), \(longitude): \(field) nT")
            }
        }
    }

    @Test("the anomaly's middle moves west, and stays where it is known no more")
    func drift() {
        func middle(_ year: String) -> Double {
            let corners = GroundRegion.southAtlanticAnomaly(at: instant(year + "-01-01")).corners
            return corners.map(\.longitudeDeg).min() ?? 0
        }
        // The western end of the contour: 0.6° a year by the reference field of 2020 and 2030.
        #expect(abs(middle("2030") - middle("2020") + 6.03) < 0.1)
        #expect(middle("2040") == middle("2050"))
    }
}
