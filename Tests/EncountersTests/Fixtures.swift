import Encounters
import Foundation
import Frames
import Orbits
import Timekeeping

func instant(_ text: String) -> Instant {
    do {
        return try Instant(utc: text)
    } catch {
        preconditionFailure("a test's own time is wrong: \(error)")
    }
}

/// The lines of a file of Tests/Vectors.
func vectorLines(_ name: String) -> [String] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let bytes = FileManager.default.contents(atPath: folder.appendingPathComponent("Vectors/\(name)").path) ?? Data()
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
}

/// ISS, element set of 2024-07-05 (Space-Track).
func iss() throws -> SGP4 {
    try SGP4(
        MeanElements(
            catalogueNumber: 25_544, epoch: instant("2024-187T14:27:56.786976Z"), inclinationDeg: 51.6389,
            raanDeg: 224.0870, eccentricity: 0.0010360, argumentOfPerigeeDeg: 32.9136, meanAnomalyDeg: 104.5931,
            meanMotionRevPerDay: 15.49600588, bstar: 0.28127e-3))
}

/// Molniya 2-14, 08195 of SGP4-VER.TLE.
func molniya() throws -> SGP4 {
    try SGP4(
        MeanElements(
            catalogueNumber: 8195, epoch: instant("2006-176T07:58:18.143616Z"), inclinationDeg: 64.1586,
            raanDeg: 279.0717, eccentricity: 0.6877146, argumentOfPerigeeDeg: 264.7651, meanAnomalyDeg: 20.2257,
            meanMotionRevPerDay: 2.00491383, bstar: 0.11873e-3))
}

/// XM-3, 28626 of SGP4-VER.TLE.
func geostationary() throws -> SGP4 {
    try SGP4(
        MeanElements(
            catalogueNumber: 28_626, epoch: instant("2006-176T11:12:14.454528Z"), inclinationDeg: 0.0019,
            raanDeg: 286.9433, eccentricity: 0.0000335, argumentOfPerigeeDeg: 13.7918, meanAnomalyDeg: 55.6504,
            meanMotionRevPerDay: 1.00270176, bstar: 0.1e-3))
}

/// A pass of the truth.
struct OrekitFigure: Sendable {
    let station: String
    let aosSeconds: Double
    let losSeconds: Double
}

let orekitFigures = [
    OrekitFigure(station: "Bangalore", aosSeconds: 4824.668726628504, losSeconds: 5174.864613008414),
    OrekitFigure(station: "Bangalore", aosSeconds: 10_754.296231358669, losSeconds: 10_826.814837852977),
    OrekitFigure(station: "Bangalore", aosSeconds: 350_596.65409026307, losSeconds: 350_717.994959662),
]

struct Station: Sendable {
    let name: String
    let site: TopocentricSite

    init(_ name: String, _ latitudeDeg: Double, _ longitudeDeg: Double, altitudeM: Double) {
        self.name = name
        site = TopocentricSite(
            point: GeodeticPoint(
                latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg, altitudeKm: altitudeM / 1000))
    }
}

let stations = [
    Station("Houston", 29.56, -95.09, altitudeM: 10), Station("WhiteSands", 32.50, -106.61, altitudeM: 1450),
    Station("Guam", 13.62, 144.86, altitudeM: 200), Station("Moscow", 55.75, 37.62, altitudeM: 150),
    Station("Tsukuba", 36.07, 140.13, altitudeM: 30), Station("Oberpfaffenhofen", 48.09, 11.28, altitudeM: 580),
    Station("StHubert", 45.51, -73.42, altitudeM: 27), Station("Svalbard", 78.23, 15.39, altitudeM: 480),
    Station("Perth", -31.80, 115.89, altitudeM: 20), Station("Kourou", 5.25, -52.80, altitudeM: 15),
    Station("Maspalomas", 27.76, -15.63, altitudeM: 200), Station("Malindi", -3.00, 40.19, altitudeM: 10),
    Station("Santiago", -33.15, -70.67, altitudeM: 730), Station("Hartebeesthoek", -25.89, 27.69, altitudeM: 1400),
    Station("Kiruna", 67.86, 20.96, altitudeM: 390), Station("Bangalore", 13.03, 77.51, altitudeM: 920),
    Station("Canberra", -35.40, 148.98, altitudeM: 680), Station("Goldstone", 35.43, -116.89, altitudeM: 1000),
    Station("Madrid", 40.43, -4.25, altitudeM: 830), Station("Dongara", -29.05, 115.35, altitudeM: 250),
]

/// An orbit as Orekit 13 places it: it takes SGP4's true equator for that of the theories of 1976 and 1980 without the
/// observed pole, which in July 2024 is turned by (3.2, −29.1, 14.6) mas, 1.08 m, against the rotation by Greenwich
/// mean sidereal time of 1982 (from ERFA 2.0.1: pnm80 and gmst82 against c2t06a, mean of the week).
struct OrekitTEME: Trajectory {
    let orbit: SGP4

    func temeState(at instant: Instant) throws(EncounterError) -> StateVector<TEME> {
        let state = try orbit.temeState(at: instant)
        let (r, v, mas) = (state.position, state.velocity, Double.pi / 648_000_000)
        let (a, b, c) = (-3.2 * mas, 29.1 * mas, -14.6 * mas)
        func turned(_ x: Double, _ y: Double, _ z: Double) -> (Double, Double, Double) {
            (x + b * z - c * y, y + c * x - a * z, z + a * y - b * x)
        }
        let (place, speed) = (turned(r.xKm, r.yKm, r.zKm), turned(v.xKmS, v.yKmS, v.zKmS))
        return StateVector(
            position: Position(xKm: place.0, yKm: place.1, zKm: place.2),
            velocity: Velocity(xKmS: speed.0, yKmS: speed.1, zKmS: speed.2), epoch: instant)
    }
}

/// Elevation and azimuth of an object, degrees, step by step and without the search.
func look(_ orbit: some Trajectory, _ site: TopocentricSite, _ time: Instant) throws -> LookAngles {
    site.look(at: itrf(from: try orbit.temeState(at: time), earthOrientation: .none))
}
