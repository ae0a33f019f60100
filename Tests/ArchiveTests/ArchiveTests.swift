import Foundation
import GRDB
import Operations
import Testing
import Timekeeping

@testable import Archive

@Suite struct ArchiveTests {
    @Test func keepsABatchAndReadsItBackByTime() async throws {
        try await withFolder { folder in
            let archive = try SQLiteArchive.open(folder: folder)
            var batch = ArchiveBatch()
            batch.packets = (0..<100).map { packet(apid: $0 % 2 == 0 ? 10 : 11, second: Double(99 - $0)) }
            try await archive.append(batch)
            var query = PacketQuery(apid: 10, from: at(10), to: at(50), limit: 7)
            var times: [Double] = []
            repeat {
                let page = try await archive.packets(query)
                times += page.packets.map { $0.generationTime.secondsSince(at(0)) }
                query.cursor = page.next
            } while query.cursor != nil
            #expect(times == stride(from: 11.0, to: 50, by: 2).map { $0 })
        }
    }

    @Test func anAppendedBatchIsOnDiskForAnyOtherReader() async throws {
        try await withFolder { folder in
            let archive = try SQLiteArchive.open(folder: folder)
            var batch = ArchiveBatch()
            batch.packets = [packet(apid: 7, second: 1)]
            try await archive.append(batch)
            // The files as they are at this moment, without closing: what a killed process leaves behind.
            let left = folder + "-left"
            defer { try? FileManager.default.removeItem(atPath: left) }
            try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
            for suffix in ["", "-wal"] {
                let name = SQLiteArchive.fileName + suffix
                try FileManager.default.copyItem(atPath: folder + "/" + name, toPath: left + "/" + name)
            }
            let after = try SQLiteArchive.open(folder: left)
            #expect(try await after.snapshot().packetsStored == 1)
            #expect(try await after.packets(PacketQuery(apid: 7, from: at(0), to: at(9), limit: 9)).packets.count == 1)
        }
    }

    @Test func synchronisesEveryCommit() async throws {
        try await withFolder { folder in
            let archive = try SQLiteArchive.open(folder: folder)
            let level = try await archive.pool.writeWithoutTransaction {
                try Int.fetchOne($0, sql: "PRAGMA synchronous")
            }
            // SQLite's own number for FULL.
            #expect(level == 2)
        }
    }

    @Test func snapshotHoldsWhatARestartNeeds() async throws {
        try await withFolder { folder in
            var batch = ArchiveBatch()
            batch.packets = [packet(apid: 5, second: 1), packet(apid: 5, second: 3), packet(apid: 9, second: 2)]
            batch.packets.append(packet(apid: 5, second: 8, quality: .undecodable))
            batch.events = [NodeEvent(id: 1, time: at(1), severity: .info, kind: "node", text: "started")]
            batch.alarms = [alarm(id: 4), alarm(id: 5, isOver: true)]
            var totals = LinkTotals()
            totals.framesReceived = 12
            totals.lastFrameAt = at(3)
            batch.totals = totals
            let archive = try SQLiteArchive.open(folder: folder)
            try await archive.append(batch)
            archive.close()
            let snapshot = try await SQLiteArchive.open(folder: folder).snapshot()
            #expect(snapshot.latestPackets.map { $0.generationTime } == [at(3), at(2)])
            #expect(snapshot.packetsStored == 4)
            #expect(snapshot.archivedThrough == at(8.5))
            #expect(snapshot.totals == totals)
            #expect(snapshot.alarms == [alarm(id: 4)])
            #expect(snapshot.lastAlarmID == 5)
            #expect(snapshot.lastEventID == 1)
        }
    }

    @Test func keepsOnlyTheNewestBadFrames() async throws {
        try await withFolder { folder in
            let archive = try SQLiteArchive.open(folder: folder)
            for part in 0..<3 {
                var batch = ArchiveBatch()
                batch.badFrames = (0..<500).map { index in
                    BadFrameRecord(receptionTime: at(0), reason: "\(part * 500 + index)", bytes: [1, 2])
                }
                try await archive.append(batch)
            }
            let kept = try await archive.badFrames(limit: 5000)
            #expect(kept.count == SQLiteArchive.keptBadFrames)
            #expect(kept.first?.reason == "1499")
            #expect(kept.last?.reason == "500")
        }
    }

