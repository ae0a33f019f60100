import Agreements
import MissionDatabase
import Operations
import Orbits
import Programme
import Timekeeping

// What the pages are sent, in the form the web's side and scripts rely on. Times are ISO 8601 UTC.

/// A decision with the clauses it rests on.
struct DecisionBody: Codable {
    struct Clause: Codable {
        var document: String
        var clause: String
        var title: String
        var source: String

        init(_ reference: ClauseReference) {
            document = reference.document
            clause = reference.clause
            title = reference.title
            source = reference.source
        }
    }

    struct Missing: Codable {
        var words: String
        var clause: Clause
    }

    struct Nearest: Codable {
        var clause: Clause
        var failed: [String]
    }

    /// What one node that has a say answers.
    struct Judgement: Codable {
        var node: String
        var outcome: String
        var clauses: [Clause]
    }

    var outcome: String
    var clauses: [Clause]
    var why: String
    var missing: [Missing]?
    var nearest: Nearest?
    var duties: [Clause]?
    var advice: [Clause]?
    var validUntil: String?
    var judgements: [Judgement]?

    init(_ decision: Decision) {
        outcome = decision.outcome.rawValue
        clauses = decision.clauses.map(Clause.init)
        why = decision.why
    }

    /// The decision with all that explains it.
    init(explaining decision: Decision) {
        self.init(decision)
        missing = decision.missing.map { Missing(words: $0.description, clause: Clause($0.clause)) }
        nearest = decision.nearest.map { Nearest(clause: Clause($0.clause), failed: $0.failed.map(\.description)) }
        duties = decision.duties.map(Clause.init)
        advice = decision.advice.map(Clause.init)
        validUntil = decision.validUntil?.description
        judgements = decision.judgements.map {
            Judgement(node: $0.node, outcome: $0.outcome.rawValue, clauses: $0.clauses.map(Clause.init))
        }
    }
}

struct PartnerBody: Codable {
    var id: String
    var name: String
    var agency: String
    var colour: String
    var segment: String
    var controlCentre: String

    init(_ partner: Partner) {
        id = partner.id.rawValue
        name = partner.name
        agency = partner.agency
        colour = partner.colour
        segment = partner.segment.rawValue
        controlCentre = partner.controlCentre
    }
}

struct MeBody: Codable {
    struct ProgrammeBody: Codable {
        var id: String
        var name: String
        var missionStart: String
    }

    struct RoleBody: Codable {
        var id: String
        var name: String
    }

    var partner: PartnerBody
    var role: RoleBody?
    var programme: ProgrammeBody
    var mode: String
    var elementSet: ElementSetBody?
    var now: String

    init(_ identity: NodeIdentity) {
        partner = PartnerBody(identity.partner)
        role = identity.role.map { RoleBody(id: $0.id.rawValue, name: $0.name) }
        programme = ProgrammeBody(
            id: identity.programmeID, name: identity.programmeName,
            missionStart: identity.missionStart.iso8601UTC())
        mode = identity.mode.rawValue
        elementSet = identity.elementSet.map { ElementSetBody($0, now: identity.now) }
        now = identity.now.iso8601UTC()
    }
}

struct ElementSetBody: Codable {
    var name: String
    var catalogueNumber: Int
    var epoch: String
    var ageDays: Double
    var stale: Bool

    init(_ elements: MeanElements, now: Instant) {
        name = elements.name
        catalogueNumber = elements.catalogueNumber
        epoch = elements.epoch.iso8601UTC()
        ageDays = now.secondsSince(elements.epoch) / 86_400
        stale = abs(ageDays) > NodeIdentity.staleAfterDays
    }
}

struct ProgrammeBody: Codable {
    struct ElementBody: Codable {
        var id: String
        var name: String
        var provider: String
        var registry: String?
        var owner: String
        var builder: String
        var `operator`: String
        var status: String
        var decision: DecisionBody
    }

    var partners: [PartnerBody]
    var elements: [ElementBody]

    init(partners: [Partner], elements: [(element: Element, decision: Decision)]) {
        self.partners = partners.map(PartnerBody.init)
        self.elements = elements.map { entry in
            ElementBody(
                id: entry.element.id.rawValue, name: entry.element.name, provider: entry.element.provider.rawValue,
                registry: entry.element.registry?.rawValue, owner: entry.element.owner.rawValue,
                builder: entry.element.builder, operator: entry.element.operator.rawValue,
                status: entry.element.status.rawValue, decision: DecisionBody(entry.decision))
        }
    }
}

struct EventBody: Codable {
    var id: Int64
    var time: String
    var severity: String
    var kind: String
    var text: String
    var element: String?

    init(_ event: NodeEvent) {
        id = event.id
        time = event.time.iso8601UTC()
        severity = event.severity.rawValue
        kind = event.kind
        text = event.text
        element = event.element
    }
}

struct EventsBody: Codable {
    var events: [EventBody]
    var withheldCount: Int

    init(_ answer: EventsAnswer) {
        events = answer.events.map(EventBody.init)
        withheldCount = answer.withheldCount
    }
}

struct LinkBody: Codable {
    struct ArchiveBody: Codable {
        var state: String
        var text: String
        var packetsStored: Int64
        var packetsWaiting: Int
        var archivedThrough: String?
    }

    var type: String?
    var state: String
    var lastFrameAt: String?
    var counters: [String: Int64]
    var archive: ArchiveBody

    init(_ status: LinkStatus, type: String? = nil) {
        self.type = type
        state = status.state.rawValue
        lastFrameAt = status.totals.lastFrameAt?.iso8601UTC()
        counters = Self.counters(status.totals)
        archive = ArchiveBody(
            state: status.archive.isKeeping ? "ok" : "failing", text: status.archive.text,
            packetsStored: status.archive.packetsStored, packetsWaiting: status.archive.packetsWaiting,
            archivedThrough: status.archive.archivedThrough?.iso8601UTC())
    }

    private static func counters(_ totals: LinkTotals) -> [String: Int64] {
        [
            "framesReceived": totals.framesReceived, "framesGood": totals.framesGood, "framesBad": totals.framesBad,
            "framesRepeated": totals.framesRepeated, "framesIdle": totals.framesIdle,
            "framesLost": totals.framesLost, "framesDropped": totals.framesDropped,
            "packetsExtracted": totals.packetsExtracted, "packetsBad": totals.packetsBad,
            "packetsLost": totals.packetsLost, "packetsIdle": totals.packetsIdle,
            "packetsUnknown": totals.packetsUnknown, "packetsUndecodable": totals.packetsUndecodable,
            "bytesReceived": totals.bytesReceived,
        ]
    }
}
