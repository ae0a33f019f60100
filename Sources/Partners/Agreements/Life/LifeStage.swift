public import Programme

/// Where a document stands in its life.
public enum LifeStage: Hashable, Sendable, CustomStringConvertible {
    /// It does not bind: signatures are needed that are missing or do not count; how, in words.
    case unsigned(SigningStatus)
    /// Its first instant is still to come.
    case awaiting(from: CivilTime)
    /// It binds, as far as is known until `until`.
    case inForce(until: CivilTime?)
    /// It does not bind for a while.
    case suspended(since: CivilTime)
    /// Another document stands in its place.
    case replaced(by: String, since: CivilTime)
    /// Its time ran out and nobody renewed it.
    case lapsed(on: CivilTime)
    /// Its time ran out.
    case ended(on: CivilTime)
    /// Fewer than two parties are left; only what survives a withdrawal binds.
    case fallen(since: CivilTime)

    /// Whether it binds.
    public var isInForce: Bool { if case .inForce = self { true } else { false } }

    /// In a few words: `in force`, `not in force: partly signed: not yet by south`.
    public var description: String {
        switch self {
        case .unsigned(let status): "not in force: \(status.words)"
        case .awaiting(let from): "not yet in force: it begins on \(from.dateText)"
        case .inForce(let until?): "in force until \(until.dateText)"
        case .inForce(nil): "in force"
        case .suspended(let since): "not in force: suspended on \(since.dateText)"
        case .replaced(let other, let since): "not in force: replaced by `\(other)` on \(since.dateText)"
        case .lapsed(let date): "not in force: lapsed on \(date.dateText), for it was not renewed"
        case .ended(let date): "not in force: ended on \(date.dateText)"
        case .fallen(let since):
            "fell on \(since.dateText), when fewer than two parties were left; what survives a withdrawal still binds"
        }
    }

    /// The stage in one word or two, for tables.
    public var name: String {
        switch self {
        case .unsigned(let status): status.state.rawValue
        case .awaiting: "not yet in force"
        case .inForce: "in force"
        case .suspended: "suspended"
        case .replaced: "replaced"
        case .lapsed: "lapsed"
        case .ended: "ended"
        case .fallen: "fallen"
        }
    }
}

/// How a party's leaving stands.
public struct WithdrawalStage: Hashable, Sendable, CustomStringConvertible {
    /// Who leaves.
    public let partner: PartnerID
    /// Which document.
    public let document: String
    /// When notice was received.
    public let notice: CivilTime
    /// When it takes effect.
    public let effective: CivilTime
    /// Whether it has taken effect.
    public let hasTakenEffect: Bool
    /// Days until it does; none once it has.
    public let daysLeft: Int
    /// Documents that the partner leaves with it.
    public let falling: [String]

    /// In one sentence without its stop.
    public var description: String {
        hasTakenEffect
            ? "`\(partner)` left `\(document)` on \(effective.dateText); what survives still binds it"
            : "`\(partner)` gave notice on \(notice.dateText) and leaves `\(document)` on \(effective.dateText), "
                + "in \(daysLeft) days"
    }
}
