import Foundation
import Programme
import Testing

@Suite struct ISSProgrammeTests {
    static func programme() throws -> Checked<ProgrammeDescription> {
        let folder = try #require(Examples.folder("examples/iss"))
        return ProgrammeReader.read(files: try Examples.files(folder))
    }

    @Test func checksClean() throws {
        #expect(try Self.programme().problems.map(\.description) == [])
    }

    @Test func hasEverything() throws {
        let iss = try #require(try Self.programme().value)
        #expect(iss.id == "iss")
        #expect(iss.name == "International Space Station")
        #expect(iss.missionStart == CivilTime("1998-11-20T06:40:00Z"))
        #expect(iss.partners.map(\.id) == ["US", "RU", "EU", "JP", "CA"])
        #expect(iss.elements.count == 39)
        #expect(iss.functions.count == 28)
        #expect(iss.vehicles.count == 13)
        #expect(iss.dockingPorts.count == 8)
        #expect(iss.trainingSites.count == 6)
        #expect(iss.communications.count == 9)
        #expect(iss.subsystems.count == 13)
        #expect(iss.partners.flatMap(\.states).count == 15)  // 15 states sign the agreement (IGA preamble)
    }

    // IGA annex; NASA's history of Zarya: United States owned, Russian built and operated.
    @Test func partiesToAnElementAreKeptApart() throws {
        let iss = try #require(try Self.programme().value)
        let zarya = try #require(iss.element("zarya"))
        #expect(zarya.provider == "US")
        #expect(zarya.owner == "US")
        #expect(zarya.operator == "RU")
        #expect(zarya.builder.hasPrefix("Khrunichev"))
        #expect(zarya.segment == "RS")
        #expect(zarya.attachedTo == nil)
        #expect(iss.elements.filter { $0.attachedTo == nil }.map(\.id) == ["zarya"])
        #expect(iss.element("columbus")?.attachedTo == "harmony")
        #expect(iss.element("pirs")?.status == .deorbited)
        #expect(iss.element("pirs")?.endDate == "2021-07-26")
    }

    @Test func partnersAnswerToTheirNames() throws {
        let iss = try #require(try Self.programme().value)
        #expect(iss.partner(named: "ESA")?.id == "EU")
        #expect(iss.partner(named: "esa")?.id == "EU")
        #expect(iss.partner(named: "RSA")?.id == "RU")
        #expect(iss.partner(named: "US")?.id == "US")
        #expect(iss.partner(named: "CNSA") == nil)
        #expect(iss.partner("JP")?.controlCentreSite == "ssipc")
        #expect(iss.partner("CA")?.colour == "#63e6be")
    }

    @Test func linkIsWhole() throws {
        let link = try #require(try Self.programme().value?.link)
        #expect(link.frameLengthBytes == 1_115)
        #expect(Set(link.virtualChannels.values).count == 5)
        #expect((link.timeCode.coarseOctets, link.timeCode.fineOctets) == (4, 2))
    }

    // Facts of the functions: 2 of 4 gyroscopes or thrusters hold attitude; six months are 182.625 days.
    @Test func functionsKnowTheirRules() throws {
        let iss = try #require(try Self.programme().value)
        let attitude = try #require(iss.functions.first { $0.id == "attctl" })
        #expect(attitude.success.holds(with: ["cmg1", "cmg4"]))
        #expect(attitude.success.holds(with: ["thr-rs"]))
        #expect(!attitude.success.holds(with: ["cmg1"]))
        let ground = try #require(iss.functions.first { $0.id == "command-ground" })
        #expect(ground.success.holds(with: ["g-hosc", "g-mccm"]))
        #expect(!ground.success.holds(with: ["g-mcch", "g-hosc"]))
        let propellant = try #require(iss.functions.first { $0.id == "prop-resupply" })
        #expect(abs((propellant.timeToLoss.shortestDays ?? 0) - 182.625) < 1e-9)
        #expect(iss.functions.first { $0.id == "eva-usos" }?.timeToLoss.magnitude == .weeks)
    }

    @Test func agreesWithTheFactsItCameFrom() throws {
        guard let facts = Examples.folder("shared/data/partnership/iss.json") else {
            print("skipped: shared/data/partnership/iss.json not found")
            return
        }
        let iss = try #require(try Self.programme().value)
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: facts)) as? [String: Any]
        let elements = try #require(json?["elements"] as? [[String: Any]])
        #expect(elements.count == iss.elements.count)
        for fact in elements {
            let id = try #require(fact["id"] as? String)
            let element = try #require(iss.element(ElementID(id)))
            #expect(element.name == fact["name"] as? String)
            #expect(element.provider.rawValue == fact["provider"] as? String)
            #expect(element.massKg == (fact["mass_kg"] as? NSNumber)?.doubleValue)
            #expect(element.builder == fact["builder"] as? String)
        }
        let functions = try #require(json?["functions"] as? [[String: Any]])
        for fact in functions {
            let function = try #require(iss.functions.first { $0.id.rawValue == fact["id"] as? String })
            let providers = try #require(fact["providers"] as? [[String: Any]])
            let known = Set(providers.compactMap { $0["id"] as? String })
            let present = function.providers.filter { known.contains($0.id.rawValue) }
            #expect(present.map(\.id.rawValue) == providers.map { $0["id"] as? String })
            // The files know more of the past than the facts do; nothing of it is in use.
            #expect(function.providers.allSatisfy { known.contains($0.id.rawValue) || $0.status != .active })
            for (provider, given) in zip(present, providers) {
                #expect(provider.needs.map(\.asset.rawValue) == given["needs"] as? [String])
            }
        }
    }
}
