import Foundation
import MissionDatabase
import TestSupport
import Testing

@testable import Simulator

@Suite struct MissionDatabaseFileTests {
    @Test func everyPublicSymbolIsThereOnce() throws {
        let database = try Support.database()
        let live = database.parameters.filter { $0.ancillary["source"] == "iss-live" }.map(\.name)
        let symbols = PublicSymbols.names
        #expect(symbols.count == 298)
        #expect(live.count == 298)
        #expect(Set(live) == Set(symbols))
        #expect(Set(database.parameters.map(\.name)).count == database.parameters.count)
    }

    @Test func everyItemBelongsToAKnownElementAndSubsystem() throws {
        let elements = Set(try Support.table("elements.tsv").map { $0[0] })
        let subsystems = Set(try Support.table("packets.tsv").map { $0[1] })
        for parameter in try Support.database().parameters where parameter.ancillary["source"] != nil {
            #expect(elements.contains(parameter.ancillary["element"] ?? ""), "\(parameter.name)")
            #expect(subsystems.contains(parameter.ancillary["subsystem"] ?? ""), "\(parameter.name)")
            #expect(!parameter.label.isEmpty, "\(parameter.name)")
        }
    }

    @Test func everyItemLiesInOnePacketOfItsPartner() throws {
        let database = try Support.database()
        let pairs = try Support.table("elements.tsv").map { ($0[0], $0[1]) }
        let partnerOf = Dictionary(uniqueKeysWithValues: pairs)
        var places: [ParameterIndex: Int] = [:]
        for container in database.containers where !container.isAbstract {
            let items = database.layouts[container.index].fields.map { database.parameters[$0.parameter] }
                .filter { $0.ancillary["element"] != nil }
            let partners = Set(items.compactMap { partnerOf[$0.ancillary["element"] ?? ""] })
            #expect(partners.count == 1, "\(container.name)")
            #expect(Set(items.map { $0.ancillary["subsystem"] }).count == 1, "\(container.name)")
            for item in items { places[item.index, default: 0] += 1 }
        }
        let own = database.parameters.filter { $0.ancillary["element"] != nil }
        #expect(own.allSatisfy { places[$0.index] == 1 })
    }

    /// Limits and units that public documents give (see `Tools/mission-database/parameters.tsv`).
    @Test func limitsAndUnitsAreThoseOfTheTable() throws {
        let database = try Support.database()
        let carbonDioxide = try #require(database.parameter(named: "NODE3000003"))
        #expect(carbonDioxide.unit == "mmHg")
        #expect(carbonDioxide.type.limits?.range(.watch)?.high?.value == 3)
        #expect(carbonDioxide.type.limits?.range(.critical)?.high?.value == 5.3)
        let mode = try #require(database.parameter(named: "USLAB000086"))
        #expect(mode.type.enumerationLabels.keys.sorted() == [1, 2, 4, 8, 16, 32, 64, 127])
        for row in try Support.table("parameters.tsv") where !row[9].isEmpty {
            #expect(!row[10].isEmpty, "\(row[0]) has limits without a source")
        }
    }

    /// Every raw code of the public list's enumerations has a label here, and no other code has.
    @Test func enumerationCodesAreThePublicOnes() throws {
        guard let text = SharedData.text("iss_telemetry/PUIList.xml") else { return }
        let database = try Support.database()
        var checked = 0
        for symbol in text.components(separatedBy: "<Symbol>").dropFirst() {
            guard let name = element("Public_PUI", symbol), let codes = element("Format_Spec", symbol),
                codes.contains("="), let parameter = database.parameter(named: name)
            else { continue }
            let raw = codes.split(separator: "|").compactMap { entry in
                entry.split(separator: "=").first.flatMap { Int64($0.trimmingCharacters(in: .whitespaces)) }
            }
            #expect(Set(raw) == Set(parameter.type.enumerationLabels.keys), "\(name)")
            checked += 1
        }
        #expect(checked > 140)
    }

    private func element(_ name: String, _ text: String) -> String? {
        guard let open = text.range(of: "<\(name)>"), let close = text.range(of: "</\(name)>") else { return nil }
        return String(text[open.upperBound..<close.lowerBound])
    }
}
