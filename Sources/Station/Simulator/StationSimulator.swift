public import MissionDatabase
public import Orbits
import SpaceLink
public import Timekeeping

/// Simulated station: a real orbit drives models of its systems, whose items leave as telemetry frames.
///
/// A value without clock or I/O: the same settings, elements, start and steps give the same bytes.
public struct StationSimulator: Sendable {
    /// Time that the simulation has reached.
    public private(set) var instant: Instant
    /// Element set of the orbit.
    public let elements: MeanElements

    private let database: Database
    private let start: Instant
    private let stepNanoseconds: Int64
    private var world: StationWorld
    private var values: ParameterValues
    private var plans: [PacketPlan]
    private var encoder: TMFrameEncoder
    private var stepsDone: Int64 = 0

    /// Station at `start`, whose first packets are those of `start` itself.
    ///
    /// Throws when the elements cannot be propagated to `start`, a setting is out of range, or the mission database or
    /// link do not fit.
    public init(
        database: Database, elements: MeanElements, link: SimulatorLink, start: Instant,
        settings: SimulatorSettings = SimulatorSettings()
    ) throws(SimulatorError) {
        try settings.check()
        self.database = database
        self.elements = elements
        self.start = start
        instant = start
        let periods = database.containers.compactMap(\.periodSeconds).filter { $0.isFinite && $0 > 0 }
        let stepSeconds = min(max(periods.min() ?? 1, 0.01), 1)
        stepNanoseconds = max(1, Int64(stepSeconds * 1e9) / Int64(settings.rateFactor))
        plans = try PacketPlan.all(in: database, link: link, stepSeconds: stepSeconds)
        encoder = TMFrameEncoder(configuration: link.frames)
        world = try StationWorld(elements: elements, start: start, settings: settings)
        values = ParameterValues(
            names: database.parameters.map(\.name),
            constants: database.parameters.map { StaticItems.constants[$0.name] ?? StaticItems.fallback($0) })
        world.report(to: &values)
    }

    /// Moves on to `time` and returns the transfer frames sent on the way, each of the link's length.
    ///
    /// Packets carry the time of their step; the last frame of each step on a virtual channel is filled up. Throws when
    /// `time` lies before the time reached, or the orbit cannot be propagated on the way.
    /// All frames are held at once: ask for seconds or minutes, not for years.
    public mutating func step(to time: Instant) throws(SimulatorError) -> [[UInt8]] {
        guard time >= instant else { throw .backwards(reached: "\(instant)", asked: "\(time)") }
        var frames: [[UInt8]] = []
        while let next = nextStep, next <= time {
            if stepsDone > 0 { try world.advance(to: next, seconds: Double(stepNanoseconds) * 1e-9) }
            instant = next
            frames += try send()
            stepsDone += 1
        }
        return frames
    }

    /// Time of the next step; `nil` at the end of time.
    private var nextStep: Instant? {
        let (offset, overflow) = stepsDone.multipliedReportingOverflow(by: stepNanoseconds)
        let next = start.advanced(byNanoseconds: offset)
        return overflow || next == .latest ? nil : next
    }

    /// Puts a fault in force from the next step on; throws when one of its figures is out of range.
    public mutating func inject(_ fault: Fault) throws(SimulatorError) {
        try fault.check()
        world.conditions.faults.add(fault)
    }

    /// Every parameter of the mission database that belongs to an element, and what drives it.
    public var listing: [ListedItem] {
        database.parameters.filter { $0.ancillary["element"] != nil }.map { parameter in
            let title = values.author[parameter.index]
            let kind = title.map { ListedItem.Kind.modelled(by: $0) }
            return ListedItem(parameter: parameter.name, kind: kind ?? .static(value: values.byIndex[parameter.index]))
        }
    }

    /// Engineering value that a parameter was last sent with, an enumeration's as its raw value; `nil` when unknown.
    public func value(of parameter: String) -> Double? { values[parameter] }

    /// Frames of the packets due at this step, the virtual channels in ascending order.
    private mutating func send() throws(SimulatorError) -> [[UInt8]] {
        let due = plans.indices.filter { stepsDone % Int64(plans[$0].stepsPerPacket) == 0 }
        guard !due.isEmpty else { return [] }
        world.report(to: &values)
        var packets: [Int: [SpacePacket]] = [:]
        for index in due {
            let packet = try plans[index].packet(values.byIndex, at: instant)
            packets[plans[index].virtualChannel, default: []].append(packet)
        }
        var frames: [[UInt8]] = []
        for (channel, group) in packets.sorted(by: { $0.key < $1.key }) {
            do throws(SpaceLinkError) {
                frames += try encoder.frames(of: group, virtualChannel: channel)
            } catch {
                throw .link(reason: error.description)
            }
        }
        return frames
    }
}
