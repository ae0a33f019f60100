public import Programme

/// How far a figure may lie from the likeliest, where its file gives no range: factors by confidence.
public struct AssumedSpread: Hashable, Sendable {
    /// Shortest and longest, times the likeliest, for figures of low confidence.
    public let low: ClosedRange<Double>
    /// The same for medium confidence.
    public let medium: ClosedRange<Double>
    /// The same for high confidence.
    public let high: ClosedRange<Double>

    /// Factors; half to double, three quarters to four thirds, nine tenths to eleven tenths unless said otherwise.
    public init(
        low: ClosedRange<Double> = 0.5...2, medium: ClosedRange<Double> = 0.75...1.3333,
        high: ClosedRange<Double> = 0.9...1.1
    ) {
        (self.low, self.medium, self.high) = (low, medium, high)
    }
}

/// When a function is lost, over many drawn sets of buffers.
public struct LossBand: Hashable, Sendable {
    /// The function.
    public let id: FunctionID
    /// Share of the draws in which it is lost at all, 0…1.
    public let lostShare: Double
    /// Days after the departure in the 10th percentile of the draws in which it is lost.
    public let tenthDays: Double
    /// The median.
    public let medianDays: Double
    /// The 90th percentile.
    public let ninetiethDays: Double
}

/// What one buffer's range does to the day a function is lost.
public struct TornadoBar: Hashable, Sendable {
    /// The providers that go on for it: those of one function that share the figure.
    public let providers: [ProviderID]
    /// What the buffer is for.
    public let need: AssetID
    /// The buffer's range, days.
    public let rangeDays: ClosedRange<Double>
    /// Whether the file tells no range, so that it was taken from the confidence of the figure.
    public let isRangeAssumed: Bool
    /// Day of the loss with the shortest buffer; `nil` for no loss.
    public let lostAtShortestDays: Double?
    /// Day of the loss with the longest buffer; `nil` for no loss.
    public let lostAtLongestDays: Double?
    /// How sure the buffer is.
    public let confidence: Confidence
    /// Where the figure is from.
    public let sources: [SourceID]
}

extension ResilienceModel {
    /// Draws every buffer from its range (triangular, the likeliest figure its mode) and tells when functions are lost.
    ///
    /// Each draw has a stream of its own from the seed and its number, so that the answer does not depend on how the
    /// work is shared out.
    /// - Parameter draws: 1…100,000.
    /// - Throws: `ResilienceError`.
    public func lossBands(
        in scenario: Scenario, draws: Int = 1_000, seed: UInt64 = 1, spread: AssumedSpread = AssumedSpread()
    ) throws(ResilienceError) -> [LossBand] {
        guard (1...100_000).contains(draws) else {
            throw .outside(name: "draws", value: String(draws), expected: "1 to 100000")
        }
        let setting = setting(on: scenario.date)
        let departures = self.planned(scenario.departures)
        let planned = try planned(scenario.restorations)
        let ranges = ranges(spread)
        var days: [Int: [Int64]] = [:]
        for draw in 0..<draws {
            let buffers = drawn(ranges, seed: seed, draw: draw)
            for (function, time) in firstLosses(departures, planned, setting, buffers) {
                days[function, default: []].append(time)
            }
        }
        return days.map { function, times in
            let sorted = times.sorted()
            func percentile(_ share: Double) -> Double {
                Double(sorted[min(sorted.count - 1, Int((Double(sorted.count - 1) * share).rounded()))]) / 1e6
            }
            return LossBand(
                id: FunctionID(names[function]), lostShare: Double(times.count) / Double(draws),
                tenthDays: percentile(0.1), medianDays: percentile(0.5), ninetiethDays: percentile(0.9))
        }
        .sorted { ($0.medianDays, $0.id) < ($1.medianDays, $1.id) }
    }

    /// Each buffer alone at its shortest and longest: which one moves the day of a function's loss the most.
    ///
    /// - Throws: `ResilienceError`.
    public func tornado(
        of function: FunctionID, in scenario: Scenario, spread: AssumedSpread = AssumedSpread()
    ) throws(ResilienceError) -> [TornadoBar] {
        let function = try self.function(named: function.rawValue)
        return try tornados(in: scenario, spread: spread)[function.id] ?? []
    }

