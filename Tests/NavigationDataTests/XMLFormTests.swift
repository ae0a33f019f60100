import Foundation
import NavigationData
import Orbits
import TestSupport
import Testing

/// The one XML scanner behind element sets and conjunction messages: what it reads, what it refuses, and where.
@Suite struct XMLFormTests {
    private static let keywords =
        "<EPOCH>2024-07-05T14:27:56</EPOCH><MEAN_MOTION>15.5</MEAN_MOTION><ECCENTRICITY>.001</ECCENTRICITY>"
        + "<INCLINATION>51.6</INCLINATION><RA_OF_ASC_NODE>1</RA_OF_ASC_NODE><ARG_OF_PERICENTER>2</ARG_OF_PERICENTER>"
        + "<MEAN_ANOMALY>3</MEAN_ANOMALY><NORAD_CAT_ID>25544</NORAD_CAT_ID>"

    private func omm(_ more: String) -> String { "<omm>\(Self.keywords)\(more)</omm>" }

    @Test(arguments: [
        ("<OBJECT_NAME>A &amp; B &#65;&#x42; &eacute;</OBJECT_NAME>", "A & B AB &eacute;"),
        ("<OBJECT_NAME><![CDATA[A <B> &amp;]]> C</OBJECT_NAME>", "A <B> &amp; C"),
        ("<n:OBJECT_NAME xmlns:n=\"urn:a>b\" x='\"'>A<!-- B --></n:OBJECT_NAME >", "A"),
        ("<?x?><OBJECT_NAME\n>A\n B</OBJECT_NAME><EMPTY/>", "A B"),
        ("<OBJECT_NAME>&#0;&#xD800;&#x110000;&;</OBJECT_NAME>", "&#0;&#xD800;&#x110000;&;"),
    ])
    func reads(element: String, name: String) {
        let (sets, problems) = ElementSetReader.read(omm(element), source: "f")
        #expect(problems.isEmpty, "\(problems)")
        #expect(sets.map(\.elements.name) == [name])
    }

    @Test(arguments: [
        ("<!DOCTYPE x [<!ENTITY a \"b\">]>", "document types are not read"), ("<!ENTITY a 'b'>", "document types"),
        ("<!-- x", "expected `-->`"), ("<![CDATA[ x", "expected `]]>`"), ("<?x", "expected `?>`"),
        ("<X</", "an element's name"), ("<X a=\"", "expected `>`"), ("<X>", "matching tags"), ("</X>", "matching tags"),
        ("<X a=b></X>", "attributes such as"), ("<X a='1' a='2'></X>", "attributes such as"),
        ("<>", "an element's name"),
        ("<1></1>", "an element's name"), (String(repeating: "<X>", count: 100), "a flatter message"),
    ])
    func refuses(element: String, message: String) {
        let (sets, problems) = ElementSetReader.read("<ndm>\n" + omm("\n" + element), source: "f")
        #expect(sets.isEmpty)
        #expect(problems.first?.message.contains(message) == true, "\(problems)")
        #expect(problems.first?.line == 3)
        let conjunction = "<cdm version=\"1.0\">\n<header>\n\(element)</header></cdm>"
        let answer = ConjunctionMessageReader.read(conjunction, source: "f")
        #expect(answer.messages.isEmpty && !answer.problems.isEmpty)
    }

    @Test func bytesThatAreNotUTF8AreRefusedAndTheRestGoesOn() {
        let bad = Array("<ndm>\n<omm><OBJECT_NAME>".utf8) + [0xFF] + Array("</OBJECT_NAME></omm>\n".utf8)
        let (sets, problems) = ElementSetReader.read(bad + Array("\(omm(""))</ndm>".utf8), source: "f")
        #expect(sets.count == 1)
        #expect(problems.first?.description.hasPrefix("f:2: found `\u{FFFD}`: expected UTF-8") == true)
    }

    /// Deep and wide texts take time in proportion to their length.
    @Test(.timeLimit(.minutes(1))) func hostileTextsEnd() {
        for piece in ["<omm>", "<a>", "</omm>", "<![CDATA[", "<!--", "&#", "<?x?>", "<a b=\"", "<!"] {
            let text = "<omm>" + String(repeating: piece, count: 100_000)
            #expect(!ElementSetReader.read(text, source: "f").problems.isEmpty)
            #expect(!ConjunctionMessageReader.read(text, as: .xml, source: "f").problems.isEmpty)
        }
    }

    /// Every XML file of Orekit's orbit and conjunction data gives an answer, the mean-element ones a set.
    @Test func publishedFiles() throws {
        guard let folder = SharedData.path("ndm/orekit") else { return }
        var counts = (files: 0, sets: 0, messages: 0)
        for part in ["odm/omm", "odm/opm", "odm/oem", "odm/ocm", "cdm"] {
            let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(part)")
            for name in names.sorted() {
                guard let bytes = SharedData.bytes("ndm/orekit/\(part)/\(name)") else { continue }
                let elements = ElementSetReader.read(bytes, source: name)
                #expect(!elements.sets.isEmpty || !elements.problems.isEmpty)
                let messages = ConjunctionMessageReader.read(
                    bytes, as: name.hasSuffix("xml") ? .xml : .kvn, source: name)
                #expect(!messages.messages.isEmpty || !messages.problems.isEmpty)
                counts = (
                    counts.files + 1, counts.sets + elements.sets.count, counts.messages + messages.messages.count
                )
            }
        }
        #expect(counts.files > 29 && counts.messages == 22, "\(counts)")
    }
}
