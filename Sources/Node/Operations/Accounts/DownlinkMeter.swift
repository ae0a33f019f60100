import Agreements
import FoundationEssentials
import Ledger
import MissionDatabase
import Programme
import Synchronization

/// Whose telemetry a packet is: by the elements that its parameters belong to.
struct PacketHolders: Sendable {
    private let holders: [PartnerID?]

    init(_ catalogue: ParameterCatalogue, database: Database) {
        holders = database.layouts.map { layout in
            var counts: [PartnerID: Int] = [:]
            for field in layout.fields {
                if let partner = catalogue.entry(at: field.parameter)?.partner { counts[partner, default: 0] += 1 }
            }
            return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        }
    }

    /// The partner to whom most of a container's parameters belong; `nil` where none belongs to any.
    func holder(ofContainer index: Int) -> PartnerID? {
        holders.indices.contains(index) ? holders[index] : nil
    }
}

/// Octets received for each partner since the archive was begun, as the node last kept them.
final class DownlinkMeter: Sendable {
    private let octets = Mutex<[String: Int64]>([:])

    /// Sets the totals, by the partners' ids.
    func set(_ totals: [String: Int64]) {
        octets.withLock { $0 = totals }
    }

    /// The totals, by partner.
    var totals: [PartnerID: Int64] {
        Dictionary(
            octets.withLock { $0 }.map { (PartnerID($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}

extension StationLedger {
    /// Most octets that are counted, so that sums of a few such counts have room.
    static let mostOctets = Int64.max / 8

    /// What the node entered by itself so far, octets by partner.
    var meteredOctets: [PartnerID: Int64] {
        var found: [PartnerID: Int64] = [:]
        for record in records {
            guard case .entry(.use(let partner, _, _, let amount, let what), _) = record, amount.unit == .gigabyte,
                what.hasPrefix(PlanReading.meteredPrefix)
            else { continue }
            // A millionth of a gigabyte is a thousand octets.
            let octets = amount.millionths.multipliedReportingOverflow(by: 1000)
            let sum = (found[partner] ?? 0).addingReportingOverflow(octets.partialValue)
            found[partner] = octets.overflow || sum.overflow ? Self.mostOctets : min(sum.partialValue, Self.mostOctets)
        }
        return found
    }
}
