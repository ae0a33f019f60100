public import Programme

/// What a request's judgement may need to know beside the agreements.
public struct Facts: Sendable {
    /// Where a parameter belongs.
    public struct ParameterFacts: Hashable, Sendable {
        /// Its element.
        public let element: ElementID
        /// Its subsystem.
        public let subsystem: TermID

        /// Facts from their parts.
        public init(element: ElementID, subsystem: TermID) {
            self.element = element
            self.subsystem = subsystem
        }
    }

    /// Every parameter by name.
    public var parameters: [String: ParameterFacts]
    /// Every station's owner by the station's id; a `nil` owner is no partner.
    public var stations: [String: PartnerID?]
    /// Conditions that hold now, `life-safety-emergency`.
    public var conditions: Set<TermID>
    /// What is known of every request's context, `emergency`; what a request says itself comes first.
    public var context: Attributes
    /// What partners have used and bartered of the pools they share.
    public private(set) var poolUse: [PoolUse.Key: PoolUse] = [:]

    /// Facts from their parts.
    public init(
        parameters: [String: ParameterFacts] = [:], stations: [String: PartnerID?] = [:], conditions: Set<TermID> = [],
        context: Attributes = [:], poolUse: [PoolUse] = []
    ) {
        self.parameters = parameters
        self.stations = stations
        self.conditions = conditions
        self.context = context
        set(poolUse: poolUse)
    }

    /// Puts what partners have used and bartered of their pools in place of what was known.
    public mutating func set(poolUse: [PoolUse]) {
        let keyed = poolUse.map { (PoolUse.Key(pool: $0.pool, partner: $0.partner), $0) }
        self.poolUse = Dictionary(keyed, uniquingKeysWith: { $1 })
    }
}

/// What one partner has used and bartered of one pool in the period that counts.
public struct PoolUse: Hashable, Sendable {
    /// What it is looked up by.
    public struct Key: Hashable, Sendable {
        let pool: String
        let partner: PartnerID
    }

    /// The pool, `columbus-accommodations`.
    public let pool: String
    /// The partner.
    public let partner: PartnerID
    /// Used, percent of the pool.
    public var usedPercent: Double
    /// Received from others, percent of the pool.
    public var barteredInPercent: Double
    /// Given to others, percent of the pool.
    public var barteredOutPercent: Double

    /// A partner's use of a pool.
    public init(
        pool: String, partner: PartnerID, usedPercent: Double = 0, barteredInPercent: Double = 0,
        barteredOutPercent: Double = 0
    ) {
        self.pool = pool
        self.partner = partner
        self.usedPercent = usedPercent
        self.barteredInPercent = barteredInPercent
        self.barteredOutPercent = barteredOutPercent
    }
}
