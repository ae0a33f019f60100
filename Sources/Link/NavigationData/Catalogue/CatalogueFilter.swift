public import Orbits
public import Timekeeping

/// Which element sets of a catalogue are wanted. All conditions that are set must hold; none set lets all through.
public struct CatalogueFilter: Hashable, Sendable {
    /// The least and the greatest value that is wanted, both included; nil leaves that side open.
    ///
    /// Nothing lies within bounds the wrong way round, nor within such that are not numbers.
    public struct Bounds<Value: Comparable & Hashable & Sendable>: Hashable, Sendable {
        /// The least value.
        public var min: Value?
        /// The greatest value.
        public var max: Value?

        /// Makes bounds; open on both sides where nothing is given.
        public init(min: Value? = nil, max: Value? = nil) { (self.min, self.max) = (min, max) }

        /// Whether a value lies within.
        public func contains(_ value: Value) -> Bool {
            (min.map { value >= $0 } ?? true) && (max.map { value <= $0 } ?? true)
        }
    }

    /// A part of the name, whatever the case of its letters.
    public var nameContains: String?
    /// Catalogue numbers, of which one must hold; empty for all.
    public var catalogueNumbers: [Bounds<Int>] = []
    /// The beginning of the international designator, `1998-067`, `1998` or as in two-line sets `98067`.
    public var internationalDesignatorPrefix: String?
    /// Height of the perigee, km; see `OrbitShape`.
    public var perigeeAltitudeKm = Bounds<Double>()
    /// Height of the apogee, km; see `OrbitShape`.
    public var apogeeAltitudeKm = Bounds<Double>()
    /// Inclination, degrees.
    public var inclinationDeg = Bounds<Double>()
    /// Time of one revolution, minutes.
    public var periodMinutes = Bounds<Double>()
    /// Eccentricity.
    public var eccentricity = Bounds<Double>()
    /// Age of the epoch, days of 86 400 s; negative where the epoch lies ahead.
    public var epochAgeDays = Bounds<Double>()
    /// Kinds of orbit, of which one must hold; empty for all.
    public var regimes: Set<OrbitRegime> = []

    /// Makes a filter that lets everything through.
    public init() {}

    /// Whether a set is wanted; `now` is what its age is counted to.
    public func matches(_ elements: MeanElements, at now: Instant) -> Bool {
        matchesIdentity(elements) && matchesOrbit(elements)
            && epochAgeDays.contains(now.secondsSince(elements.epoch) / 86_400)
    }

    private func matchesIdentity(_ elements: MeanElements) -> Bool {
        if !catalogueNumbers.isEmpty, !catalogueNumbers.contains(where: { $0.contains(elements.catalogueNumber) }) {
            return false
        }
        if let prefix = internationalDesignatorPrefix {
            let designator = elements.internationalDesignator.uppercased()
            guard designator.hasPrefix(Self.fullDesignator(prefix)) || designator.hasPrefix(prefix.uppercased()) else {
                return false
            }
        }
        guard let part = nameContains, !part.isEmpty else { return true }
        return elements.name.lowercased().contains(part.lowercased())
    }

    private func matchesOrbit(_ elements: MeanElements) -> Bool {
        let shape = OrbitShape(elements)
        return (regimes.isEmpty || regimes.contains(shape.regime))
            && inclinationDeg.contains(elements.inclinationDeg) && eccentricity.contains(elements.eccentricity)
            && periodMinutes.contains(shape.periodMinutes) && perigeeAltitudeKm.contains(shape.perigeeAltitudeKm)
            && apogeeAltitudeKm.contains(shape.apogeeAltitudeKm)
    }

    /// `98067A` and `1998067A` as `1998-067A`; anything else as it is.
    private static func fullDesignator(_ prefix: String) -> String {
        let bytes = Array(prefix.uppercased().utf8)
        let digits = bytes.prefix { (48...57).contains($0) }.count
        let letters = String(decoding: bytes.dropFirst(digits), as: UTF8.self)
        guard let number = Int(String(decoding: bytes.prefix(digits), as: UTF8.self)) else { return prefix }
        let launch = String(String(1000 + number % 1000).dropFirst())
        return switch digits {
        case 5: "\(fullYear(number / 1000))-\(launch)\(letters)"
        case 7: "\(number / 1000)-\(launch)\(letters)"
        default: prefix.uppercased()
        }
    }
}

/// Years of two digits reach from 1957 to 2056.
func fullYear(_ year: Int) -> Int { year < 57 ? 2000 + year : 1900 + year }
