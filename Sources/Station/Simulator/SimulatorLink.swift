public import Programme
public import SpaceLink

/// Frames of the simulated station, and which virtual channel carries the packets of which element.
public struct SimulatorLink: Sendable {
    /// Properties of the frames.
    public let frames: TMFrameConfiguration
    /// Virtual channel, 0…6, by element id.
    public let virtualChannels: [String: Int]

    /// Link from its parts.
    public init(frames: TMFrameConfiguration, virtualChannels: [String: Int]) {
        self.frames = frames
        self.virtualChannels = virtualChannels
    }

    /// Link of a programme: the packets of an element go on the virtual channel of the partner that provides it.
    ///
    /// Throws when the programme has no link or one that frames cannot have.
    public init(_ programme: ProgrammeDescription) throws(SimulatorError) {
        guard let link = programme.link else { throw .noLink(programme: programme.id) }
        do throws(SpaceLinkError) {
            frames = try TMFrameConfiguration(
                spacecraftID: link.spacecraftId, frameLengthBytes: link.frameLengthBytes,
                hasOperationalControlField: link.hasOperationalControlField,
                hasFrameErrorControl: link.hasFrameErrorControl)
        } catch {
            throw .link(reason: error.description)
        }
        var channels: [String: Int] = [:]
        for element in programme.elements {
            channels[element.id.rawValue] = link.virtualChannels[element.provider].map(Int.init)
        }
        virtualChannels = channels
    }
}
