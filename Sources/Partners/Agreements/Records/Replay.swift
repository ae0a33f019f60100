/// Why a decision taken again is another one.
public enum ReplayReason: String, CaseIterable, Sendable, Codable {
    /// The line was changed after it was written.
    case changedRecord = "changed record"
    /// Other agreements are in force at that instant than were.
    case otherAgreements = "other agreements"
    /// Other facts are known than were.
    case otherFacts = "other facts"
    /// Both.
    case otherAgreementsAndFacts = "other agreements and other facts"
    /// Neither: the record says what was never decided, or decisions are taken in another way now.
    case otherwise = "neither agreements nor facts: the record was made up, or decisions are taken otherwise now"
}

/// A record whose decision would be another one today.
public struct ReplayDifference: Hashable, Sendable {
    /// The record.
    public let record: NumberedRecord
    /// What the record says.
    public let before: RecordedAnswer
    /// What is decided now.
    public let after: RecordedAnswer
    /// Why they differ.
    public let reason: ReplayReason
}

/// Takes each decision again, as of its own instant, and tells those that differ.
///
/// `facts` gives what was known when a record was made. Records in order of time are quick: documents are compiled anew
/// only where something changed between two of them.
public func replay(
    _ records: [NumberedRecord], under agreements: LivingAgreements, facts: (DecisionRecord) -> Facts
) -> [ReplayDifference] {
    var compiled: (law: AgreementsInForce, digest: ChainDigest)?
    return records.compactMap { numbered in
        let record = numbered.record
        let current: (law: AgreementsInForce, digest: ChainDigest)
        if let known = compiled, known.law.instant <= record.instant,
            known.law.nextChange.map({ record.instant < $0 }) ?? true
        {
            current = known
        } else {
            current = (agreements.inForce(at: record.instant), agreements.digest(at: record.instant))
            compiled = current
        }
        let known = facts(record)
        let decision =
            switch record.request {
            case .access(let request): decide(request, under: current.law, facts: known)
            case .open(let request): decide(request, under: current.law, facts: known)
            }
        let after = RecordedAnswer(decision)
        guard after != record.answer else { return nil }
        let hasOtherLaw = current.digest != record.agreements
        let hasOtherFacts = known.digest(for: record.request) != record.facts
        let reason: ReplayReason =
            switch (numbered.isIntact, hasOtherLaw, hasOtherFacts) {
            case (false, _, _): .changedRecord
            case (true, true, true): .otherAgreementsAndFacts
            case (true, true, false): .otherAgreements
            case (true, false, true): .otherFacts
            case (true, false, false): .otherwise
            }
        return ReplayDifference(record: numbered, before: record.answer, after: after, reason: reason)
    }
}
