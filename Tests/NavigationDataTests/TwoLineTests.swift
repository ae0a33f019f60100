import Foundation
import NavigationData
import Orbits
import TestSupport
import Testing
import Timekeeping

/// ISS element set of 2024-07-05 (Space-Track).
let issName = "ISS (ZARYA)"
let issFirst = "1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991"
let issSecond = "2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405"

@Suite struct TwoLineTests {
    @Test func readsEveryField() throws {
        let (sets, problems) = ElementSetReader.read(
            [issName, issFirst, issSecond].joined(separator: "\n"), source: "f")
        #expect(problems.isEmpty)
        let record = try #require(sets.first)
        #expect((record.format, record.source, record.line) == (.twoLine, "f", 1))
        let elements = record.elements
        #expect((elements.catalogueNumber, elements.name) == (25_544, issName))
        #expect(elements.internationalDesignator == "1998-067A")
        #expect(elements.epoch == (try Instant(utc: "2024-187T14:27:56.786976Z")))
        #expect((elements.inclinationDeg, elements.raanDeg, elements.eccentricity) == (51.6389, 224.0870, 0.0010360))
        #expect((elements.argumentOfPerigeeDeg, elements.meanAnomalyDeg) == (32.9136, 104.5931))
        #expect((elements.meanMotionRevPerDay, elements.bstar) == (15.49600588, 0.28127e-3))
        #expect((elements.meanMotionDot, elements.meanMotionDDot) == (0.0001543, 0))
        #expect((elements.elementSetNumber, elements.revolutionNumber) == (999, 46_140))
        #expect(elements.classification == .unclassified)
    }

    @Test func acceptsTheFormsInUse() {
        let forms = [
            "0 \(issName)\r\n\(issFirst)\r\n\(issSecond)\r\n", "\(issFirst)\n\(issSecond)",
            "# comment\n\n\(issName)   \n\(issFirst)  \n\(issSecond)   trailing\n", "\(issFirst)\r\(issSecond)\r",
            String(issFirst.dropLast()) + "\n" + String(issSecond.dropLast()),
        ]
        for form in forms {
            let (sets, problems) = ElementSetReader.read(form, source: "f")
            #expect(sets.count == 1 && problems.isEmpty, "\(form): \(problems)")
            #expect(["", issName].contains(sets.first?.elements.name ?? "?"))
        }
    }

    /// Alpha-5 pairs as Space-Track publishes them.
    @Test(arguments: [
        ("A0000", 100_000), ("E8493", 148_493), ("J2931", 182_931), ("P4018", 234_018), ("W1928", 301_928),
        ("Z9999", 339_999), ("    5", 5), ("00005", 5),
    ])
    func catalogueNumbers(text: String, number: Int) {
        let (sets, problems) = ElementSetReader.read(renumbered(text), source: "f")
        #expect(problems.isEmpty)
        #expect(sets.first?.elements.catalogueNumber == number)
    }

    @Test(arguments: ["I0000", "O0000", "a0000", "25-44", "     "])
    func refusedNumbers(text: String) {
        let (sets, problems) = ElementSetReader.read(renumbered(text), source: "f")
        #expect(sets.isEmpty)
        #expect(problems.first?.message.hasPrefix("the catalogue number is") == true)
    }

    @Test func badSetIsToldAndTheRestGoesOn() {
        let wrong = issSecond.replacingOccurrences(of: "51.6389", with: "51.6388")
        let text = ["A", issFirst, wrong, "B", issFirst, issSecond, "C", issFirst, "D", issSecond, "E"]
        let (sets, problems) = ElementSetReader.read(text.joined(separator: "\n"), source: "f.tle")
        #expect(sets.map(\.elements.name) == ["B"])
        #expect(
            problems.map(\.description) == [
                "f.tle:3: the checksum is `5`: expected `4`",
                "f.tle:9: found `D`: expected the second line of the set",
                "f.tle:10: found `\(issSecond)`: expected the first line of the set before it",
                "f.tle:11: found `E`: expected an element set",
            ])
    }

    @Test(arguments: [
        ("51.6389", "51.63x9", "the inclination is `51.63x9`"), ("51.6389", "251.638", "the inclination is `251.638`"),
        ("0010360", "001036 ", "the eccentricity is `001036`"), ("15.49600588", "00.00000000", "the mean motion"),
    ])
    func refusedFields(field: String, replacement: String, message: String) {
        let second = checksummed(issSecond.replacingOccurrences(of: field, with: replacement))
        let (sets, problems) = ElementSetReader.read(issFirst + "\n" + second, source: "f")
        #expect(sets.isEmpty)
        #expect(problems.first?.message.contains(message) == true, "\(problems)")
        #expect(problems.first?.line == 2)
    }

    @Test func nothingFound() {
        #expect(
            ElementSetReader.read("", source: "f").problems.first?.message.hasPrefix("no element set found") == true)
    }

    /// Whatever is cut off or flipped, nothing traps and a good set that follows is read.
    @Test func damageIsContained() {
        let good = issFirst + "\n" + issSecond
        for index in 0..<good.utf8.count {
            var bytes = Array(good.utf8)
            bytes[index] ^= UInt8(1 << (index % 7))
            let text = String(decoding: bytes, as: UTF8.self) + "\n\n" + good
            #expect(ElementSetReader.read(text, source: "f").sets.last?.elements.catalogueNumber == 25_544)
            _ = ElementSetReader.read(String(good.prefix(index)), source: "f")
        }
    }

    @Test func wholeCatalogue() {
        guard let text = SharedData.text("tle/satcat_20240705.3le") else { return }
        let (sets, problems) = ElementSetReader.read(text, source: "satcat")
        #expect(sets.count == 26_389)
        #expect(problems.isEmpty)
        #expect(sets.allSatisfy { !$0.elements.name.isEmpty })
    }

    @Test(arguments: [("stations_group_20260530.3le", 25), ("geo_20260530.3le", 574)])
    func otherFiles(name: String, count: Int) {
        guard let text = SharedData.text("tle/\(name)") else { return }
        let (sets, problems) = ElementSetReader.read(text, source: name)
        #expect(sets.count == count)
        #expect(problems.isEmpty, "\(problems.prefix(3))")
    }

    /// Three invented sets of the verification file carry checksums that do not fit.
    @Test func verificationFile() {
        guard let text = SharedData.text("tle/SGP4-VER.TLE") else { return }
        let (sets, problems) = ElementSetReader.read(text, source: "SGP4-VER.TLE")
        #expect(sets.count == 30)
        #expect(problems.map(\.line) == [100, 103, 106])
        #expect(problems.allSatisfy { $0.message.hasPrefix("the checksum is") })
    }

    private func renumbered(_ number: String) -> String {
        [issFirst, issSecond].map { line in
            checksummed(line.prefix(2) + number + line.dropFirst(7))
        }.joined(separator: "\n")
    }
}

/// A line with the checksum that fits it.
func checksummed(_ line: String) -> String {
    let content = line.prefix(68)
    let sum = content.utf8.reduce(0) { $0 + ((48...57).contains($1) ? Int($1) - 48 : $1 == 45 ? 1 : 0) }
    return content + String(sum % 10)
}
