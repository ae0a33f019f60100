import ArgumentParser
import Encounters
import NavigationData
import Orbits
import Timekeeping

struct CatalogueDecayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decay",
        abstract: "When objects re-enter, with a band that holds four of five.",
        discussion: """
            By the newest set's drag term, or where a file holds a series of sets, by the loss of height over its last ten \
            days. outlook: reentry; noneWithinYears (of --years); manoeuvred (a burn within these ten days: no law of drag \
            tells where the orbit goes); noDecayRate (the set shows no loss of height, as of craft that hold it by thrust); \
            deepSpace (225 minutes and more: Moon and Sun move the perigee, which is left out). The band, the time left \
            times and divided by 1.25, was found in the solar maximum of 2024 and 2025 and does not hold a Sun that turns \
            out otherwise than --f107-expected. Those that come down soonest are first.
            Example: comity catalogue decay active.tle --perigee-km ..350
            Example: comity catalogue decay iss-2025.tle --number 25544 --f107 190 --f107-expected 120 --years 25
            """)

    @Argument(help: ArgumentHelp("Element sets: TLE, 3LE, or OMM as JSON, KVN, XML, CSV.", valueName: "file"))
    var files: [String]

    @OptionGroup var filter: CatalogueFilterOptions

    @Option(help: ArgumentHelp("Solar flux F10.7 when the sets were made, 60 to 400.", valueName: "sfu"))
    var f107 = 150.0

    @Option(help: ArgumentHelp("Mean F10.7 until re-entry; as --f107 when not given.", valueName: "sfu"))
    var f107Expected: Double?

    @Option(help: ArgumentHelp("Geomagnetic index Ap, 0 to 400.", valueName: "index"))
    var ap = 12.0

    @Option(help: ArgumentHelp("Longest forecast, at most 1000 years.", valueName: "years"))
    var years = 10.0

    @OptionGroup var output: FormatOption

    func validate() throws {
        for (option, value) in [("--f107", f107), ("--f107-expected", f107Expected ?? f107)]
        where !(60...400).contains(value) {
            throw ValidationError("`\(option) \(value)`: expected 60 to 400 solar flux units")
        }
        guard (0...400).contains(ap) else { throw ValidationError("`--ap \(ap)`: expected 0 to 400") }
        guard years > 0, years <= 1000 else {
            throw ValidationError("`--years \(years)`: expected more than 0 and at most 1000")
        }
    }

    private static let columns = [
        "catalogueNumber", "name", "epoch", "earliest", "expected", "latest", "daysLeft", "outlook", "setCount",
    ]

    func run() throws {
        let series = try CatalogueSeries(files, filter)
        let rule = DecayRule(
            solarFluxAtEpoch: f107, expectedSolarFlux: f107Expected, geomagneticAp: ap, horizonYears: years)
        var forecasts: [Outlook] = []
        let found = series.rows { sets in
            guard let last = sets.last else { return [] }
            forecasts.append(Outlook(last: last, setCount: sets.count, forecast: try forecast(sets, rule)))
            return []
        }
        let order = forecasts.indices.sorted { (forecasts[$0].end, $0) < (forecasts[$1].end, $1) }
        Table(columns: Self.columns, rows: order.map { forecasts[$0].cells }).write(as: output.format)
        var notes = NoteList()
        for forecast in forecasts { if let note = forecast.note { notes.add(note) } }
        notes.tell("objects that were manoeuvred")
        let lasting = forecasts.count { $0.forecast == .noneWithin(years: years) }
        if lasting > 0 {
            StandardError.write("note: no decay within \(years) years: \(lasting) of \(forecasts.count) objects")
        }
        guard found.failures.isEmpty else { throw Failure(lines: found.failures) }
        if !series.isWhole { throw ExitCode(1) }
    }

    private func forecast(_ sets: [MeanElements], _ rule: DecayRule) throws -> DecayForecast {
        if sets.count == 1, let only = sets.first { return try decayForecast(of: only, rule: rule) }
        return try decayForecast(ofSeries: sets, rule: rule)
    }
}

/// What is said of one object.
private struct Outlook {
    let last: MeanElements
    let setCount: Int
    let forecast: DecayForecast

    /// By which rows are ordered.
    var end: Instant { forecast.reentry?.time ?? .latest }

    var cells: [Cell] {
        let left = forecast.reentry.map { $0.time.secondsSince(last.epoch) / 86_400 }
        return [.integer(last.catalogueNumber), .text(last.name), time(last.epoch)]
            + [forecast.reentry?.earliest, forecast.reentry?.time, forecast.reentry?.latest].map(time)
            + [left.map { .number($0, decimals: 2) } ?? .missing, .text(word), .integer(setCount)]
    }

    var note: String? {
        guard case .manoeuvred(let burns) = forecast, let burn = burns.last else { return nil }
        let change = fixed(burn.deltaVMS, decimals: 2)
        return
            "`\(label(last))`: manoeuvred by \(change) m/s on \(burn.time.iso8601UTC(fractionDigits: 0)): no forecast"
    }

    private var word: String {
        switch forecast {
        case .reentry: "reentry"
        case .noneWithin: "noneWithinYears"
        case .noDecayRate: "noDecayRate"
        case .manoeuvred: "manoeuvred"
        case .deepSpace: "deepSpace"
        }
    }

    private func time(_ instant: Instant?) -> Cell {
        instant.map { .text($0.iso8601UTC(fractionDigits: 0)) } ?? .missing
    }
}
