public import Programme

/// Why a record was refused.
public enum LedgerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// An amount that is not above zero.
    case emptyAmount(Amount)
    /// An amount in another unit than its account has.
    case unitMismatch(PoolPeriod, has: AmountUnit, given: AmountUnit)
    /// An account that nothing was allocated to.
    case unknownAccount(PoolPeriod)
    /// More given away than is left.
    case exceedsBalance(PartnerID, PoolPeriod, left: Amount, given: Amount)
    /// An entry number that is none.
    case noEntry(Int)
    /// A partner that does not stand on the entry.
    case notAParty(PartnerID, entry: Int)
    /// A second signature of the same partner.
    case signedAlready(PartnerID, entry: Int)
    /// A second reversal of the same entry.
    case undoneAlready(entry: Int)
    /// A key that is not among the partner's.
    case unknownKey(PartnerID, String)
    /// A signature that does not fit.
    case badSignature(PartnerID, line: Int)
    /// A parcel between others than the two of the barter, or from a partner to itself.
    case strayParcel(Parcel)
    /// A sum beyond the range of amounts.
    case outOfRange(PoolPeriod)
    /// A line that cannot be read.
    case malformedLine(Int, expected: String)

    /// One line, with what was expected.
    public var description: String {
        switch self {
        case .emptyAmount(let amount): "amount `\(amount)`: expected more than zero"
        case .unitMismatch(let account, let has, let given):
            "account `\(account)` counts `\(has.rawValue)`: got `\(given.rawValue)`"
        case .unknownAccount(let account): "account `\(account)`: nothing was allocated to it"
        case .exceedsBalance(let partner, let account, let left, let given):
            "`\(partner)` gives `\(given)` of `\(account)`: expected at most the `\(left)` that is left"
        case .noEntry(let number): "record `\(number)` is no entry"
        case .notAParty(let partner, let entry): "`\(partner)` is no party to entry `\(entry)`"
        case .signedAlready(let partner, let entry): "`\(partner)` has signed entry `\(entry)` already"
        case .undoneAlready(let entry): "entry `\(entry)` is undone already: expected one that still counts"
        case .unknownKey(let partner, let key): "key `\(key)` is none of `\(partner)`"
        case .badSignature(let partner, let line): "line \(line): the signature is not one of `\(partner)`"
        case .strayParcel(let parcel):
            "parcel from `\(parcel.from)` to `\(parcel.to)`: expected one between the two of the barter"
        case .outOfRange(let account): "account `\(account)`: the sum leaves the range of amounts"
        case .malformedLine(let line, let expected): "line \(line): expected \(expected)"
        }
    }
}
