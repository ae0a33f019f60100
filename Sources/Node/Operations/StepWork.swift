import MissionDatabase
import Telemetry
import Timekeeping

/// What one step gathered: first to be kept, then to be published.
struct StepWork {
    /// Something to tell, of which there may be many alike.
    struct Notice {
        /// What makes two of them alike.
        let kind: String
        let severity: EventSeverity
        /// The event's kind.
        let eventKind: String
        let text: String
    }

    var batch = ArchiveBatch()
    /// The newest sample of each parameter that has one.
    private(set) var samples: [Sample] = []
    private(set) var notices: [Notice] = []
    var alarmEvents: [AlarmEvent] = []
    /// Virtual channels of the good frames, with when each was received.
    var goodFrames: [(channel: UInt8, receptionTime: Instant)] = []

    private static let maximumNotices = 200

    mutating func note(_ notice: Notice) {
        // A storm repeats itself: its first lines tell what it is, its counters how much.
        if notices.count < Self.maximumNotices { notices.append(notice) }
    }

    /// Takes the newest sample of each parameter; the others are in the archive.
    mutating func takeNewest(of buffer: SampleBuffer) {
        var isTaken = Set<Int32>()
        var isSeen = Set<Int>()
        // A container always carries the same parameters: of its earlier packets none can be the newest.
        for packet in buffer.packets.indices.reversed() where isSeen.insert(buffer.packets[packet].container).inserted {
            let time = buffer.packets[packet].generationTime
            for index in buffer.samples(ofPacket: packet).reversed()
            where isTaken.insert(buffer.parameters[index]).inserted {
                samples.append(buffer.sample(index, at: time))
            }
        }
    }
}

/// What an event will tell, before it has its number.
struct EventNote {
    var severity: EventSeverity
    var kind: String
    var text: String
    var element: String?
    var parameter: String?

    init(_ severity: EventSeverity, kind: String, _ text: String) {
        self.severity = severity
        self.kind = kind
        self.text = text
    }
}

/// Text from outside made fit for one line.
enum OneLine {
    private static let maximumCharacters = 500

    static func clean(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(maximumCharacters) {
            scalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }
}
