import Orbits
import Timekeeping

/// Orbit, crew, faults and all models of the station at one time.
struct StationWorld: Sendable {
    var conditions: StationConditions
    private var models: [any StationModel] = [
        NavigationModel(), TimeModel(), AttitudeModel(), GyroscopeModel(), PowerModel(), ThermalModel(),
        AtmosphereModel(), WaterModel(), CommunicationModel(), RoboticsModel(), RussianSegmentModel(),
        PayloadPowerModel(),
    ]
    private let propagator: SGP4
    private let start: Instant
    private let people: Int
    private var waitingFaults: [ScheduledFault]

    /// Station at `start`; throws when the elements cannot be propagated to it.
    init(elements: MeanElements, start: Instant, settings: SimulatorSettings) throws(SimulatorError) {
        do throws(OrbitError) {
            propagator = try SGP4(elements)
        } catch {
            throw .orbit(time: "\(start)", reason: error.description)
        }
        self.start = start
        people = settings.crew
        waitingFaults = settings.faults.sorted { $0.afterSeconds < $1.afterSeconds }
        let seconds = start.secondsOfDayUTC
        conditions = StationConditions(
            orbit: try Self.orbit(propagator, at: start), elapsedSeconds: 0, secondsOfDayUTC: seconds,
            crew: CrewActivity(people: settings.crew, elapsedSeconds: 0, secondsOfDayUTC: seconds),
            random: RandomSource(seed: settings.seed))
        // A millisecond brings what follows from the orbit at once, such as array currents, to its value at the start.
        try advance(to: start, seconds: 1e-3)
    }

    /// Moves every model on by `seconds`, to `instant`.
    mutating func advance(to instant: Instant, seconds: Double) throws(SimulatorError) {
        let elapsed = instant.secondsSince(start)
        while let next = waitingFaults.first, next.afterSeconds <= elapsed {
            conditions.faults.add(next.fault)
            waitingFaults.removeFirst()
        }
        conditions.orbit = try Self.orbit(propagator, at: instant)
        conditions.elapsedSeconds = elapsed
        conditions.secondsOfDayUTC = instant.secondsOfDayUTC
        conditions.crew = CrewActivity(
            people: people, elapsedSeconds: elapsed, secondsOfDayUTC: conditions.secondsOfDayUTC)
        for index in models.indices { models[index].advance(seconds: seconds, &conditions) }
    }

    /// Writes the items that the models drive.
    func report(to values: inout ParameterValues) {
        for model in models { values.collect(from: model, conditions) }
    }

    private static func orbit(_ propagator: SGP4, at instant: Instant) throws(SimulatorError) -> OrbitConditions {
        do throws(OrbitError) {
            return OrbitConditions(try propagator.state(at: instant), earthOrientation: .none)
        } catch {
            throw .orbit(time: "\(instant)", reason: error.description)
        }
    }
}

extension Instant {
    /// Seconds since 00:00 UTC of the day, 0 ..< 86400.
    var secondsOfDayUTC: Double {
        let milliseconds = unixMilliseconds()
        return Double(milliseconds - milliseconds.quotientFloor(86_400_000) * 86_400_000) / 1_000
    }
}
