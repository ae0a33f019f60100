import Encounters
import Orbits
import Synchronization
import Timekeeping

/// Screens the spacecraft's orbit against a catalogue, now and every six hours of the node's time, and keeps what
/// was found last.
///
/// The work is one thread's; whoever calls ``run()`` gives it the priority.
final class ConjunctionWatch: Sendable {
    private struct State {
        var progress: ScreeningState
        var report: ScreeningReport?
    }

    /// How far ahead is looked, days: beyond, element sets of the public catalogue tell little.
    static let days = 3.0
    /// Approaches up to here are listed, km: the flight rules' box of 25 km along the track and across.
    static let withinKm = 25.0
    private static let intervalSeconds = 21_600.0
    /// However fast the node's clock runs, no screening begins sooner after the last one's end.
    private static let shortestPause = Duration.seconds(600)
    private static let lookEvery = Duration.seconds(10)

    private let primary: MeanElements?
    private let catalogue: ScreeningCatalogue?
    private let clock: any NodeClock
    private let state: Mutex<State>
    /// The spacecraft first, then the catalogue without its own entry.
    private let objects: [MeanElements]

    /// A watch over the configuration's orbit and catalogue; where either is missing it has nothing to do.
    init(configuration: NodeConfiguration, clock: any NodeClock) {
        primary = configuration.elements
        catalogue = configuration.catalogue
        self.clock = clock
        let others = configuration.catalogue?.objects ?? []
        objects =
            configuration.elements.map { own in
                [own] + others.filter { $0.catalogueNumber != own.catalogueNumber }
            } ?? []
        let start: ScreeningState = catalogue == nil ? .noCatalogue : primary == nil ? .noOrbit : .waiting
        state = Mutex(State(progress: start))
    }

    /// How the screening does, and what it found last.
    var answer: ConjunctionsAnswer {
        let (progress, report) = state.withLock { ($0.progress, $0.report) }
        return ConjunctionsAnswer(primary: primary, catalogue: catalogue, state: progress, report: report)
    }

    /// Screens until the task is cancelled, also in the midst of a screening.
    func run() async {
        guard catalogue != nil, primary != nil else { return }
        while !Task.isCancelled {
            let start = clock.now()
            await screen(from: start)
            guard (try? await Task.sleep(for: Self.shortestPause)) != nil else { return }
            // A clock that was set back makes what was found worthless too.
            while (0..<Self.intervalSeconds).contains(clock.now().secondsSince(start)) {
                guard (try? await Task.sleep(for: Self.lookEvery)) != nil else { return }
            }
        }
    }

    /// One screening of the time from an instant on.
    func screen(from start: Instant) async {
        let isCancelled = Atomic(false)
        await withTaskCancellationHandler {
            state.withLock { $0.progress = .screening(progress: 0) }
            let (next, report) = outcome(from: start) { progress in
                self.state.withLock { $0.progress = .screening(progress: progress) }
                return !isCancelled.load(ordering: .relaxed)
            }
            state.withLock { state in
                state.progress = next
                state.report = report ?? state.report
            }
        } onCancel: {
            isCancelled.store(true, ordering: .relaxed)
        }
    }

    private func outcome(
        from start: Instant, progress: @escaping @Sendable (Double) -> Bool
    ) -> (state: ScreeningState, report: ScreeningReport?) {
        do {
            let screening = try ConjunctionScreening(
                objects, from: start, days: Self.days, withinKm: Self.withinKm, threads: 1)
            let result = try screening.approaches(of: 0, progress: progress)
            guard result.isComplete else { return (.waiting, nil) }
            return (.done, report(result, from: start))
        } catch {
            return (.failed("\(error)"), nil)
        }
    }

    private func report(_ result: ScreeningResult, from start: Instant) -> ScreeningReport {
        let approaches = result.approaches.compactMap { approach -> ApproachEntry? in
            guard let other = other(approach.primary, approach.secondary) else { return nil }
            return ApproachEntry(
                name: other.name, catalogueNumber: other.catalogueNumber, time: approach.timeOfClosestApproach,
                missDistanceKm: approach.missDistanceKm, relativeSpeedKmS: approach.relativeSpeedKmS,
                radialKm: approach.radialKm, inTrackKm: approach.inTrackKm, crossTrackKm: approach.crossTrackKm)
        }
        return ScreeningReport(
            from: start, days: Self.days, withinKm: Self.withinKm, approaches: approaches.sorted { $0.time < $1.time },
            companions: companions(result), failedCount: result.failures.count)
    }

    /// Each once, though one may come and go within the window.
    private func companions(_ result: ScreeningResult) -> [CompanionEntry] {
        var isNamed: Set<Int> = []
        return result.companions.compactMap { companion in
            guard let other = other(companion.primary, companion.secondary),
                isNamed.insert(other.catalogueNumber).inserted
            else { return nil }
            return CompanionEntry(name: other.name, catalogueNumber: other.catalogueNumber)
        }
    }

    private func other(_ first: Int, _ second: Int) -> MeanElements? {
        let index = first == 0 ? second : first
        return objects.indices.contains(index) ? objects[index] : nil
    }
}
