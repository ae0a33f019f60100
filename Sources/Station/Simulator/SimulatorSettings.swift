/// What may be chosen about a simulation.
public struct SimulatorSettings: Hashable, Sendable {
    /// Start of the random numbers; the same seed, elements, start and steps give the same bytes.
    public var seed: UInt64
    /// People on board, 0…20.
    public var crew: Int
    /// Packets sent for each one that the mission database asks for, 1…100; above 1 the models step as finely.
    public var rateFactor: Int
    /// Faults that come by themselves.
    public var faults: [ScheduledFault]

    /// Seed 1, seven people, rates of the mission database, no faults.
    public init(seed: UInt64 = 1, crew: Int = 7, rateFactor: Int = 1, faults: [ScheduledFault] = []) {
        self.seed = seed
        self.crew = crew
        self.rateFactor = rateFactor
        self.faults = faults
    }

    func check() throws(SimulatorError) {
        guard (0...20).contains(crew) else { throw .setting(name: "crew", found: "\(crew)", expected: "0 to 20") }
        guard (1...100).contains(rateFactor) else {
            throw .setting(name: "rate factor", found: "\(rateFactor)", expected: "1 to 100")
        }
        for scheduled in faults {
            guard scheduled.afterSeconds.isFinite, scheduled.afterSeconds >= 0 else {
                throw .setting(
                    name: "time of a fault", found: "\(scheduled.afterSeconds)", expected: "0 s or more after the start"
                )
            }
            try scheduled.fault.check()
        }
    }
}
