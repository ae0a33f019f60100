import Foundation
import Programme
import SpaceLink
import Testing

@testable import Simulator

/// The tables of the mission database and the link agree with the programme's own files.
@Suite struct ProgrammeTests {
    private func programme() throws -> ProgrammeDescription {
        let folder = Support.checkout.appending(path: "examples/iss")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        let files = try names.sorted().map { name in
            SourceFile(path: name, text: try String(contentsOf: folder.appending(path: name), encoding: .utf8))
        }
        return try #require(ProgrammeReader.read(files: files).value)
    }

    @Test func elementsAndSubsystemsAreThoseOfTheProgramme() throws {
        let programme = try programme()
        for row in try Support.table("elements.tsv") {
            let element = try #require(programme.element(ElementID(row[0])), "\(row[0])")
            #expect(element.provider.rawValue == row[1], "\(row[0])")
        }
        let known = Set(programme.subsystems.map(\.id.rawValue))
        #expect(Set(try Support.table("packets.tsv").map { $0[1] }).isSubset(of: known))
    }

    @Test func theLinkGivesEachPartnerItsChannel() throws {
        let programme = try programme()
        let link = try SimulatorLink(programme)
        #expect(link.frames.hasFrameErrorControl)
        let channels = try Support.table("elements.tsv").map { (partner: $0[1], channel: link.virtualChannels[$0[0]]) }
        #expect(channels.allSatisfy { $0.channel != nil })
        let byPartner = Dictionary(grouping: channels, by: \.partner).mapValues { Set($0.map(\.channel)) }
        #expect(byPartner.values.allSatisfy { $0.count == 1 })
        #expect(Set(byPartner.values).count == byPartner.count)
    }
}