    /// The same for every function whose day of loss some buffer moves, the widest swing first.
    ///
    /// - Throws: `ResilienceError`.
    public func tornados(
        in scenario: Scenario, spread: AssumedSpread = AssumedSpread()
    ) throws(ResilienceError) -> [FunctionID: [TornadoBar]] {
        let setting = setting(on: scenario.date)
        let departures = self.planned(scenario.departures)
        let planned = try planned(scenario.restorations)
        let likeliest = needs.map(\.bufferMillionths)
        func losses(_ needs: [Int], _ buffer: Int64) -> [Int: Int64] {
            var buffers = likeliest
            for need in needs { buffers[need] = buffer }
            return firstLosses(departures, planned, setting, buffers)
        }
        var bars: [FunctionID: [TornadoBar]] = [:]
        for range in ranges(spread) {
            let (short, long) = (losses(range.needs, range.low), losses(range.needs, range.high))
            for number in Set(short.keys).union(long.keys) where short[number] != long[number] {
                guard let bar = bar(range, short[number], long[number]) else { continue }
                bars[FunctionID(names[number]), default: []].append(bar)
            }
        }
        return bars.mapValues { bars in
            bars.sorted {
                ($1.swing, $0.providers.first ?? "", $0.need) < ($0.swing, $1.providers.first ?? "", $1.need)
            }
        }
    }

    private func bar(_ range: BufferRange, _ low: Int64?, _ high: Int64?) -> TornadoBar? {
        guard let first = range.needs.first, let figure = needs[first].figure else { return nil }
        let function = functions[names[max(0, functionOfProvider[needs[first].provider])]]
        return TornadoBar(
            providers: range.needs.map { ProviderID(names[needs[$0].provider]) }, need: figure.asset,
            rangeDays: Double(range.low) / 1e6...Double(range.high) / 1e6, isRangeAssumed: figure.rangeDays == nil,
            lostAtShortestDays: low.map { Double($0) / 1e6 }, lostAtLongestDays: high.map { Double($0) / 1e6 },
            confidence: confidence(of: needs[first]),
            sources: figure.sources.isEmpty ? function?.sources ?? [] : figure.sources)
    }

    private struct BufferRange {
        let needs: [Int]
        let low, likeliest, high: Int64
    }

    /// One figure of one function stands for one quantity, however many providers live on it: they vary together.
    private struct SharedFigure: Hashable {
        let function: Int
        let figure: Need
    }

    /// The range of each figure that can vary, in the order of the files.
    private func ranges(_ spread: AssumedSpread) -> [BufferRange] {
        var order: [SharedFigure] = []
        var sharers: [SharedFigure: [Int]] = [:]
        for (number, edge) in needs.enumerated() {
            guard let figure = edge.figure, figure.bufferDays > 0 || figure.rangeDays != nil else { continue }
            let shared = SharedFigure(function: functionOfProvider[edge.provider], figure: figure)
            if sharers[shared] == nil { order.append(shared) }
            sharers[shared, default: []].append(number)
        }
        return order.compactMap { shared in sharers[shared].flatMap { range(of: $0, shared.figure, spread) } }
    }

    private func range(of numbers: [Int], _ figure: Need, _ spread: AssumedSpread) -> BufferRange? {
        guard let first = numbers.first else { return nil }
        let factors =
            switch confidence(of: needs[first]) {
            case .low: spread.low
            case .medium: spread.medium
            case .high: spread.high
            }
        let low = figure.rangeDays?.lowerBound ?? figure.bufferDays * min(1, factors.lowerBound)
        let high = figure.rangeDays?.upperBound ?? figure.bufferDays * max(1, factors.upperBound)
        return BufferRange(
            needs: numbers, low: Self.millionths(low), likeliest: needs[first].bufferMillionths,
            high: Self.millionths(high))
    }

    private func drawn(_ ranges: [BufferRange], seed: UInt64, draw: Int) -> [Int64] {
        var random = SplitMix64(seed: seed, stream: UInt64(draw))
        var buffers = needs.map(\.bufferMillionths)
        for range in ranges where range.high > range.low {
            let (low, mode, high) = (Double(range.low), Double(range.likeliest), Double(range.high))
            let share = random.unit()
            let value =
                share < (mode - low) / (high - low)
                ? low + (share * (high - low) * (mode - low)).squareRoot()
                : high - ((1 - share) * (high - low) * (high - mode)).squareRoot()
            for need in range.needs { buffers[need] = Int64(value.rounded()) }
        }
        return buffers
    }

    private func firstLosses(
        _ departures: [PlannedDeparture], _ planned: [PlannedRestoration], _ setting: Setting, _ buffers: [Int64]
    ) -> [Int: Int64] {
        var run = run(of: departures, restorations: planned, setting: setting, buffers: buffers)
        run.finish()
        var first: [Int: Int64] = [:]
        for outage in run.outages where kinds[outage.number] == .function && outage.isReal {
            if first[outage.number] == nil { first[outage.number] = outage.from }
        }
        return first
    }
}

extension TornadoBar {
    /// How far the day of loss moves, days; without end where one side is no loss.
    public var swing: Double {
        guard let lostAtShortestDays, let lostAtLongestDays else { return .infinity }
        return abs(lostAtLongestDays - lostAtShortestDays)
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): a stream for each draw.
struct SplitMix64 {
    private var state: UInt64

    init(seed: UInt64, stream: UInt64) {
        state = seed &+ stream &* 0xD1B5_4A32_D192_ED03
        state = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to 1, in steps of 2⁻⁵³.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
