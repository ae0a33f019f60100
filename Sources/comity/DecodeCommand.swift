import ArgumentParser
import Foundation
import MissionDatabase
import SpaceLink
import Telemetry

struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Space packets of files, decoded by an XTCE mission database.",
        discussion: """
            One JSON object a packet, in stream order; --format table and csv print one row a parameter.
            Example: comity decode --mdb examples/iss/mission-database.xml recording.bin
            """)

    @Option(help: ArgumentHelp("Mission database, XTCE 1.2.", valueName: "file"))
    var mdb: String

    @Argument(help: ArgumentHelp("Files of concatenated space packets.", valueName: "file"))
    var files: [String]

    @Option(help: "How packets are printed: table, json or csv.")
    var format: OutputFormat = .json

    func run() throws {
        let decoder = PacketDecoder(try readDatabase(mdb))
        var printer = PacketPrinter(format: format)
        var failures = 0
        let progress = ProgressLine("files", of: files.count)
        Interruption.watch()
        for file in files where !Interruption.isRequested {
            failures += try decode(file, with: decoder, to: &printer)
            progress.step()
        }
        progress.finish()
        printer.finish()
        if Interruption.isRequested { throw Interruption.failure("before the end; the packets are those until then") }
        if failures > 0 { throw Failure("\(failures) packets or gaps could not be decoded") }
    }

    /// How many packets of one file could not be decoded; each is told with its place, and the rest goes on.
    private func decode(_ file: String, with decoder: PacketDecoder, to printer: inout PacketPrinter) throws -> Int {
        var reader = PacketStreamReader([UInt8](try readFile(file)))
        var failures = 0
        while !Interruption.isRequested, let item = reader.next() {
            do {
                switch item {
                case .packet(let packet, _): printer.print(try decoder.decode(packet))
                case .garbage(_, let length, let reason): throw Failure("\(length) bytes passed over: \(reason)")
                }
            } catch {
                failures += 1
                let cause = (error as? Failure)?.lines.first ?? "\(error)"
                StandardError.write("error: `\(file)`, offset \(item.offset): \(cause)")
            }
        }
        return failures
    }
}

func readDatabase(_ path: String) throws -> Database {
    let bytes = [UInt8](try readFile(path, limitBytes: 256 << 20))
    do {
        return try XTCEReader.read(bytes, source: path)
    } catch {
        throw Failure(lines: error.problems.map(\.description))
    }
}

/// Prints decoded packets as they come.
struct PacketPrinter {
    let format: OutputFormat
    private var lines = LineWriter()
    private var table = Table(columns: ["container", "apid", "sequenceCount", "parameter", "raw", "value"])

    init(format: OutputFormat) { self.format = format }

    mutating func print(_ packet: DecodedPacket) {
        guard format == .json else {
            table.rows += packet.parameters.map { row(packet, $0) }
            return
        }
        let parameters = packet.parameters.map {
            "\(jsonString($0.name)): {\"raw\": \(cell($0.raw).json), \"value\": \(cell($0.value).json)}"
        }
        lines.line(
            "{\"container\": \(jsonString(packet.container)), \"apid\": \(packet.apid.value), "
                + "\"sequenceCount\": \(packet.sequenceCount.value), "
                + "\"parameters\": {\(parameters.joined(separator: ", "))}}")
    }

    mutating func finish() {
        if format == .json { lines.flush() } else { table.write(as: format) }
    }

    private func row(_ packet: DecodedPacket, _ parameter: DecodedPacket.Item) -> [Cell] {
        [
            .text(packet.container), .integer(Int(packet.apid.value)), .integer(Int(packet.sequenceCount.value)),
            .text(parameter.name), cell(parameter.raw), cell(parameter.value),
        ]
    }
}

extension PacketStreamItem {
    fileprivate var offset: Int {
        switch self {
        case .packet(_, let offset): offset
        case .garbage(let offset, _, _): offset
        }
    }
}

/// A value as a cell: integers and floats to their last digit, octets as hexadecimal.
func cell(_ value: Value) -> Cell {
    switch value {
    case .unsigned(let value): .literal(String(value))
    case .signed(let value): .literal(String(value))
    case .float(let value) where value.isFinite: .literal("\(value)")
    case .float(let value): .text(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity")
    case .boolean(let value): .flag(value)
    case .string(let value): .text(value)
    case .binary(let octets): .text(octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
}
