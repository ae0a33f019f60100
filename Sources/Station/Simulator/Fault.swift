/// Fault that an instructor can put into the simulated station.
public enum Fault: Hashable, Sendable {
    /// Hole to space in the shared cabin air, of `holeDiameterMm`, 0…100.
    case cabinLeak(holeDiameterMm: Double)
    /// Loss of `share`, 0…1, of the cells of one array channel: `1A` … `4B`.
    case arrayStringLoss(channel: String, share: Double)
    /// Stop of the running carbon dioxide removal assembly of the US segment.
    case carbonDioxideRemovalOff
    /// Stop of control moment gyroscope `number`, 1…4.
    case gyroscopeStop(number: Int)

    /// Channels of the solar arrays.
    public static let arrayChannels = ["1A", "1B", "2A", "2B", "3A", "3B", "4A", "4B"]

    /// Throws when a figure is out of its range or the channel is none.
    func check() throws(SimulatorError) {
        switch self {
        case .cabinLeak(let diameter):
            guard (0...100).contains(diameter) else {
                throw .setting(name: "hole diameter", found: "\(diameter)", expected: "0 to 100 mm")
            }
        case .arrayStringLoss(let channel, let share):
            guard Self.arrayChannels.contains(channel) else {
                let names = Self.arrayChannels.joined(separator: ", ")
                throw .setting(name: "array channel", found: channel, expected: "one of \(names)")
            }
            guard (0...1).contains(share) else {
                throw .setting(name: "share of strings lost", found: "\(share)", expected: "0 to 1")
            }
        case .carbonDioxideRemovalOff: break
        case .gyroscopeStop(let number):
            guard (1...4).contains(number) else {
                throw .setting(name: "gyroscope", found: "\(number)", expected: "1 to 4")
            }
        }
    }
}

/// Fault that comes by itself, `afterSeconds` from the start of the simulation.
public struct ScheduledFault: Hashable, Sendable {
    /// Seconds after the start.
    public let afterSeconds: Double
    /// What happens then.
    public let fault: Fault

    /// Fault at a time of the simulation.
    public init(afterSeconds: Double, fault: Fault) {
        self.afterSeconds = afterSeconds
        self.fault = fault
    }
}

/// Faults in force, as the models read them.
struct FaultState: Sendable {
    /// Diameter of the hole in the cabin, mm; 0 none.
    var holeDiameterMm = 0.0
    /// Share of each array channel that is lost, 0…1.
    var arrayLoss: [String: Double] = [:]
    /// Whether the US carbon dioxide removal is stopped.
    var carbonDioxideRemovalOff = false
    /// Gyroscopes stopped, by number 1…4.
    var stoppedGyroscopes: Set<Int> = []

    /// Puts a checked fault in force.
    mutating func add(_ fault: Fault) {
        switch fault {
        case .cabinLeak(let diameter):
            holeDiameterMm = diameter
        case .arrayStringLoss(let channel, let share):
            arrayLoss[channel] = share
        case .carbonDioxideRemovalOff:
            carbonDioxideRemovalOff = true
        case .gyroscopeStop(let number):
            stoppedGyroscopes.insert(number)
        }
    }
}
