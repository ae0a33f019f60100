import Agreements
import Programme
import Testing

/// The example's signatures were made by OpenSSL (see Tools/sign-example): another implementation than the one here.
@Suite struct ExampleSignaturesTests {
    private func living(_ folder: String) throws -> LivingAgreements {
        let programme = try #require(ProgrammeReader.read(files: try ISS.files(folder)).value)
        let files = LifeFiles(
            documents: try ISS.files("\(folder)/agreements"),
            signatures: ISS.folder("\(folder)/agreements/signatures") == nil
                ? [] : try ISS.files("\(folder)/agreements/signatures"),
            keys: try ISS.files(folder).first { $0.name == "keys.yaml" },
            life: try ISS.files(folder).first { $0.name == "life.yaml" })
        let documents = try #require(AgreementReader.read(files: files.documents, programme: programme).value)
        let read = LivingAgreements.read(documents, files, programme: programme)
        #expect(read.problems.map(\.description) == [])
        return try #require(read.value)
    }

    @Test func theSatellitesMemorandumIsSigned() throws {
        let living = try living("examples/cubesat")
        let instant = try #require(ISS.instant)
        #expect(living.life.rule == .required)
        #expect(living.life.signing["memorandum"]?.words == "signed by north, south")
        #expect(living.life.stage(of: "memorandum", at: instant)?.description == "in force")
    }

    @Test func theStationsTreatiesWereSignedOnPaper() throws {
        let living = try living("examples/iss")
        let instant = try #require(ISS.instant)
        #expect(living.life.rule == .recorded)
        #expect(living.life.stage(of: "iga-1998", at: instant)?.description == "in force")
        #expect(living.life.signing["iga-1998"]?.state == .draft)
        #expect(living.digests.count == living.documents.count)
    }
}