    @Test func aFullArchiveRefusesTheBatchWholeAndKeepsTheRest() async throws {
        try await withFolder { folder in
            let archive = try SQLiteArchive.open(folder: folder)
            var first = ArchiveBatch()
            first.packets = [packet(apid: 1, second: 1)]
            try await archive.append(first)
            try archive.limitSize(toBytes: 200_000)
            var large = ArchiveBatch()
            large.packets = (0..<5000).map { packet(apid: 2, second: Double($0)) }
            await #expect(throws: ArchiveError.full(path: archive.path)) { try await archive.append(large) }
            #expect(try await archive.snapshot().packetsStored == 1)
            try archive.limitSize(toBytes: 1 << 40)
            try await archive.append(large)
            #expect(try await archive.snapshot().packetsStored == 5001)
        }
    }

    @Test func tellsWhatIsWrongWithAFolderOrFile() async throws {
        try await withFolder { folder in
            try Data("not a folder".utf8).write(to: URL(fileURLWithPath: folder + "/file"))
            #expect(throws: ArchiveError.self) { try SQLiteArchive.open(folder: folder + "/file/inside") }
            let other = folder + "/other"
            try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
            try Data(repeating: 65, count: 8192).write(to: URL(fileURLWithPath: other + "/" + SQLiteArchive.fileName))
            let error = #expect(throws: ArchiveError.self) { try SQLiteArchive.open(folder: other) }
            #expect(error?.description.contains("expected an SQLite file") == true)
        }
    }

    @Test func refusesANewerFormat() async throws {
        try await withFolder { folder in
            let archive = try SQLiteArchive.open(folder: folder)
            try await archive.pool.write { try $0.execute(sql: "PRAGMA user_version = 99") }
            archive.close()
            let expected = ArchiveError.wrongFormat(path: archive.path, found: "format 99", expected: "format 1")
            #expect(throws: expected) { try SQLiteArchive.open(folder: folder) }
        }
    }

    @Test func aRenewedKeyEndsThePartnersSessions() async throws {
        try await withFolder { folder in
            let archive = try SQLiteArchive.open(folder: folder)
            let hash = [UInt8](repeating: 7, count: 32)
            let other = [UInt8](repeating: 8, count: 32)
            try await archive.replaceSignInKey(SignInKeyRecord(seat: "US", hash: hash, madeAt: at(0)))
            try await archive.addSession(SessionRecord(hash: hash, seat: "US", expires: at(100)))
            try await archive.addSession(SessionRecord(hash: other, seat: "JP", expires: at(100)))
            try await archive.replaceSignInKey(SignInKeyRecord(seat: "US", hash: other, madeAt: at(1)))
            #expect(try await archive.sessions().map(\.seat) == ["JP"])
            #expect(try await archive.signInKeys().map(\.hash) == [other])
            try await archive.removeSession(hash: other)
            #expect(try await archive.sessions().isEmpty)
        }
    }

    @Test func onlyTheOwnerMayReadTheFiles() async throws {
        try await withFolder { folder in
            let archive = try SQLiteArchive.open(folder: folder + "/data")
            for suffix in ["", "-wal"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: archive.path + suffix)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }
    }

    @Test func hostileTextIsKeptAsText() async throws {
        try await withFolder { folder in
            let archive = try SQLiteArchive.open(folder: folder)
            let text = "'); DROP TABLE event; --<script>"
            var batch = ArchiveBatch()
            batch.events = [NodeEvent(id: 1, time: at(0), severity: .info, kind: "node", text: text)]
            try await archive.append(batch)
            #expect(try await archive.events(limit: 9, before: nil).map(\.text) == [text])
        }
    }
}

private func at(_ second: Double) -> Instant {
    Instant(nanosecondsSinceJ2000TAI: 800_000_000_000_000_000).advanced(bySeconds: second)
}

private func packet(apid: UInt16, second: Double, quality: PacketQuality = .good) -> PacketRecord {
    PacketRecord(
        apid: apid, generationTime: at(second), receptionTime: at(second + 0.5), quality: quality,
        bytes: [UInt8](repeating: UInt8(truncatingIfNeeded: Int(second)), count: 80))
}

private func alarm(id: Int64, isOver: Bool = false) -> AlarmRecord {
    AlarmRecord(
        id: id, parameter: "P", severity: "warning", worstSeverity: "critical", side: "high", raisedAt: at(1),
        lastAt: at(2), value: "f:1.5",
        isActive: !isOver, acknowledgedBy: isOver ? "US" : nil, acknowledgedAt: isOver ? at(2) : nil, isOver: isOver)
}

private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/archive-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}
