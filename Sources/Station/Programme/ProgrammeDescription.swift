/// A programme: its partners and everything they share, as its files tell it.
public struct ProgrammeDescription: Hashable, Sendable {
    /// Id, `iss`.
    public internal(set) var id = ""
    /// Name, `International Space Station`.
    public internal(set) var name = ""
    /// Where mission elapsed time starts.
    public internal(set) var missionStart = CivilTime.distantPast
    /// Partners, in the order of the file.
    public internal(set) var partners: [Partner] = []
    /// Flight elements.
    public internal(set) var elements: [Element] = []
    /// Visiting vehicles.
    public internal(set) var vehicles: [Vehicle] = []
    /// Seats and cargo that agreements give without a price.
    public internal(set) var agreedTransport: [AgreedTransport] = []
    /// Docking and berthing ports.
    public internal(set) var dockingPorts: [DockingPort] = []
    /// Places and fleets on the ground.
    public internal(set) var sites: [Site] = []
    /// Where crews train.
    public internal(set) var trainingSites: [TrainingSite] = []
    /// Paths between station and ground.
    public internal(set) var communications: [Communication] = []
    /// What the station must be able to do.
    public internal(set) var functions: [StationFunction] = []
    /// What the law leaves and takes when a partner goes, by kind of departure.
    public internal(set) var departureRules: [DepartureRule] = []
    /// What happened in truth, to hold computed losses against.
    public internal(set) var history: [HistoricalCase] = []
    /// Subsystems that parameters belong to and agreements name.
    public internal(set) var subsystems: [Term] = []
    /// Parts of the spacecraft with systems of their own.
    public internal(set) var segments: [Term] = []
    /// Roles of people that agreements may name.
    public internal(set) var roles: [Term] = []
    /// Facts that may hold for a time and that agreements may make a condition.
    public internal(set) var conditions: [Term] = []
    /// Where the records are from.
    public internal(set) var sources: [Source] = []
    /// The telemetry link.
    public internal(set) var link: LinkDescription?

    /// The partner of an id.
    public func partner(_ id: PartnerID) -> Partner? {
        partners.first { $0.id == id }
    }

    /// The partner that a person's word names: id, agency, name or alias, in any case of letters.
    public func partner(named text: String) -> Partner? {
        partners.first { $0.id.rawValue == text } ?? partners.first { $0.isNamed(text) }
    }

    /// The element of an id.
    public func element(_ id: ElementID) -> Element? {
        elements.first { $0.id == id }
    }

    /// Every restoration that functions name, in the order of the files.
    public var restorations: [Restoration] { functions.flatMap(\.restoration) }
}
