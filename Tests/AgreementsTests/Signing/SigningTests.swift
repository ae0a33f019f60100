import Agreements
import Foundation
import Programme
import Testing

/// Two universities' memorandum, its parties' keys and signatures.
struct SignedMemorandum {
    let programme: ProgrammeDescription
    let documents: [AgreementDocument]
    let files: [SourceFile]
    let signers: [PartnerID: PartySigner]
    let day = CivilTime("2009-05-30")

    init(_ algorithm: SignatureAlgorithm = .ed25519) throws {
        programme = try #require(ProgrammeReader.read(files: try ISS.files("examples/cubesat")).value)
        files = try ISS.files("examples/cubesat/agreements")
        documents = try #require(AgreementReader.read(files: files, programme: programme).value)
        var signers: [PartnerID: PartySigner] = [:]
        for partner in programme.partners.map(\.id) {
            signers[partner] = try PartySigner(new: algorithm, for: partner, id: "first")
        }
        self.signers = signers
    }

    var bytes: [String: Data] { LivingAgreements.bytes(of: files) }

    func keys(revoked: CivilTime? = nil) -> [RegisteredKey] {
        signers.values.map { RegisteredKey(key: $0.key, revoked: revoked) }
    }

    func signatures(by partners: [PartnerID]) throws -> [String: [DocumentSignature]] {
        let bytes = try #require(bytes["memorandum"])
        let date = try #require(day)
        let message = DocumentSignature.message(document: "memorandum", date: date, bytes: bytes)
        return [
            "memorandum": try partners.map { partner in
                let signer = try #require(signers[partner])
                let value = try signer.sign(message)
                return DocumentSignature(partner: partner, key: "first", date: date, value: [UInt8](value))
            }
        ]
    }

    func living(
        signedBy partners: [PartnerID], changed: Bool = false, keys: [RegisteredKey]? = nil,
        rule: SignatureRule = .required, record: LifeRecord = .none
    ) throws -> LivingAgreements {
        var bytes = bytes
        if changed { bytes["memorandum"]?[40] ^= 1 }
        return LivingAgreements(
            documents: documents, bytes: bytes, signatures: try signatures(by: partners),
            keys: KeyRegister(rule: rule, keys: keys ?? self.keys()), record: record, programme: programme)
    }
}

@Suite struct SigningTests {
    private let instant = CivilTime("2026-11-23")

