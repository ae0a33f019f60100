public import Agreements
public import GroundNetwork
import Ledger
public import MissionDatabase
public import Programme
public import Timekeeping

/// Answers what the agreements of a programme say, without a running node.
public struct AgreementDesk: Sendable {
    private let programme: ProgrammeDescription
    private let agreements: LivingAgreements
    private let facts: Facts
    private let accounts: AccountPlan?

    /// A desk for one programme's files; `accounts` is what its `ledger` files say, where it has any.
    public init(
        programme: ProgrammeDescription, agreements: LivingAgreements, database: Database, network: StationNetwork,
        accounts: AccountPlan? = nil
    ) {
        self.programme = programme
        self.agreements = agreements
        self.accounts = accounts
        facts = Facts(database: database, programme: programme, network: network)
    }

    /// Whether a partner may do something at a time; the words as ``Agreements/answer(partner:role:action:resource:under:programme:facts:)`` takes them.
    public func answer(
        partner: String, action: String, resource: String, at instant: Instant
    ) throws(AgreementsError) -> Decision {
        let inForce = agreements.inForce(at: CivilTime(instant))
        return try Agreements.answer(
            partner: partner, action: action, resource: resource, under: inForce, programme: programme,
            facts: facts(at: CivilTime(instant)))
    }

    /// Answers to questions told by attributes, each at the instant it names itself, else at `instant`.
    public func answer(_ questions: [Question], at instant: Instant) -> [QuestionRow] {
        Questions.answer(
            questions, under: agreements.inForce(at:), facts: facts(at:), at: CivilTime(instant))
    }

    /// What is known at an instant: balances as a node would have them that entered the files' lines up to it.
    private func facts(at instant: CivilTime) -> Facts {
        guard let accounts else { return facts }
        let ledger = StationLedger.trial(accounts.until(instant), partners: programme.partners.map(\.id)).ledger
        var known = facts
        known.set(poolUse: accounts.poolUse(in: ledger, under: agreements, at: instant))
        return known
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
