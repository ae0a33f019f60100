import Encounters
import Foundation
import Frames
import Orbits
import Testing
import Timekeeping

/// Entries and exits of the Earth's shadow by Orekit (Tools/eclipse-vectors): a low, a synchronous and an eccentric
/// orbit, the plain ellipsoid and one higher by Danjon's 75 km.
@Suite struct EclipseVectorTests {
    private struct Edge: Sendable {
        let object: String
        let day: String
        let heightKm: Double
        let shadow: String
        let isEntry: Bool
        let seconds: Double

        init?(_ line: String) {
            let fields = line.split(separator: ",").map(String.init)
            guard fields.count == 6, let height = Double(fields[2]), let seconds = Double(fields[5]) else { return nil }
            (object, day, heightKm, self.seconds) = (fields[0], fields[1], height, seconds)
            (shadow, isEntry) = (fields[3], fields[4] == "entry")
        }
    }

    private func orbit(_ name: String) throws -> SGP4 {
        switch name {
        case "iss": try iss()
        case "molniya": try molniya()
        default: try geostationary()
        }
    }

    /// Where the umbra (all of it) and the penumbra (with the umbra in it) begin or end, seconds.
    private func edges(
        _ found: [Eclipse], from start: Instant, to end: Instant, _ shadow: String, isEntry: Bool
    ) -> [Double] {
        var times: [Double] = []
        for (index, eclipse) in found.enumerated() {
            let time = isEntry ? eclipse.interval.start : eclipse.interval.end
            let next = isEntry ? index - 1 : index + 1
            let isInner =
                found.indices.contains(next)
                && (isEntry ? found[next].interval.end : found[next].interval.start) == time
            if time == start || time == end { continue }
            if shadow == "umbra" ? eclipse.kind == .umbra : eclipse.kind == .penumbra && !isInner {
                times.append(time.secondsSince(start))
            }
        }
        return times
    }

    /// Orekit's Sun stands where it is; ours where its light comes from, which the Earth's motion shifts by 20.5″. So the
    /// edges are compared twice: ours with the shift in them (up to 0.4 s in low and 1.4 s in high orbit), and the
    /// light at Orekit's own times with Orekit's own Sun, which must turn within 10 ms (20 ms at the slow edges).
    @Test(arguments: ["iss", "geostationary", "molniya"], [0.0, 75])
    func agreesWithOrekit(object: String, heightKm: Double) throws {
        let truth = vectorLines("eclipses-orekit.csv").compactMap(Edge.init).filter {
            $0.object == object && $0.heightKm == heightKm
        }
        let start = instant(try #require(truth.first).day)
        let days = object == "iss" ? 1.0 : object == "molniya" ? 5 : 4
        let end = start.advanced(bySeconds: days * 86_400)
        let shadow = heightKm == 0 ? EarthShadow.solid : .danjon
        let found = try eclipses(of: try orbit(object), from: start, to: end, shadow: shadow)
        for (kind, isEntry) in [("umbra", true), ("umbra", false), ("penumbra", true), ("penumbra", false)] {
            let ours = edges(found, from: start, to: end, kind, isEntry: isEntry)
            let theirs = truth.filter { $0.shadow == kind && $0.isEntry == isEntry }.map(\.seconds)
            #expect(ours.count == theirs.count, "\(object) \(kind) \(isEntry)")
            let worst = zip(ours, theirs).map { abs($0 - $1) }.max() ?? 0
            #expect(worst < (object == "iss" ? 0.4 : 1.4))
        }
        for edge in truth {
            let slack = object == "iss" ? 0.01 : 0.02
            let early = try isInside(edge, at: start.advanced(bySeconds: edge.seconds - slack), shadow)
            let late = try isInside(edge, at: start.advanced(bySeconds: edge.seconds + slack), shadow)
            #expect(early != late && late == edge.isEntry, "\(object) \(edge)")
        }
    }

    /// Whether the object is in the edge's shadow, with the Sun where it stands.
    private func isInside(_ edge: Edge, at time: Instant, _ shadow: EarthShadow) throws -> Bool {
        let turn = EarthAttitude(at: time, earthOrientation: .none).gcrfToTEME
        let place = try orbit(edge.object).state(at: time).position
        let light = sunlight(at: place, sun: turn(Sun.geometricPosition(at: time)), shadow: shadow)
        return edge.shadow == "umbra" ? light.state == .umbra : light.state != .sunlit
    }

    /// A higher Earth makes longer eclipses and less light, and a height out of range is taken to its end.
    @Test func atmosphereLengthensTheEclipse() throws {
        let (orbit, start) = (try iss(), instant("2024-07-06"))
        let end = start.advanced(bySeconds: 86_400)
        let plain = try sunlightShare(of: orbit, from: start, to: end)
        let dimmed = try sunlightShare(of: orbit, from: start, to: end, shadow: .danjon)
        // From the edges in `eclipses-orekit.csv`, half the Sun's light counted in the penumbrae.
        #expect(abs(plain - 0.80178) < 0.0005 && abs(dimmed - 0.76518) < 0.0005)
        #expect(EarthShadow(opaqueHeightKm: -5) == .solid && EarthShadow(opaqueHeightKm: .nan) == .solid)
        let change = try #require(try nextSunlightChange(of: orbit, from: start, to: end))
        let enlarged = try #require(try nextSunlightChange(of: orbit, from: start, to: end, shadow: .danjon))
        #expect(change.to == .umbra && enlarged.time < change.time)
    }
}
