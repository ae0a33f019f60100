import MissionDatabase
import Programme
import SpaceLink
import Telemetry
import Timekeeping

/// Frames in; packet records, samples and notices out. No I/O, no clock.
struct TelemetryIngest: Sendable {
    private var receiver: TMFrameReceiver
    private let decoder: PacketDecoder
    private var buffer: SampleBuffer
    private let earlier: LinkTotals
    private var unknown: Int64 = 0
    private var undecodable: Int64 = 0
    private let holders: PacketHolders
    private var octets: [PartnerID: Int64] = [:]

    /// An ingest that counts on from the totals of the node's earlier runs.
    init(database: Database, frames: TMFrameConfiguration, totals: LinkTotals, holders: PacketHolders) {
        self.holders = holders
        receiver = TMFrameReceiver(configuration: frames)
        decoder = PacketDecoder(database)
        buffer = decoder.makeBuffer(capacity: 1 << 15)
        earlier = totals
    }

    /// What came over the link since the archive was begun, but for the frames dropped before they came here.
    var totals: LinkTotals {
        var totals = earlier.adding(receiver.counters)
        totals.packetsUnknown += unknown
        totals.packetsUndecodable += undecodable
        for (partner, count) in octets { totals.octetsByPartner = totals.adding(count, for: partner) }
        return totals
    }

    /// Takes one frame, good or bad; its samples wait for ``finish(alarms:into:)``.
    mutating func receive(_ frame: ReceivedFrame, into work: inout StepWork) {
        let reception = receiver.receive(frame.bytes)
        if let channel = reception.virtualChannelID { work.goodFrames.append((channel, frame.receptionTime)) }
        for anomaly in reception.anomalies { note(anomaly, of: frame, in: &work) }
        for packet in reception.packets { take(packet, receivedAt: frame.receptionTime, into: &work) }
    }

    /// Checks the samples gathered against the alarms and leaves the newest of each parameter in `work`.
    mutating func finish(alarms: inout AlarmMonitor, into work: inout StepWork) {
        work.alarmEvents = alarms.observe(buffer)
        work.takeNewest(of: buffer)
        buffer.removeAll()
    }

    /// The samples of a packet that was kept before.
    func samples(of packet: PacketRecord) -> [Sample] {
        var buffer = decoder.makeBuffer(capacity: 64)
        guard (try? decoder.decode(packet.bytes, receivedAt: packet.receptionTime, into: &buffer)) != nil else {
            return []
        }
        return buffer.samples
    }

    private mutating func take(_ packet: SpacePacket, receivedAt: Instant, into work: inout StepWork) {
        var record = PacketRecord(
            apid: packet.apid.value, generationTime: receivedAt, receptionTime: receivedAt, quality: .good,
            bytes: packet.bytes)
        do throws(TelemetryError) {
            try decoder.decode(packet, receivedAt: receivedAt, into: &buffer)
            if let mark = buffer.packets.last {
                record.generationTime = mark.generationTime
                if let holder = holders.holder(ofContainer: mark.container) {
                    octets[holder, default: 0] += Int64(packet.bytes.count)
                }
                if mark.extraBytes > 0 { noteExtra(mark.extraBytes, packet.apid, in: &work) }
            }
        } catch {
            record.quality = count(error)
            work.note(
                .init(
                    kind: "\(record.quality) \(packet.apid)", severity: .watch, eventKind: "packet",
                    text: "\(error); the packet is kept as it is"))
        }
        work.batch.packets.append(record)
    }

    private mutating func count(_ error: TelemetryError) -> PacketQuality {
        if case .unknownAPID = error {
            unknown += 1
            return .unknownAPID
        }
        undecodable += 1
        return .undecodable
    }

    private func noteExtra(_ bytes: Int, _ apid: APID, in work: inout StepWork) {
        work.note(
            .init(
                kind: "extra \(apid)", severity: .watch, eventKind: "packet",
                text: "packet of apid `\(apid)` is \(bytes) bytes longer than the mission database says"))
    }

    private func note(_ anomaly: LinkAnomaly, of frame: ReceivedFrame, in work: inout StepWork) {
        let text = "\(anomaly)"
        switch anomaly {
        case .badFrame(let reason):
            work.batch.badFrames.append(
                BadFrameRecord(receptionTime: frame.receptionTime, reason: "\(reason)", bytes: frame.bytes))
            work.note(.init(kind: "bad frame", severity: .warning, eventKind: "link", text: text))
        case .repeatedFrame:
            work.note(.init(kind: "repeated frame", severity: .info, eventKind: "link", text: text))
        case .masterChannelGap:
            work.note(.init(kind: "frames lost", severity: .warning, eventKind: "link", text: text))
        case .virtualChannelGap(let channel, _):
            work.note(.init(kind: "frames lost on \(channel)", severity: .watch, eventKind: "link", text: text))
        case .packetGap(let apid, _):
            work.note(.init(kind: "packets lost of \(apid)", severity: .warning, eventKind: "packet", text: text))
        case .sequenceStepBack(let apid, _, _):
            work.note(.init(kind: "step back of \(apid)", severity: .info, eventKind: "packet", text: text))
        case .badPacket(let channel, _):
            work.note(.init(kind: "bad packet on \(channel)", severity: .warning, eventKind: "packet", text: text))
        }
    }
}
