import Encounters
import Foundation
import Frames
import Timekeeping

/// NASA's ephemeris of the station (OEM, EME2000, every four minutes), interpolated by eight points.
struct StationEphemeris: Trajectory {
    private struct Row {
        var seconds: Double
        var values: [Double]
    }

    let start: Instant
    private let rows: [Row]

    init?(oem text: String) {
        var (rows, first) = ([Row](), Instant?.none)
        for part in text.components(separatedBy: "<stateVector>").dropFirst() {
            guard let epoch = content(of: "EPOCH", in: part), let time = try? Instant(utc: epoch) else { return nil }
            let begin = first ?? time
            first = begin
            let values = ["X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT"].compactMap {
                content(of: $0, in: part).flatMap(Double.init)
            }
            guard values.count == 6 else { return nil }
            rows.append(Row(seconds: time.secondsSince(begin), values: values))
        }
        guard let first, rows.count >= 8 else { return nil }
        (start, self.rows) = (first, rows)
    }

    var end: Instant { start.advanced(bySeconds: rows[rows.count - 1].seconds) }

    func temeState(at instant: Instant) throws(EncounterError) -> StateVector<TEME> {
        let seconds = instant.secondsSince(start)
        guard seconds >= 0, instant <= end else {
            throw .unusableValue(name: "time", value: seconds, expected: "a time of the ephemeris")
        }
        let after = rows.partitioningIndex { $0.seconds > seconds }
        let near = rows[max(0, min(after - 4, rows.count - 8))...].prefix(8)
        var sums = [Double](repeating: 0, count: 6)
        for row in near {
            var weight = 1.0
            for other in near where other.seconds != row.seconds {
                weight *= (seconds - other.seconds) / (row.seconds - other.seconds)
            }
            for index in 0..<6 { sums[index] += weight * row.values[index] }
        }
        let turn = Precession(instant)
        let (place, speed) = (turn.ofDate(sums[0], sums[1], sums[2]), turn.ofDate(sums[3], sums[4], sums[5]))
        return StateVector(
            position: Position(xKm: place.0, yKm: place.1, zKm: place.2),
            velocity: Velocity(xKmS: speed.0, yKmS: speed.1, zKmS: speed.2), epoch: instant)
    }
}

/// Precession of 1976 from EME2000 (Lieske 1979); nutation, up to 0.6 km at the station, left out.
private struct Precession {
    private let zeta: Double
    private let z: Double
    private let theta: Double

    init(_ instant: Instant) {
        let t = instant.julianDate(in: .tt).centuriesSinceJ2000
        let arcsecond = Double.pi / 648_000
        zeta = (2306.2181 * t + 0.30188 * t * t) * arcsecond
        z = (2306.2181 * t + 1.09468 * t * t) * arcsecond
        theta = (2004.3109 * t - 0.42665 * t * t) * arcsecond
    }

    func ofDate(_ x: Double, _ y: Double, _ h: Double) -> (Double, Double, Double) {
        let (x1, y1) = (cos(zeta) * x - sin(zeta) * y, sin(zeta) * x + cos(zeta) * y)
        let (x2, z2) = (cos(theta) * x1 - sin(theta) * h, sin(theta) * x1 + cos(theta) * h)
        return (cos(z) * x2 - sin(z) * y1, sin(z) * x2 + cos(z) * y1, z2)
    }
}

extension Array {
    /// The index of the first element for which a condition holds that holds for all after it.
    fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// What stands between the first start tag of a name, with or without attributes, and its end.
func content(of name: String, in text: String) -> String? {
    guard
        let begin = text.range(of: "<\(name)>") ?? text.range(of: "<\(name) units=\"km\">")
            ?? text.range(of: "<\(name) units=\"km/s\">"),
        let end = text.range(of: "</\(name)>", range: begin.upperBound..<text.endIndex)
    else { return nil }
    return String(text[begin.upperBound..<end.lowerBound])
}
