/// What the crew does at one time, and what that asks of the air and water.
///
/// Rates per person and day (facts: oxygen consumed 0.84 kg, carbon dioxide produced 1.0 kg, water of respiration and
/// perspiration 2.28 kg) hold as means over a day: 0.60 of them asleep, 0.795 at work, 4.77 at exercise.
struct CrewActivity: Sendable {
    static let oxygenKgS = 0.84 / 86_400
    static let carbonDioxideKgS = 1.0 / 86_400
    static let humidityKgS = 2.28 / 86_400
    private static let asleepFactor = 0.60
    private static let workFactor = 0.795
    private static let exerciseFactor = 4.77
    /// The run starts with two people at exercise for this long, as if their hour had begun before it.
    private static let openingExerciseSeconds = 2_400.0

    /// People on board.
    let people: Int
    /// Whether the crew sleeps, 21:30 to 06:00 UTC.
    let isAsleep: Bool
    /// People at exercise on the treadmill and the resistive device, both in Tranquility.
    let exercising: Int

    init(people: Int, elapsedSeconds: Double, secondsOfDayUTC: Double) {
        self.people = people
        isAsleep = secondsOfDayUTC < 6 * 3_600 || secondsOfDayUTC >= 21.5 * 3_600
        let hour = Int(secondsOfDayUTC / 3_600)
        let isExerciseHour = (7...19).contains(hour) && hour % 2 == 1
        let inHour = secondsOfDayUTC - Double(hour) * 3_600 < 3_000
        let exercises = elapsedSeconds < Self.openingExerciseSeconds || (isExerciseHour && inHour)
        exercising = exercises ? min(2, people) : 0
    }

    /// Metabolism in each compartment, in units of one person's daily mean.
    func metabolism(in compartment: Compartment.Place) -> Double {
        let resting = Double(people - exercising)
        let share = isAsleep ? compartment.asleepShare : compartment.awakeShare
        let factor = isAsleep ? Self.asleepFactor : Self.workFactor
        let athletes = compartment == .tranquility ? Double(exercising) * Self.exerciseFactor : 0
        return resting * share * factor + athletes
    }

    /// Metabolism of all on board, in units of one person's daily mean.
    var metabolism: Double {
        Compartment.Place.allCases.reduce(0) { $0 + metabolism(in: $1) }
    }
}
