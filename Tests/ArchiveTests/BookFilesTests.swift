import Foundation
import Operations
import Testing

@testable import Archive

@Suite struct BookFilesTests {
    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/books-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue & 0o777
    }

    @Test func linesOutliveTheProcessAndBooksAreApart() async throws {
        try await inFolder { folder in
            let books = try BookFiles(folder: folder)
            #expect(try await books.content(of: .records).isEmpty)
            try await books.append(Data("one\ntwo\n".utf8), to: .records)
            try await books.append(Data("entry\n".utf8), to: .ledger)
            let again = try BookFiles(folder: folder)
            try await again.append(Data("three\n".utf8), to: .records)
            #expect(try await again.content(of: .records) == Data("one\ntwo\nthree\n".utf8))
            #expect(try await again.content(of: .ledger) == Data("entry\n".utf8))
            #expect(try mode("\(folder)/records.chain") == 0o600)
        }
    }

    @Test(arguments: [1, 70_000, 200_000]) func aTornLineIsCutOff(length: Int) async throws {
        try await inFolder { folder in
            try await BookFiles(folder: folder).append(Data("whole\n".utf8), to: .ledger)
            let path = URL(fileURLWithPath: "\(folder)/ledger.chain")
            let torn = try Data(contentsOf: path) + Data(repeating: 0x78, count: length)
            try torn.write(to: path)
            let books = try BookFiles(folder: folder)
            try await books.append(Data("next\n".utf8), to: .ledger)
            #expect(try await books.content(of: .ledger) == Data("whole\nnext\n".utf8))
        }
    }

    @Test func notesAreTheOwnersAloneAndReplaced() async throws {
        try await inFolder { folder in
            let books = try BookFiles(folder: folder)
            #expect(try await books.note("keys") == nil)
            try await books.keep(Data("first".utf8), asNote: "keys")
            try await books.keep(Data("second".utf8), asNote: "keys")
            #expect(try await books.note("keys") == Data("second".utf8))
            #expect(try mode("\(folder)/keys") == 0o600)
            #expect(try mode(folder) == 0o700)
            await #expect(throws: ArchiveError.self) { try await books.keep(Data(), asNote: "../keys") }
        }
    }

    @Test func aFolderThatCannotBeMadeIsTold() {
        #expect(throws: ArchiveError.unwritable(path: "/dev/null/x", reason: "the folder cannot be made")) {
            try BookFiles(folder: "/dev/null/x")
        }
    }
}
