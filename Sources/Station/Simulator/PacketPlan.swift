import MissionDatabase
import SpaceLink
import Timekeeping

/// How packets of one container are made, worked out once.
struct PacketPlan: Sendable {
    let name: String
    let apid: APID
    let virtualChannel: Int
    /// Steps of the simulation from one packet to the next.
    let stepsPerPacket: Int
    /// Packet with its header filled in and every item zero.
    private let template: [UInt8]
    /// Parameters the simulator gives values to.
    private let fields: [FieldPlan]
    private let coarseTime: FieldPlace?
    private let fineTime: FieldPlace?
    private let sequenceCountPlace: FieldPlace?
    private var sequenceCount = SequenceCount.zero

    /// Plan for a container; `nil` for one that is no packet of its own.
    init?(
        _ container: Container, in database: Database, link: SimulatorLink, stepSeconds: Double
    ) throws(SimulatorError) {
        guard !container.isAbstract, let apid = Self.apid(container, database) else { return nil }
        self.apid = apid
        name = container.name
        let period = (container.periodSeconds ?? 1) / stepSeconds
        stepsPerPacket = period.isFinite ? max(1, Int(period.rounded().clamped(1, 1e6))) : 1
        let layout = database.layouts[container.index]
        let own = layout.fields.filter { database.parameters[$0.parameter].ancillary["element"] != nil }
        fields = own.compactMap { FieldPlan($0, database.parameters[$0.parameter].type.calibrator) }
        coarseTime = Self.place("COARSE_TIME", layout, database)
        fineTime = Self.place("FINE_TIME", layout, database)
        sequenceCountPlace = Self.place("SRC_SEQ_CTR", layout, database)
        template = try Self.template(container, layout, database)
        virtualChannel = try Self.virtualChannel(own.map { database.parameters[$0.parameter] }, container, link)
    }

    /// Plans of every packet of the database; throws when there is none.
    static func all(
        in database: Database, link: SimulatorLink, stepSeconds: Double
    ) throws(SimulatorError) -> [PacketPlan] {
        var plans: [PacketPlan] = []
        for container in database.containers {
            if let plan = try PacketPlan(container, in: database, link: link, stepSeconds: stepSeconds) {
                plans.append(plan)
            }
        }
        guard !plans.isEmpty else { throw .noPackets(database: database.name) }
        return plans
    }

    private static func apid(_ container: Container, _ database: Database) -> APID? {
        database.requiredComparisons(of: container.index).lazy
            .filter { $0.relation == .equal && database.parameters[$0.parameter].name == "PKT_APID" }
            .compactMap { comparison -> APID? in
                guard case .integer(let number) = comparison.constant else { return nil }
                return APID(number)
            }
            .first
    }

    private static func place(_ name: String, _ layout: ContainerLayout, _ database: Database) -> FieldPlace? {
        layout.fields.first { database.parameters[$0.parameter].name == name }.flatMap(FieldPlace.init)
    }

    /// Header as of a first packet; the time code of the items is its secondary header.
    private static func template(
        _ container: Container, _ layout: ContainerLayout, _ database: Database
    ) throws(SimulatorError) -> [UInt8] {
        let names = layout.fields.map { (name: database.parameters[$0.parameter].name, index: $0.parameter) }
        let flag = names.first { $0.name == "SEC_HDR_FLG" }?.index
        let hasTime = names.contains { $0.name == "COARSE_TIME" }
        do throws(MissionDatabaseError) {
            let values = flag.map { [$0: Value.unsigned(hasTime ? 1 : 0)] } ?? [:]
            return try database.encode(container: container.index, values: values)
        } catch {
            throw .container(name: container.name, reason: error.description)
        }
    }

    /// Channel of the element that the first item belongs to; a packet holds the items of one partner.
    private static func virtualChannel(
        _ items: [Parameter], _ container: Container, _ link: SimulatorLink
    ) throws(SimulatorError) -> Int {
        guard let element = items.first?.ancillary["element"] else { return 0 }
        guard let channel = link.virtualChannels[element] else {
            throw .noVirtualChannel(element: element, container: container.name)
        }
        return channel
    }

    /// Packet of the present values, stamped with `instant`.
    mutating func packet(_ values: [Double], at instant: Instant) throws(SimulatorError) -> SpacePacket {
        var bytes = template
        for field in fields where values.indices.contains(field.parameter) {
            field.write(values[field.parameter], to: &bytes)
        }
        do throws(SpaceLinkError) {
            let time = try CUCTime(instant)
            coarseTime?.write(UInt64(time.coarseSeconds), to: &bytes)
            fineTime?.write(UInt64(time.fine), to: &bytes)
            sequenceCountPlace?.write(UInt64(sequenceCount.value), to: &bytes)
            sequenceCount = sequenceCount.next
            return try SpacePacket(parsing: bytes)
        } catch {
            throw .container(name: name, reason: error.description)
        }
    }
}
