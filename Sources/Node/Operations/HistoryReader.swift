import MissionDatabase
import SpaceLink
import Telemetry
import Timekeeping

/// Reads parameters back out of the packets in the archive, off the node's actor, a few readings at a time.
struct HistoryReader: Sendable {
    /// Packets that one reading may decode.
    static let maximumPackets = 1_000_000
    private static let packetsPerPage = 2000

    private let archive: any ArchiveStore
    private let decoder: PacketDecoder
    private let apids: [Int: [UInt16]]
    private let turnstile = Turnstile(places: 3)

    init(database: Database, archive: any ArchiveStore) {
        self.archive = archive
        decoder = PacketDecoder(database)
        apids = Self.apids(database)
    }

    /// Gives every sample of a parameter in `from ..< to` to `body`, in the order of time within each APID.
    func read(
        _ parameter: Int, from: Instant, to: Instant, _ body: (borrowing SampleBuffer, Int, Instant) -> Void
    ) async throws(Refusal) {
        await turnstile.enter()
        defer { turnstile.leave() }
        var buffer = decoder.makeBuffer(capacity: 1 << 15)
        var read = 0
        for apid in apids[parameter] ?? [] {
            var query = PacketQuery(apid: apid, from: from, to: to, limit: Self.packetsPerPage)
            repeat {
                let page = try await page(query)
                read += page.packets.count
                guard read <= Self.maximumPackets else {
                    throw .badRequest("over \(Self.maximumPackets) packets in that time: ask for less time at once")
                }
                decode(page.packets, parameter, &buffer, body)
                query.cursor = page.next
            } while query.cursor != nil && !Task.isCancelled
        }
    }

    private func decode(
        _ packets: [PacketRecord], _ parameter: Int, _ buffer: inout SampleBuffer,
        _ body: (borrowing SampleBuffer, Int, Instant) -> Void
    ) {
        for packet in packets {
            // What the present mission database cannot decode any more has no samples to show.
            guard (try? decoder.decode(packet.bytes, receivedAt: packet.receptionTime, into: &buffer)) != nil
            else { continue }
            for index in 0..<buffer.count where Int(buffer.parameters[index]) == parameter {
                body(buffer, index, packet.generationTime)
            }
            buffer.removeAll()
        }
    }

    private func page(_ query: PacketQuery) async throws(Refusal) -> PacketPage {
        do throws(ArchiveError) {
            return try await archive.packets(query)
        } catch {
            throw .archive(error)
        }
    }

    /// The APIDs whose packets carry each parameter.
    private static func apids(_ database: Database) -> [Int: [UInt16]] {
        var apids: [Int: [UInt16]] = [:]
        for container in database.containers where database.layouts.indices.contains(container.index) {
            let layout = database.layouts[container.index]
            guard let apid = apid(of: container.index, layout, database) else { continue }
            for parameter in Set(layout.fields.map(\.parameter)) where apids[parameter]?.contains(apid) != true {
                apids[parameter, default: []].append(apid)
            }
        }
        return apids
    }

    /// The APID that a container's packets must have: what its field of eleven bits at bit five is compared with.
    private static func apid(of container: Int, _ layout: ContainerLayout, _ database: Database) -> UInt16? {
        let field = layout.fields.first { $0.bitOffset == 5 && $0.encoding.sizeBits == 11 }
        guard let field else { return nil }
        for comparison in database.requiredComparisons(of: container)
        where comparison.parameter == field.parameter && comparison.relation == .equal {
            if case .integer(let value) = comparison.constant { return UInt16(exactly: value) }
        }
        return nil
    }
}
