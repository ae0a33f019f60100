public import Agreements
public import GroundNetwork
public import MissionDatabase
public import Programme
public import Timekeeping

/// Answers what the agreements of a programme say, without a running node.
public struct AgreementDesk: Sendable {
    private let programme: ProgrammeDescription
    private let agreements: LivingAgreements
    private let facts: Facts

    /// A desk for one programme's files.
    public init(
        programme: ProgrammeDescription, agreements: LivingAgreements, database: Database, network: StationNetwork
    ) {
        self.programme = programme
        self.agreements = agreements
        facts = Facts(database: database, programme: programme, network: network)
    }

    /// Whether a partner may do something at a time; the words as ``Agreements/answer(partner:role:action:resource:under:programme:facts:)`` takes them.
    public func answer(
        partner: String, action: String, resource: String, at instant: Instant
    ) throws(AgreementsError) -> Decision {
        let inForce = agreements.inForce(at: CivilTime(instant))
        return try Agreements.answer(
            partner: partner, action: action, resource: resource, under: inForce, programme: programme, facts: facts)
    }

    /// Answers to questions told by attributes, each at the instant it names itself, else at `instant`.
    public func answer(_ questions: [Question], at instant: Instant) -> [QuestionRow] {
        Questions.answer(
            questions, under: agreements.inForce(at:), facts: facts, at: CivilTime(instant))
    }
}

extension Facts {
    /// Where the parameters of a mission database belong, and who owns the stations of a network.
    public init(database: Database, programme: ProgrammeDescription, network: StationNetwork) {
        self.init(catalogue: ParameterCatalogue(database: database, programme: programme), network: network)
    }

    init(catalogue: ParameterCatalogue, network: StationNetwork) {
        let owners = network.stations.map { ($0.id, $0.partner.map { PartnerID($0) }) }
        self.init(
            parameters: catalogue.facts, stations: Dictionary(owners, uniquingKeysWith: { first, _ in first }))
    }
}
