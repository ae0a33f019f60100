/// A typed name: the id of a partner cannot stand where the id of an element is wanted.
public struct Identifier<Subject>: Hashable, Comparable, Sendable, Codable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The name as the files write it.
    public let rawValue: String

    /// An id of this text. Whether a programme knows it is the programme's to say.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// An id written in source code.
    public init(stringLiteral value: String) {
        rawValue = value
    }

    /// An id from its bare text in JSON.
    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    /// Writes the bare text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// The name as the files write it.
    public var description: String { rawValue }

    /// Alphabetical, by Unicode code points.
    public static func < (first: Identifier, second: Identifier) -> Bool {
        first.rawValue < second.rawValue
    }
}

/// Id of a partner, `US`.
public typealias PartnerID = Identifier<Partner>
/// Id of a flight element, `zarya`.
public typealias ElementID = Identifier<Element>
/// Id of a visiting vehicle, `progress-ms`.
public typealias VehicleID = Identifier<Vehicle>
/// Id of a docking or berthing port, `zvezda-aft`.
public typealias DockingPortID = Identifier<DockingPort>
/// Id of a place or fleet on the ground, `mcc-h`.
public typealias SiteID = Identifier<Site>
/// Id of a training site, `gctc`.
public typealias TrainingSiteID = Identifier<TrainingSite>
/// Id of a communication path, `sband`.
public typealias CommunicationID = Identifier<Communication>
/// Id of a function, `reboost`.
public typealias FunctionID = Identifier<StationFunction>
/// Id of one provider of a function, `reboost-progress`.
public typealias ProviderID = Identifier<FunctionProvider>
/// Id of a way to restore something, `attctl-1`.
public typealias RestorationID = Identifier<Restoration>
/// Id of a source, `IGA`.
public typealias SourceID = Identifier<Source>
/// A word of one of the programme's vocabularies, `life-support`.
public typealias TermID = Identifier<Term>
/// Id of anything a function may rest on: an element, vehicle, site, communication path or function.
public typealias AssetID = Identifier<Asset>

/// Anything a function may rest on. Elements, vehicles, sites, communication paths and functions share one space of
/// ids, so an `AssetID` names exactly one of them.
public enum Asset {}
