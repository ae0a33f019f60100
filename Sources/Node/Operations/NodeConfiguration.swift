public import Agreements
public import GroundNetwork
public import MissionDatabase
public import Orbits
public import Programme
public import SpaceLink
public import Timekeeping

/// Everything a node needs to know before it starts.
public struct NodeConfiguration: Sendable {
    /// The partners and what they share.
    public var programme: ProgrammeDescription
    /// The agreements between them.
    public var agreements: LivingAgreements
    /// The documents' files, beside which drafts are read.
    public var agreementFiles: [SourceFile] = []
    /// What the packets mean.
    public var database: Database
    /// The stations and relays.
    public var network: StationNetwork
    /// The frames of the link.
    public var frames: TMFrameConfiguration
    /// The orbit; nil where none is known.
    public var elements: MeanElements?
    /// Where the Earth's axis points and how it turns.
    public var earthOrientation: EarthOrientation
    /// Other objects to screen the orbit against; nil where no catalogue is at hand.
    public var catalogue: ScreeningCatalogue?
    /// What `ledger.yaml` says of the partners' accounts; nil where the programme has none.
    public var accounts: AccountPlan?
    /// What kind of run this is.
    public var mode: NodeMode
    /// How long a frame may wait for others to be kept in the same transaction, s.
    public var lingerSeconds = 0.1
    /// Time without a frame after which the link counts as silent, s.
    public var silentAfterSeconds = 10.0
    /// Memory for packets that wait while the archive fails, octets.
    public var backlogBytes = 64 << 20

    /// A configuration.
    public init(
        programme: ProgrammeDescription, agreements: LivingAgreements, database: Database,
        network: StationNetwork, frames: TMFrameConfiguration, elements: MeanElements?,
        earthOrientation: EarthOrientation = .none, mode: NodeMode = .live
    ) {
        self.programme = programme
        self.agreements = agreements
        self.database = database
        self.network = network
        self.frames = frames
        self.elements = elements
        self.earthOrientation = earthOrientation
        self.mode = mode
    }
}