    private func read(_ living: LivingAgreements) throws -> Outcome {
        let request = AccessRequest(
            partner: "north", action: .read, resource: .event(element: nil))
        return decide(request, under: living.inForce(at: try #require(instant)), facts: Facts()).outcome
    }

    private func stage(_ living: LivingAgreements) throws -> String {
        let instant = try #require(instant)
        return try #require(living.life.stage(of: "memorandum", at: instant)).description
    }

    @Test(arguments: SignatureAlgorithm.allCases) func bindsOnceAllHaveSigned(algorithm: SignatureAlgorithm) throws {
        let memorandum = try SignedMemorandum(algorithm)
        let all = try memorandum.living(signedBy: ["north", "south"])
        #expect(try stage(all) == "in force")
        #expect(try read(all) == .permit)
        #expect(all.life.signing["memorandum"]?.words == "signed by north, south")
    }

    @Test func aMissingSignatureKeepsItFromBinding() throws {
        let memorandum = try SignedMemorandum()
        let none = try memorandum.living(signedBy: [])
        #expect(try stage(none) == "not in force: a draft: not signed by north, south")
        let one = try memorandum.living(signedBy: ["north"])
        #expect(try stage(one) == "not in force: partly signed: not yet by south")
        #expect(one.life.signing["memorandum"]?.lacks == ["south"])
        for living in [none, one] { #expect(try read(living) == .deny) }
        let recorded = try memorandum.living(signedBy: ["north"], rule: .recorded)
        #expect(try read(recorded) == .permit)
        #expect(try stage(recorded) == "in force")
    }

    @Test func aChangedByteIsTold() throws {
        let memorandum = try SignedMemorandum()
        let changed = try memorandum.living(signedBy: ["north", "south"], changed: true)
        #expect(
            try stage(changed) == "not in force: the bytes, or the date, changed since `north` signed on 2009-05-30; "
                + "the bytes, or the date, changed since `south` signed on 2009-05-30")
        #expect(try read(changed) == .deny)
        #expect(changed.life.signing["memorandum"]?.state == .bytesChanged)
    }

    @Test func everyChangedByteOfTheFileIsFound() throws {
        let memorandum = try SignedMemorandum()
        let day = try #require(CivilTime("2009-05-30"))
        let message = DocumentSignature.message(
            document: "memorandum", date: day, bytes: try #require(memorandum.bytes["memorandum"]))
        let signature = try #require(try memorandum.signatures(by: ["north"])["memorandum"]?.first)
        let key = try #require(memorandum.signers["north"]).key
        #expect(key.isValid(Data(signature.value), over: message))
        for index in stride(from: 0, to: message.count, by: 7) {
            var changed = message
            changed[index] ^= 0x20
            #expect(!key.isValid(Data(signature.value), over: changed), "byte \(index)")
        }
        #expect(!key.isValid(Data(signature.value), over: message + [0x0A]))
    }

    @Test func unknownAndRevokedKeysDoNotCount() throws {
        let memorandum = try SignedMemorandum()
        let unknown = try memorandum.living(signedBy: ["north", "south"], keys: [])
        #expect(try stage(unknown).contains("`north` signed by key `first`, which `keys.yaml` does not have"))
        let before = try #require(CivilTime("2009-05-01"))
        let revoked = try memorandum.living(signedBy: ["north", "south"], keys: memorandum.keys(revoked: before))
        #expect(try stage(revoked).contains("key `first` was revoked on 2009-05-01"))
        #expect(try read(revoked) == .deny)
        let later = try #require(CivilTime("2020-01-01"))
        let after = try memorandum.living(signedBy: ["north", "south"], keys: memorandum.keys(revoked: later))
        #expect(try read(after) == .permit)
    }

    /// Whoever edits the file of signatures cannot date one before its key was revoked, nor move it elsewhere.
    @Test func aSignatureDatedAnewFitsNoMore() throws {
        let memorandum = try SignedMemorandum()
        let bytes = try #require(memorandum.bytes["memorandum"])
        let document = try #require(memorandum.documents.first { $0.id == "memorandum" })
        let register = KeyRegister(rule: .required, keys: memorandum.keys())
        let honest = try #require(try memorandum.signatures(by: ["north", "south"])["memorandum"])
        let dated = honest.map {
            DocumentSignature(
                partner: $0.partner, key: $0.key, date: CivilTime("2009-05-29") ?? $0.date, value: $0.value)
        }
        func state(_ signatures: [DocumentSignature]) -> SigningStatus.State {
            SigningStatus(document: document, bytes: bytes, signatures: signatures, register: register).state
        }
        #expect(state(honest) == .signed)
        #expect(state(dated) == .bytesChanged)
    }

    @Test func bindsNoEarlierThanItsLastSignature() throws {
        let memorandum = try SignedMemorandum()
        let bytes = try #require(memorandum.bytes["memorandum"])
        let signatures = try [("north", "2009-05-30"), ("south", "2010-02-01")].map { name, day in
            let partner = PartnerID(name)
            let signer = try #require(memorandum.signers[partner])
            let date = try #require(CivilTime(day))
            let message = DocumentSignature.message(document: "memorandum", date: date, bytes: bytes)
            return DocumentSignature(
                partner: partner, key: "first", date: date, value: [UInt8](try signer.sign(message)))
        }
        let living = LivingAgreements(
            documents: memorandum.documents, bytes: memorandum.bytes, signatures: ["memorandum": signatures],
            keys: KeyRegister(rule: .required, keys: memorandum.keys()), programme: memorandum.programme)
        let before = try #require(CivilTime("2010-01-31"))
        #expect(living.life.stage(of: "memorandum", at: before)?.name == "not yet in force")
        #expect(living.inForce(at: before).nextChange == CivilTime("2010-02-01"))
    }

    @Test func readsKeysAndSignatures() throws {
        let memorandum = try SignedMemorandum()
        let keys = KeyRegister(rule: .required, keys: memorandum.keys().sorted { $0.key.partner < $1.key.partner })
        let file = SourceFile(path: "keys.yaml", text: SigningWriter.text(keys))
        #expect(SigningReader.keys(file, programme: memorandum.programme).value == keys)
        let signatures = try memorandum.signatures(by: ["north", "south"])
        let signed = SourceFile(
            path: "signatures/memorandum.yaml",
            text: SigningWriter.text(document: "memorandum", try #require(signatures["memorandum"])))
        let read = SigningReader.signatures(
            [signed], documents: memorandum.documents, programme: memorandum.programme)
        #expect(read.value == signatures)
    }

    @Test func tellsMistakesWithLineAndWhatWasMeant() throws {
        let memorandum = try SignedMemorandum()
        let keys = SourceFile(
            path: "keys.yaml",
            text: """
                signatures: require
                keys:
                  - partner: noth
                    id: first
                    algorithm: ed25591
                    publicKey: AAAA
                  - {partner: north, id: a, algorithm: ed25519, publicKey: AAAA}
                """)
        let problems = SigningReader.keys(keys, programme: memorandum.programme).problems.map(\.description)
        #expect(problems.count == 4, "\(problems)")
        #expect(problems[0].hasPrefix("keys.yaml:1:13") && problems[0].contains("did you mean `required`"))
        #expect(problems[1].contains("did you mean `north`"))
        #expect(problems[2].contains("did you mean `ed25519`"))
        #expect(problems[3].hasPrefix("keys.yaml:7") && problems[3].contains("a public key of `ed25519`"))
        let signatures = SourceFile(
            path: "signatures/m.yaml",
            text: """
                document: memorandun
                signatures:
                  - {partner: south, key: first, on: yesterday, value: "***", when: now}
                """)
        let found = SigningReader.signatures(
            [signatures], documents: memorandum.documents, programme: memorandum.programme)
        #expect(found.value == nil)
        #expect(found.problems.contains { $0.line == 1 && $0.description.contains("did you mean `memorandum`") })
        #expect(found.problems.count { $0.line == 3 } == 3)
    }
}
