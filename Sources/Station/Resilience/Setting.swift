import Programme

/// What of a programme is in use on a day.
///
/// A function that does not stand even with nothing gone was not yet there, or not in that form: it cannot be lost, and
/// what needs it did without.
struct Setting: Sendable {
    /// For each node, whether it takes no part.
    let isIdle: [Bool]

    init(
        providers: [FunctionProvider?], functionOfProvider: [Int], rules: [CompiledRule?],
        inUse: (FunctionProvider) -> Bool
    ) {
        var idle = providers.map { $0.map { !inUse($0) } ?? false }
        let stands = idle.map { !$0 }
        for (number, rule) in rules.enumerated() {
            if let rule, !rule.holds({ stands[$0] }) { idle[number] = true }
        }
        isIdle = idle
    }
}

extension ResilienceModel {
    /// The programme on a day; as its files say it is now without one.
    func setting(on date: CivilTime?) -> Setting {
        guard let date else { return present }
        let lives = assetLives()
        return Setting(providers: providers, functionOfProvider: functionOfProvider, rules: rules) { provider in
            Self.isInUse(provider, on: date, asset: lives[provider.asset.rawValue])
        }
    }

    /// Whether a provider was or will be in use on a day: its own dates come before those of what it is made of.
    private static func isInUse(_ provider: FunctionProvider, on date: CivilTime, asset: Life?) -> Bool {
        let start = provider.from ?? asset?.start
        let end = provider.until ?? asset?.end
        let isInside = (start.map { $0 <= date } ?? true) && (end.map { date < $0 } ?? true)
        switch provider.status {
        case .active: return isInside
        case .retired, .deorbited: return isInside && end != nil
        case .backup, .notCertified, .future: return isInside && provider.from != nil
        }
    }

    private struct Life {
        let start, end: CivilTime?
    }

    private func assetLives() -> [String: Life] {
        var lives: [String: Life] = [:]
        for element in programme.elements {
            lives[element.id.rawValue] = Life(
                start: CivilTime(element.launchDate), end: element.endDate.flatMap { CivilTime($0) })
        }
        for vehicle in programme.vehicles {
            lives[vehicle.id.rawValue] = Life(
                start: vehicle.firstFlight.flatMap { CivilTime($0) }, end: vehicle.retired.flatMap { CivilTime($0) })
        }
        return lives
    }
}
