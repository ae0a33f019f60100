import Frames
import Testing
import Timekeeping

@Suite struct GeodeticTests {
    /// eraGd2gc and eraGc2gd with WGS 84 of the ERFA test program t_erfa_c.c.
    @Test func agreesWithERFA() {
        let radians = Double.pi / 180
        let position = GeodeticPoint(
            latitudeDeg: -0.5 / radians, longitudeDeg: 3.1 / radians, altitudeKm: 2.5
        ).position
        #expect(abs(position.xKm + 5599.0005577049947) < 1e-10)
        #expect(abs(position.yKm - 233.01167223479203) < 1e-10)
        #expect(abs(position.zKm + 3040.9094706983363) < 1e-10)
        let point = GeodeticPoint(Position(xKm: 2000, yKm: 3000, zKm: 5244))
        #expect(abs(point.longitudeDeg * radians - 0.9827937232473290680) < 1e-14)
        #expect(abs(point.latitudeDeg * radians - 0.97160184819075459) < 1e-14)
        #expect(abs(point.altitudeKm - 0.3314172461426059892) < 1e-11)
    }

    @Test func goesBothWays() {
        for latitude in stride(from: -90.0, through: 90, by: 7.5) {
            for altitude in [-5.0, 0, 0.4, 420, 36_000, 400_000] {
                let point = GeodeticPoint(latitudeDeg: latitude, longitudeDeg: -123.4, altitudeKm: altitude)
                let back = GeodeticPoint(point.position)
                #expect(abs(back.latitudeDeg - latitude) < 1e-9)
                #expect(abs(back.altitudeKm - altitude) < 1e-8)
                #expect(abs(latitude) == 90 || abs(back.longitudeDeg + 123.4) < 1e-9)
            }
        }
    }

    @Test func centreIsNoTrap() {
        let point = GeodeticPoint(Position(xKm: 0, yKm: 0, zKm: 0))
        #expect(point.latitudeDeg.isFinite && point.altitudeKm.isFinite)
    }

    @Test func lookAngles() {
        let site = TopocentricSite(point: GeodeticPoint(latitudeDeg: 0, longitudeDeg: 0, altitudeKm: 0))
        let (radius, step) = (WGS84.equatorialRadiusKm, 1000.0)
        let still = Velocity<ITRF>(xKmS: 1, yKmS: 2, zKmS: 0)
        func look(_ x: Double, _ y: Double, _ z: Double) -> LookAngles {
            let position = Position<ITRF>(xKm: radius + x, yKm: y, zKm: z)
            return site.look(at: StateVector(position: position, velocity: still, epoch: .j2000TAI))
        }
        #expect(look(step, 0, 0) == LookAngles(azimuthDeg: 0, elevationDeg: 90, rangeKm: step, rangeRateKmS: 1))
        #expect(look(0, step, 0) == LookAngles(azimuthDeg: 90, elevationDeg: 0, rangeKm: step, rangeRateKmS: 2))
        #expect(look(0, -step, 0) == LookAngles(azimuthDeg: 270, elevationDeg: 0, rangeKm: step, rangeRateKmS: -2))
        #expect(look(0, 0, step).azimuthDeg == 0)
        #expect(abs(look(step, 0, step).elevationDeg - 45) < 1e-9)
        #expect(look(0, 0, 0).elevationDeg == 90)
    }
}
