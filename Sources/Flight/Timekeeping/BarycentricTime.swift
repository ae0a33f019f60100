import Glibc

extension Instant {
    /// TDB − TT at this instant, seconds, at the geocentre.
    ///
    /// The terms above 5 ns of Fairhead and Bretagnon (1990), as the SOFA function `iauDtdb` has them: within 0.08 µs
    /// of it from 1950 to 2100, and it within some ns of JPL's integrations.
    public var tdbMinusTTSeconds: Double {
        let millennia = (Double(nanosecondsSinceJ2000TAI) * 1e-9 + 32.184) / (86_400 * 365_250)
        return terms.reduce(0) { sum, term in
            sum + term.amplitudeSeconds * power(millennia, term.power) * sin(term.rate * millennia + term.phaseRad)
        }
    }
}

/// One sine in TDB − TT, its amplitude growing with a power of the Julian millennia since J2000.
private struct Term {
    let power: Int
    let amplitudeSeconds: Double
    /// Radians a Julian millennium.
    let rate: Double
    let phaseRad: Double
}

/// The table's terms, the smallest first so that little is lost in rounding.
private let terms: [Term] = {
    let numbers = TDBTable.text.withUTF8Buffer { text in
        text.split { $0 <= 32 }.map { Double(String(decoding: $0, as: UTF8.self)) ?? .nan }
    }
    let unsorted = stride(from: 0, to: numbers.count - 3, by: 4).map { first in
        Term(
            power: Int(numbers[first]), amplitudeSeconds: numbers[first + 1] * 1e-12, rate: numbers[first + 2] * 1e-6,
            phaseRad: numbers[first + 3] * 1e-6)
    }
    return unsorted.sorted { abs($0.amplitudeSeconds) < abs($1.amplitudeSeconds) }
}()

private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { product, _ in product * base }
}
