/// The telemetry link: TM transfer frames (CCSDS 132.0-B-3) with CUC time (CCSDS 301.0-B-4 section 3.2).
public struct LinkDescription: Hashable, Sendable {
    /// Spacecraft identifier, 10 bits.
    public let spacecraftId: UInt16
    /// Length of every frame, octets, from the primary header to the frame error control field.
    public let frameLengthBytes: Int
    /// Whether frames carry an operational control field (4 octets).
    public let hasOperationalControlField: Bool
    /// Whether frames carry a frame error control field (CRC-16, 2 octets).
    public let hasFrameErrorControl: Bool
    /// Virtual channel of each partner's packets, 0…6; 7 is left to idle frames.
    public let virtualChannels: [PartnerID: UInt8]
    /// The time code in packet secondary headers.
    public let timeCode: TimeCode
    /// The ground station, by its id in the ground network, whose antenna the link comes through; `nil` where not told.
    public let antenna: String?
    /// Seconds without a good frame after which a contact is over, 1…3600.
    public let contactGapSeconds: Double
}

/// An unsegmented time code, epoch 1958-01-01 TAI.
public struct TimeCode: Hashable, Sendable {
    /// Octets of whole seconds.
    public let coarseOctets: Int
    /// Octets of binary fractions of a second.
    public let fineOctets: Int
}
