import Foundation
import MissionDatabase
import NIOCore
import Operations
import Timekeeping

/// The live messages as text.
enum LiveText {
    /// Samples: `[name, time ms, value, limit letter, raw]` each.
    static func samples(_ samples: [LiveSample]) -> ByteBuffer {
        var json = JSONText(capacity: 32 + samples.count * 64)
        json.raw("{\"type\":\"samples\",\"samples\":[")
        var isFirst = true
        for sample in samples {
            if !isFirst { json.raw(",") }
            isFirst = false
            json.raw("[")
            json.string(sample.name)
            json.raw(",")
            json.integer(sample.milliseconds)
            json.raw(",")
            write(sample.value, to: &json)
            json.raw(",")
            json.string(sample.limitLetter)
            json.raw(",")
            write(sample.raw, to: &json)
            json.raw("]")
        }
        json.raw("]}")
        return json.buffer
    }

    static func alarm(_ entry: AlarmEntry) -> ByteBuffer {
        object("alarm", "alarm", AlarmBody(entry))
    }

    static func event(_ event: NodeEvent) -> ByteBuffer {
        object("event", "event", EventBody(event))
    }

    static func link(_ status: LinkStatus) -> ByteBuffer {
        encoded(LinkBody(status, type: "link"))
    }

    static func gap(_ dropped: Int) -> ByteBuffer {
        ByteBuffer(string: "{\"type\":\"gap\",\"dropped\":\(dropped)}")
    }

    static func clock(_ now: Instant) -> ByteBuffer {
        ByteBuffer(string: "{\"type\":\"clock\",\"now\":\"\(now.iso8601UTC())\"}")
    }

    private static func object(_ type: String, _ key: String, _ body: some Encodable) -> ByteBuffer {
        var text = ByteBuffer(string: "{\"type\":\"\(type)\",\"\(key)\":")
        text.writeImmutableBuffer(encoded(body))
        text.writeString("}")
        return text
    }

    private static func encoded(_ body: some Encodable) -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return ByteBuffer(bytes: (try? encoder.encode(body)) ?? Data("null".utf8))
    }

    private static func write(_ value: Value, to json: inout JSONText) {
        switch value {
        case .unsigned(let number): json.integer(number)
        case .signed(let number): json.integer(number)
        case .float(let number): json.number(number)
        case .boolean(let truth): if truth { json.raw("true") } else { json.raw("false") }
        case .string(let text): json.string(text)
        case .binary: json.string(value.description)
        }
    }
}
