import Encounters
import Frames
import Orbits
import Testing
import Timekeeping

/// Passes built to be short: none is missed.
@Suite struct ShortPassTests {
    private let start = instant("2024-07-06")
    private var week: Instant { start.advanced(bySeconds: 7 * 86_400) }

    /// Each pass of a week is cut down to a length by a mask just below its culmination.
    @Test(arguments: [60.0, 10, 1, 0.1])
    func findsPassesOfALength(seconds: Double) throws {
        let orbit = try iss()
        var built = 0
        for station in stations {
            for whole in try passes(of: orbit, over: station.site, from: start, to: week, minElevationDeg: 10)
            where whole.durationSeconds > 2 * seconds {
                let before = try look(orbit, station.site, whole.tca.advanced(bySeconds: -seconds / 2)).elevationDeg
                let after = try look(orbit, station.site, whole.tca.advanced(bySeconds: seconds / 2)).elevationDeg
                // Near the zenith the elevation has a point instead of an arc.
                guard whole.maxElevationDeg < 80, max(before, after) < whole.maxElevationDeg else { continue }
                let found = try passes(
                    of: orbit, over: station.site, from: whole.aos, to: whole.los,
                    minElevationDeg: (before + after) / 2)
                built += 1
                #expect(found.count == 1, "\(station.name) \(whole.tca)")
                #expect(abs((found.first?.durationSeconds ?? 0) - seconds) < 0.1 * seconds + 0.01)
            }
        }
        #expect(built > 400)
    }

    /// A slit in a wall lets each pass be seen for a second.
    @Test func findsPassesThroughASlit() throws {
        let orbit = try iss()
        var built = 0
        for station in stations {
            for whole in try passes(of: orbit, over: station.site, from: start, to: week, minElevationDeg: 10)
            where whole.maxElevationDeg < 60 {
                let half = 0.5
                let first = try look(orbit, station.site, whole.tca.advanced(bySeconds: -half)).azimuthDeg
                let last = try look(orbit, station.site, whole.tca.advanced(bySeconds: half)).azimuthDeg
                guard abs(last - first) < 180 else { continue }
                let (from, to) = (min(first, last), max(first, last))
                let mask = try ElevationMask(corners: [
                    .init(azimuthDeg: from, elevationDeg: 80), .init(azimuthDeg: from, elevationDeg: 5),
                    .init(azimuthDeg: to, elevationDeg: 5), .init(azimuthDeg: to, elevationDeg: 80),
                ])
                let found = try passes(of: orbit, over: station.site, from: whole.aos, to: whole.los, mask: mask)
                built += 1
                #expect(found.count == 1, "\(station.name) \(whole.tca)")
                #expect(abs((found.first?.durationSeconds ?? 0) - 2 * half) < 1e-3)
            }
        }
        #expect(built > 350)
    }

    /// Every second of two days the search and the plain elevation agree about a mountainous horizon.
    @Test func agreesWithThePlainMask() throws {
        let mask = try ElevationMask(
            corners: [(10, 3), (40, 25), (55, 8), (100, 12), (101, 40), (160, 40), (165, 5), (250, 30), (300, 2)].map {
                .init(azimuthDeg: $0.0, elevationDeg: $0.1)
            }, leastElevationDeg: 4)
        for orbit in [try iss(), try molniya()] {
            let begin = orbit.elements.epoch
            for station in stations.prefix(4) {
                let found = try passes(
                    of: orbit, over: station.site, from: begin, to: begin.advanced(bySeconds: 172_800), mask: mask)
                #expect(!found.isEmpty)
                for seconds in stride(from: 0.0, to: 172_800, by: 7) {
                    let time = begin.advanced(bySeconds: seconds)
                    let angles = try look(orbit, station.site, time)
                    let clear = angles.elevationDeg - mask.elevationDeg(azimuthDeg: angles.azimuthDeg)
                    guard abs(clear) > 1e-3 else { continue }
                    #expect(found.contains { $0.aos <= time && time <= $0.los } == (clear > 0), "\(time)")
                }
            }
        }
    }

    @Test func maskBetweenItsCorners() throws {
        let mask = try ElevationMask(
            corners: [.init(azimuthDeg: 350, elevationDeg: 10), .init(azimuthDeg: 90, elevationDeg: 30)],
            leastElevationDeg: 12)
        #expect(abs(mask.elevationDeg(azimuthDeg: 40) - 20) < 1e-9)
        #expect(abs(mask.elevationDeg(azimuthDeg: 0) - 12) < 1e-9)
        #expect(abs(mask.elevationDeg(azimuthDeg: 220) - 20) < 1e-9)
        #expect(try ElevationMask(corners: []).elevationDeg(azimuthDeg: 77) == -89)
        for (azimuth, elevation) in [(360.0, 5.0), (-1, 5), (.nan, 5), (5, 90), (5, .nan)] {
            #expect(throws: EncounterError.self) {
                try ElevationMask(corners: [.init(azimuthDeg: azimuth, elevationDeg: elevation)])
            }
        }
    }

    @Test func levelMaskIsAnElevation() throws {
        let (orbit, site) = (try iss(), stations[0].site)
        let mask = try ElevationMask(corners: [.init(azimuthDeg: 0, elevationDeg: 10)])
        let found = try passes(of: orbit, over: site, from: start, to: week, mask: mask)
        #expect(found == (try passes(of: orbit, over: site, from: start, to: week, minElevationDeg: 10)))
    }

    /// The range rate is the range's rate, and 0 Hz of Doppler stands where the range is least.
    @Test func rangeRateAndDoppler() throws {
        let (orbit, site) = (try iss(), stations[0].site)
        let pass = try #require(try passes(of: orbit, over: site, from: start, to: week, minElevationDeg: 10).first)
        let track = try skyTrack(of: orbit, over: site, from: pass.aos, to: pass.los, stepSeconds: 0.5)
        for (before, after) in zip(track, track.dropFirst(2)) {
            let rate = (after.look.rangeKm - before.look.rangeKm) / 1
            let middle = try look(orbit, site, before.time.advanced(bySeconds: 0.5))
            #expect(abs(middle.rangeRateKmS - rate) < 1e-4)
        }
        // 7 km/s towards the site at 2.2 GHz: 51.4 kHz up.
        let closing = LookAngles(azimuthDeg: 0, elevationDeg: 10, rangeKm: 1000, rangeRateKmS: -7)
        #expect(abs(closing.dopplerShiftHz(frequencyHz: 2.2e9) - 51_369.0) < 1)
    }
}
