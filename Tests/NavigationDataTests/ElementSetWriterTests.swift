import Foundation
import NavigationData
import Orbits
import TestSupport
import Testing
import Timekeeping

private let created = Instant(unixNanoseconds: 1_720_180_800_000_000_000)

@Suite struct ElementSetWriterTests {
    private func iss() throws -> MeanElements {
        try #require(ElementSetReader.read("\(issName)\n\(issFirst)\n\(issSecond)", source: "f").sets.first).elements
    }

    /// Space-Track's own lines come out again.
    @Test func writesTheLinesThatItRead() throws {
        let output = ElementSetWriter.write([try iss()], as: .threeLine, created: created)
        #expect(output.text == "0 \(issName)\n\(issFirst)\n\(issSecond)\n")
        #expect(output.refused.isEmpty && output.shortened.isEmpty)
        #expect(
            ElementSetWriter.write([try iss()], as: .twoLine, created: created).text == "\(issFirst)\n\(issSecond)\n")
    }

    @Test(arguments: ElementSetWriter.Form.allCases)
    func emptyAndRoundTrip(form: ElementSetWriter.Form) throws {
        _ = ElementSetWriter.write([], as: form, created: created)
        var set = try iss()
        (set.name, set.catalogueNumber) = ("A, \"B\" & <C> [D]", 339_999)
        set.bstar = -0.000_099_999
        set.meanMotionDDot = 1e-9
        let output = ElementSetWriter.write([set, try iss()], as: form, created: created, originator: "X & Y")
        #expect(output.refused.isEmpty && output.shortened.isEmpty)
        let back = ElementSetReader.read(output.text, source: "f")
        #expect(back.problems.isEmpty)
        if form == .twoLine { set.name = "" }
        #expect(back.sets.first?.elements == set)
        #expect(back.sets.count == 2)
    }

    @Test(arguments: [(100_000, "A0000"), (182_931, "J2931"), (234_018, "P4018"), (339_999, "Z9999"), (5, "00005")])
    func alpha5(number: Int, text: String) throws {
        var set = try iss()
        set.catalogueNumber = number
        #expect(ElementSetWriter.write([set], as: .twoLine, created: created).text.hasPrefix("1 \(text)U"))
    }

    @Test func refusesByNameWhatTheFormCannotHold() throws {
        var sets = [try iss(), try iss(), try iss(), try iss(), try iss()]
        sets[0].catalogueNumber = 340_000
        sets[1].bstar = 1e9
        sets[2].epoch = try Instant(utc: "2057-01-01T00:00:00Z")
        sets[3].meanMotionRevPerDay = .nan
        let output = ElementSetWriter.write(sets, as: .threeLine, created: created)
        #expect(output.text.split(separator: "\n").count == 3)
        #expect(output.refused.map(\.catalogueNumber) == [340_000, 25_544, 25_544, 25_544])
        let number =
            "the catalogue number is `340000`: expected at most 339999 in a two-line set: larger numbers need OMM"
        #expect(output.refused.first?.description == "`340000 ISS (ZARYA)`: \(number)")
        #expect(ElementSetWriter.write(sets, as: .ommJSON, created: created).refused.count == 1)
    }

    @Test func tellsWhatItShortens() throws {
        var sets = [try iss(), try iss(), try iss(), try iss()]
        sets[0].inclinationDeg = 51.638_949_9
        sets[1].revolutionNumber = 123_456
        sets[2].epoch = sets[2].epoch.advanced(byNanoseconds: 1)
        for (index, number) in [11, 12, 13, 14].enumerated() { sets[index].catalogueNumber = number }
        let output = ElementSetWriter.write(sets, as: .twoLine, created: created)
        #expect(output.shortened == [11, 12, 13])
        #expect(
            ElementSetReader.read(output.text, source: "f").sets.map(\.elements.inclinationDeg) == [
                51.6389, 51.6389, 51.6389, 51.6389,
            ])
        sets[0].name = "A\nB"
        let json = ElementSetWriter.write(sets, as: .ommKVN, created: created)
        #expect(json.shortened == [11])
        #expect(ElementSetReader.read(json.text, source: "f").sets.map(\.elements).dropFirst() == sets.dropFirst())
    }

    /// Two thousand sets in every form, and as many of CelesTrak's rows in every form that holds their digits.
    @Test(arguments: ElementSetWriter.Form.allCases)
    func manySets(form: ElementSetWriter.Form) {
        guard let text = SharedData.text("tle/satcat_20240705.3le") else { return }
        var sets = Array(ElementSetReader.read(text, source: "f").sets.map(\.elements).prefix(2000))
        let output = ElementSetWriter.write(sets, as: form, created: created)
        #expect(output.refused.isEmpty && output.shortened.isEmpty)
        if form == .twoLine { for index in sets.indices { sets[index].name = "" } }
        #expect(ElementSetReader.read(output.text, source: "f").sets.map(\.elements) == sets)
        guard let rows = SharedData.text("tle/celestrak_on_orbit_20241101_gp.csv") else { return }
        let others = Array(ElementSetReader.read(rows, source: "f").sets.map(\.elements).prefix(2000))
        let second = ElementSetWriter.write(others, as: form, created: created)
        let shortened = Set(second.shortened)
        let back = ElementSetReader.read(second.text, source: "f").sets.map(\.elements)
        #expect(back.count + second.refused.count == others.count)
        if form != .twoLine, form != .threeLine { #expect(back == others && shortened.isEmpty) }
    }
}
