import Agreements
import GroundNetwork
import MissionDatabase
import Programme
import Timekeeping

/// What of a node never changes while it runs.
struct NodeServices: Sendable {
    let configuration: NodeConfiguration
    let archive: any ArchiveStore
    let clock: any NodeClock
    let catalogue: ParameterCatalogue
    let gate: Gate
    let orbit: OrbitService?
    let conjunctions: ConjunctionWatch
    let history: HistoryReader
    let books: NodeBooks
    let whatIf: WhatIfDesk
    let drafts: DraftReviewer

    init(
        configuration: NodeConfiguration, archive: any ArchiveStore, clock: any NodeClock,
        books: NodeBooks = .none()
    ) {
        self.books = books
        self.configuration = configuration
        self.archive = archive
        self.clock = clock
        catalogue = ParameterCatalogue(database: configuration.database, programme: configuration.programme)
        let facts = Facts(catalogue: catalogue, network: configuration.network)
        gate = Gate(
            agreements: configuration.agreements, programme: configuration.programme, facts: facts, at: clock.now(),
            recorder: books.recorder)
        whatIf = WhatIfDesk(configuration.programme)
        drafts = DraftReviewer(
            DraftDesk(
                files: configuration.agreementFiles, agreements: configuration.agreements,
                programme: configuration.programme, facts: facts))
        orbit = OrbitService(configuration: configuration)
        conjunctions = ConjunctionWatch(configuration: configuration, clock: clock)
        history = HistoryReader(database: configuration.database, archive: archive)
    }

    /// Whether who sits there may see an event: one about a parameter is judged as its alarms are.
    func mayRead(_ event: NodeEvent, _ seat: Seat, at now: Instant) -> Bool {
        let resource: Resource =
            if let parameter = event.parameter, let entry = catalogue.entry(named: parameter) {
                entry.alarmResource
            } else {
                .event(element: event.element.map { ElementID($0) })
            }
        return gate.permits(seat, .read, resource, at: now)
    }
}
