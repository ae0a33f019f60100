import Encounters
import Frames
import NavigationData
import Orbits
import Timekeeping

/// Begin of every case, UTC.
let startOfBenchmarks = "2024-07-06T00:00:00Z"

/// Work that a peer does too.
struct PeerCase {
    var given: PeerInputs
    /// One run on a number of threads, where the case has a use for several; how many answers it gives.
    let run: (Int) throws -> Int

    static let names = [
        "sgp4.nearEarth", "sgp4.mixed", "frames.gcrfToItrf", "frames.temeToItrf", "passes.iss20x7d", "tle.read",
        "tle.readAndPrepare", "screen.one7d", "screen.all1d",
    ]

    /// Makes a case ready.
    static func named(_ name: String, _ catalogue: CatalogueFile) throws -> PeerCase {
        var item = PeerCase(given: PeerInputs(catalogue: catalogue.path), run: try work(name, catalogue))
        if name.hasPrefix("frames.") { item.given.orientation = try orientation() }
        return item
    }

    private static func work(_ name: String, _ catalogue: CatalogueFile) throws -> (Int) throws -> Int {
        switch name {
        case "sgp4.nearEarth":
            try propagation(catalogue.elements().filter { (try? SGP4($0))?.isDeepSpace == false }.prefix(12_000))
        case "sgp4.mixed": try propagation(everySecond(catalogue.elements()).prefix(12_000))
        case "frames.gcrfToItrf":
            try frame(Position<GCRF>(xKm: 6778, yKm: 10, zKm: -20)) { try $0.transform($1, at: $2, into: &$3) }
        case "frames.temeToItrf":
            try frame(Position<TEME>(xKm: 6778, yKm: 10, zKm: -20)) { try $0.transform($1, at: $2, into: &$3) }
        case "passes.iss20x7d": try passSearch()
        case "tle.read": reading(catalogue)
        case "tle.readAndPrepare": { _ in SGP4Batch(catalogue.elements()).count }
        case "screen.one7d": try oneAgainstAll(catalogue.elements())
        case "screen.all1d": try allAgainstAll(catalogue.elements())
        default: throw BenchmarkFailure(what: "`\(name)` is none of \(names.joined(separator: ", "))")
        }
    }

    private static func everySecond(_ sets: [MeanElements]) -> [MeanElements] {
        stride(from: 0, to: sets.count, by: 2).map { sets[$0] }
    }

    /// Many objects at 1000 times over a day, positions and velocities into memory that is there before.
    private static func propagation(_ sets: ArraySlice<MeanElements>) throws -> (Int) throws -> Int {
        let start = try Instant(utc: startOfBenchmarks)
        let times = PropagationTimes((0..<1000).map { start.advanced(bySeconds: Double($0) * 86_400 / 999) })
        let batch = SGP4Batch(Array(sets))
        let table = StateTable(objectCount: sets.count, timeCount: times.count)
        return { threads in
            guard batch.propagate(times, into: table, threads: threads) else {
                throw BenchmarkFailure(what: "the table does not fit")
            }
            return batch.count * times.count
        }
    }

    /// A hundred thousand positions over a week with the bundled Earth orientation; making the table for it counted.
    private static func frame<Frame: ReferenceFrame>(
        _ position: Position<Frame>,
        _ transform: @escaping (EarthRotationTable, [Position<Frame>], [Instant], inout [Position<ITRF>]) throws -> Void
    ) throws -> (Int) throws -> Int {
        let start = try Instant(utc: startOfBenchmarks)
        let times = (0..<100_000).map { start.advanced(bySeconds: Double($0) * 6) }
        let given = [Position<Frame>](repeating: position, count: times.count)
        return { _ in
            let table = try EarthRotationTable(
                from: start, to: start.advanced(bySeconds: 7 * 86_400), earthOrientation: .bundled)
            var turned = [Position<ITRF>](repeating: Position(xKm: 0, yKm: 0, zKm: 0), count: times.count)
            try transform(table, given, times, &turned)
            return turned.count
        }
    }

    private static func orientation() throws -> [[Double]] {
        let start = try Instant(utc: startOfBenchmarks)
        return (0...7).map { day in
            let value = EarthOrientation.bundled.value(at: start.advanced(bySeconds: Double(day) * 86_400))
            return [
                Double(60_497 + day), value.ut1MinusUTCSeconds, value.xPoleArcsec, value.yPoleArcsec, value.dXMas,
                value.dYMas,
            ]
        }
    }

    private static func passSearch() throws -> (Int) throws -> Int {
        let station = try StationPasses()
        return { _ in try station.search() }
    }

    /// A text in memory, on one thread.
    private static func reading(_ catalogue: CatalogueFile) -> (Int) throws -> Int {
        { _ in ElementSetReader.read(catalogue.bytes, source: catalogue.path).sets.count }
    }

    /// The station against all, 7 days, 10 km; preparing the element sets counted.
    private static func oneAgainstAll(_ objects: [MeanElements]) throws -> (Int) throws -> Int {
        let from = try Instant(utc: startOfBenchmarks)
        guard let station = objects.firstIndex(where: { $0.catalogueNumber == 25_544 }) else {
            throw BenchmarkFailure(what: "the catalogue does not list object 25544")
        }
        return { threads in
            try ConjunctionScreening(objects, from: from, days: 7, withinKm: 10, threads: threads)
                .approaches(of: station).approaches.count
        }
    }

    /// Every pair, 1 day, 5 km; preparing the element sets counted.
    private static func allAgainstAll(_ objects: [MeanElements]) throws -> (Int) throws -> Int {
        let from = try Instant(utc: startOfBenchmarks)
        return { threads in
            try ConjunctionScreening(objects, from: from, days: 1, withinKm: 5, threads: threads)
                .allApproaches().approaches.count
        }
    }
}
