import ArgumentParser
import Foundation
import NavigationData
import Orbits
import Timekeeping

/// The forms in which element sets are written.
enum CatalogueForm: String, ExpressibleByArgument, CaseIterable {
    case tle
    case threeLine = "3le"
    case ommJSON = "omm-json"
    case ommKVN = "omm-kvn"
    case ommXML = "omm-xml"
    case ommCSV = "omm-csv"

    static let help: String = "Form: tle, 3le, omm-json, omm-kvn, omm-xml, omm-csv; told from the name when not given."

    /// The form that a file's name tells.
    init?(path: String) {
        switch URL(filePath: path).pathExtension.lowercased() {
        case "tle", "2le": self = .tle
        case "3le", "txt": self = .threeLine
        case "json": self = .ommJSON
        case "kvn", "omm": self = .ommKVN
        case "xml": self = .ommXML
        case "csv": self = .ommCSV
        default: return nil
        }
    }

    init(_ format: ElementSetFormat) {
        switch format {
        case .twoLine: self = .tle
        case .ommJSON: self = .ommJSON
        case .ommKVN: self = .ommKVN
        case .ommXML: self = .ommXML
        case .ommCSV: self = .ommCSV
        }
    }

    /// The writer's form; a two-line file keeps names where there are any.
    func form(for sets: [MeanElements]) -> ElementSetWriter.Form {
        switch self {
        case .tle: sets.contains { !$0.name.isEmpty } ? .threeLine : .twoLine
        case .threeLine: .threeLine
        case .ommJSON: .ommJSON
        case .ommKVN: .ommKVN
        case .ommXML: .ommXML
        case .ommCSV: .ommCSV
        }
    }
}

/// Which sets of a catalogue are meant.
struct CatalogueFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Part of the name, letter case ignored.", valueName: "text"))
    var name: String?

    @Option(help: ArgumentHelp("Catalogue numbers and ranges, parted by commas: 25544,100..200.", valueName: "numbers"))
    var number: CatalogueNumbers?

    @Option(help: ArgumentHelp("Begin of the designator: 1998-067, 1998 or 98067.", valueName: "text"))
    var designator: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Height of perigee, km.", valueName: "bounds"))
    var perigeeKm: Bounds?

    @Option(parsing: .unconditional, help: ArgumentHelp("Height of apogee, km.", valueName: "bounds"))
    var apogeeKm: Bounds?

    @Option(help: ArgumentHelp("Inclination, degrees.", valueName: "bounds"))
    var inclinationDeg: Bounds?

    @Option(help: ArgumentHelp("Time of a revolution, minutes.", valueName: "bounds"))
    var periodMinutes: Bounds?

    @Option(help: ArgumentHelp("Eccentricity.", valueName: "bounds"))
    var eccentricity: Bounds?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Age of the elements, days; below zero they are of the future.", valueName: "bounds"))
    var ageDays: Bounds?

    @Option(help: ArgumentHelp("Kinds of orbit: leo, meo, geo, heo, parted by commas.", valueName: "kinds"))
    var regime: Regimes?

    @Option(help: ArgumentHelp("The time at which ages are told, ISO 8601 UTC; now when not given.", valueName: "time"))
    var at: Instant?

    var filter: CatalogueFilter {
        var filter = CatalogueFilter()
        filter.nameContains = name
        filter.catalogueNumbers = number?.ranges ?? []
        filter.internationalDesignatorPrefix = designator
        if let perigeeKm { filter.perigeeAltitudeKm = perigeeKm.bounds }
        if let apogeeKm { filter.apogeeAltitudeKm = apogeeKm.bounds }
        if let inclinationDeg { filter.inclinationDeg = inclinationDeg.bounds }
        if let periodMinutes { filter.periodMinutes = periodMinutes.bounds }
        if let eccentricity { filter.eccentricity = eccentricity.bounds }
        if let ageDays { filter.epochAgeDays = ageDays.bounds }
        filter.regimes = regime?.kinds ?? []
        return filter
    }
}

/// `300..500`, `..500`, `300..`, or one number.
struct Bounds: ExpressibleByArgument {
    let bounds: CatalogueFilter.Bounds<Double>

    init?(argument: String) {
        guard let (least, greatest) = ends(argument, { Double($0).flatMap { $0.isFinite ? $0 : nil } }) else {
            return nil
        }
        bounds = .init(min: least, max: greatest)
    }
}

/// `25544,100..200`.
struct CatalogueNumbers: ExpressibleByArgument {
    let ranges: [CatalogueFilter.Bounds<Int>]

    init?(argument: String) {
        let parts = argument.split(separator: ",").map { ends(String($0), { Int($0) }) }
        guard !parts.isEmpty, !parts.contains(where: { $0 == nil }) else { return nil }
        ranges = parts.compactMap { $0.map { .init(min: $0.0, max: $0.1) } }
    }
}

/// `leo,geo`.
struct Regimes: ExpressibleByArgument {
    let kinds: Set<OrbitRegime>

    init?(argument: String) {
        let found = argument.split(separator: ",").map { OrbitRegime(rawValue: $0.lowercased()) }
        guard !found.isEmpty, !found.contains(nil) else { return nil }
        kinds = Set(found.compactMap(\.self))
    }
}

/// The two ends of `a..b`, either of which may be missing but not both; one number is both.
private func ends<Number: Comparable>(_ text: String, _ read: (String) -> Number?) -> (Number?, Number?)? {
    guard let gap = text.firstRange(of: "..") else { return read(text).map { ($0, $0) } }
    let (low, high) = (String(text[..<gap.lowerBound]), String(text[gap.upperBound...]))
    let (least, greatest) = (read(low), read(high))
    guard low.isEmpty || least != nil, high.isEmpty || greatest != nil, !(low.isEmpty && high.isEmpty) else {
        return nil
    }
    if let least, let greatest, least > greatest { return nil }
    return (least, greatest)
}
