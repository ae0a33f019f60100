/// Part of the station that changes with time.
///
/// Each model states its parameters with units and source, keeps its own state, and reports items by name.
protocol StationModel: Sendable {
    /// Words for the listing, such as `carbon dioxide and oxygen balance`.
    static var title: String { get }

    /// Moves the state on by `seconds` under the conditions of the new time.
    mutating func advance(seconds: Double, _ conditions: inout StationConditions)

    /// Writes the items this model drives, in engineering units of the mission database.
    func report(to values: inout ParameterValues, _ conditions: StationConditions)
}

/// What the models share during one step.
struct StationConditions: Sendable {
    /// Where the station is and how the Sun stands to it.
    var orbit: OrbitConditions
    /// Seconds since the simulation began.
    var elapsedSeconds: Double
    /// Seconds since 00:00 UTC.
    var secondsOfDayUTC: Double
    /// What the crew does.
    var crew: CrewActivity
    /// Faults injected so far.
    var faults = FaultState()
    /// Random numbers for sensor noise and chance events.
    var random: RandomSource
    /// What one model leaves for another.
    var exchange = ModelExchange()
}

/// What one model leaves for another to use in the same or the next step.
struct ModelExchange: Sendable {
    /// Power drawn by the whole US segment, kW; 84…120 on average (facts: average power).
    var electricalLoadKw = 90.0
    /// Propellant that thrusters burn to unload the gyroscopes, kg/s.
    var thrusterPropellantKgS = 0.0
    /// Whether thrusters help the gyroscopes now.
    var thrustersHelp = false
    /// Oxygen made from water by the US generator, kg/s.
    var oxygenFromWaterKgS = 0.0
    /// Water vapour the crew gives to the cabin air, kg/s.
    var humidityKgS = 0.0
    /// Share of the batteries' charge, mean of all channels, 0…1.
    var meanBatteryCharge = 0.9
}

/// Engineering values of every parameter, written by the models under the name of the item.
struct ParameterValues: Sendable {
    /// Value of each parameter by index.
    private(set) var byIndex: [Double]
    /// Title of the model that wrote each parameter; `nil` where none did.
    private(set) var author: [String?]
    private let indexOfName: [String: Int]
    private var writer: String?

    /// Values that start at `constants`, in the order of `names`.
    init(names: [String], constants: [Double]) {
        byIndex = constants
        author = [String?](repeating: nil, count: names.count)
        indexOfName = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }

    /// Lets `model` write the items it drives.
    mutating func collect(from model: any StationModel, _ conditions: StationConditions) {
        writer = type(of: model).title
        model.report(to: &self, conditions)
        writer = nil
    }

    /// Value by name; writing a name that the mission database lacks has no effect.
    subscript(name: String) -> Double? {
        get { indexOfName[name].map { byIndex[$0] } }
        set {
            guard let index = indexOfName[name], let newValue else { return }
            byIndex[index] = newValue
            author[index] = writer
        }
    }
}
