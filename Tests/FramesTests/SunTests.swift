import Frames
import Testing
import Timekeeping

@Suite struct SunTests {
    /// Equinoxes and solstices by the United States Naval Observatory (to the minute): declination 0 and ±ε.
    @Test(arguments: [
        ("2024-03-20T03:06:00Z", 0.0), ("2024-06-20T20:51:00Z", 23.4388), ("2024-09-22T12:44:00Z", 0.0),
        ("2024-12-21T09:20:30Z", -23.4386), ("2026-03-20T14:46:00Z", 0.0), ("2026-09-23T00:05:00Z", 0.0),
    ])
    func seasons(time: String, latitudeDeg: Double) throws {
        #expect(abs(subsolarPoint(at: try Instant(utc: time)).latitudeDeg - latitudeDeg) < 0.01)
    }

    /// 1992-10-13 0 h TD by VSOP87 (Meeus, Astronomical Algorithms, example 25.b): apparent declination
    /// −7°47′01.74″, right ascension 13 h 13 m 30.749 s, distance 0.99760775 au.
    @Test func agreesWithVSOP87() throws {
        let instant = try Instant(utc: "1992-10-13").advanced(bySeconds: -59.184)
        let sun = Sun.position(at: instant)
        let equinox = 15.908 / 3600 * 0.9175
        let place = GeodeticPoint(Position<ITRF>(xKm: sun.xKm, yKm: sun.yKm, zKm: sun.zKm))
        #expect(abs(place.longitudeDeg + 360 - (198.378121 - equinox)) < 0.01)
        #expect(abs(sun.zKm / sun.lengthKm + 0.1354282) < 1.7e-4)
        #expect(abs(sun.lengthKm / Sun.astronomicalUnitKm - 0.99760775) < 1e-4)
    }

    /// The equation of time on 2026-11-03 is +16.4 min (Astronomical Almanac): the Sun culminates that much early.
    @Test func subsolarLongitude() throws {
        let longitude = subsolarPoint(at: try Instant(utc: "2026-11-03T12:00:00Z")).longitudeDeg
        #expect(abs(longitude + 16.45 / 4) < 0.03)
    }
}
