import Foundation
import NavigationData
import Orbits
import TestSupport
import Testing
import Timekeeping

private let kvn = """
    CCSDS_OMM_VERS = 2.0
    COMMENT as in CCSDS 502.0-B-3, figure 4-1
    CREATION_DATE = 2024-07-05T16:00:00
    ORIGINATOR = TEST
    OBJECT_NAME = ISS (ZARYA)
    OBJECT_ID = 1998-067A
    CENTER_NAME = EARTH
    REF_FRAME = TEME
    TIME_SYSTEM = UTC
    MEAN_ELEMENT_THEORY = SGP/SGP4
    EPOCH = 2024-07-05T14:27:56.786976
    MEAN_MOTION = 15.49600588 [rev/day]
    ECCENTRICITY = .0010360
    INCLINATION = 51.6389 [deg]
    RA_OF_ASC_NODE = 224.0870 [deg]
    ARG_OF_PERICENTER = 32.9136 [deg]
    MEAN_ANOMALY = 104.5931 [deg]
    EPHEMERIS_TYPE = 0
    CLASSIFICATION_TYPE = U
    NORAD_CAT_ID = 25544
    ELEMENT_SET_NO = 999
    REV_AT_EPOCH = 46140
    BSTAR = .28127E-3 [1/ER]
    MEAN_MOTION_DOT = .1543E-3 [rev/day**2]
    MEAN_MOTION_DDOT = 0 [rev/day**3]
    """

/// The message's keywords and values.
private let fields = kvn.split(separator: "\n").dropFirst(2).map { line -> (String, String) in
    let parts = line.split(separator: "=").map { $0.split(separator: "[")[0].trimmingCharacters(in: .whitespaces) }
    return (parts[0], parts[1])
}

private func json(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\"\($0.0)\": \"\($0.1)\"" }.joined(separator: ",\n") + "}"
}

private let xml =
    "<?xml version=\"1.0\"?>\n<!-- two -->\n<ndm>\n<omm id=\"CCSDS_OMM_VERS\" version=\"2.0\"><body><segment>\n"
    + fields.map { "<\($0.0) units=\"x\">\($0.1)</\($0.0)>" }.joined(separator: "\n")
    + "\n</segment></body></omm>\n</ndm>\n"

private let csv = fields.map(\.0).joined(separator: ",") + "\n" + fields.map { "\"\($0.1)\"" }.joined(separator: ",")

@Suite struct OMMTests {
    private var expected: MeanElements? {
        ElementSetReader.read([issName, issFirst, issSecond].joined(separator: "\n"), source: "f").sets.first?.elements
    }

    /// The same set in all forms is the same set.
    @Test(arguments: [(kvn, ElementSetFormat.ommKVN), (json(fields), .ommJSON), (xml, .ommXML), (csv, .ommCSV)])
    func readsEveryForm(text: String, format: ElementSetFormat) throws {
        let (sets, problems) = ElementSetReader.read(text, source: "f")
        #expect(problems.isEmpty, "\(problems)")
        #expect(sets.first?.format == format)
        #expect(sets.first?.elements == expected)
    }

    @Test func writesWhatItReads() throws {
        var elements = try #require(expected)
        elements.catalogueNumber = 799_500_123
        elements.name = "A \"B\" \\ Ü"
        let text = OMMWriter.json([elements, elements])
        let (sets, problems) = ElementSetReader.omm(json: text)
        #expect(problems.isEmpty)
        #expect(sets.map(\.elements) == [elements, elements])
        #expect(ElementSetReader.omm(json: OMMWriter.json([])).sets.isEmpty)
    }

    @Test func brokenObjectIsToldAndTheRestGoesOn() {
        let good = json(fields)
        let text = "[\n\(good),\n{\"NORAD_CAT_ID\": 5, \"EPOCH\" \"x\"},\n{},\n\(good),\n{\"OBJECT_NAME\": \"cut"
        let (sets, problems) = ElementSetReader.omm(json: text, source: "f")
        #expect(sets.count == 2)
        #expect(problems.count == 3)
        #expect(problems.first?.description.contains("found `\"`: expected `:`") == true)
        #expect(problems.map(\.line) == problems.map(\.line).sorted())
    }

    @Test(arguments: [
        ("REF_FRAME", "GCRF", "`TEME`"), ("MEAN_ELEMENT_THEORY", "DSST", "`SGP4`"), ("EPHEMERIS_TYPE", "4", "`0`"),
        ("TIME_SYSTEM", "TAI", "`UTC`"), ("ECCENTRICITY", "1.5", "0.0 to"), ("INCLINATION", "NaN", "a number"),
        ("NORAD_CAT_ID", "1234567890", "nine digits"), ("EPOCH", "yesterday", "UTC such as"),
        ("REV_AT_EPOCH", "-1", "a whole number"), ("MEAN_MOTION", "", "has no `MEAN_MOTION`"),
    ])
    func refuses(keyword: String, value: String, message: String) {
        let changed = fields.map { $0.0 == keyword ? (keyword, value) : $0 }
        let (sets, problems) = ElementSetReader.omm(json: json(changed))
        #expect(sets.isEmpty)
        #expect(problems.first?.message.contains(message) == true, "\(problems)")
    }

    @Test func badMessagesInOtherForms() {
        let twice = kvn + "\nBSTAR = 0\n" + kvn + "\n"
        let fromKVN = ElementSetReader.read(twice, source: "f")
        #expect((fromKVN.sets.count, fromKVN.problems.count) == (1, 1))
        #expect(fromKVN.problems.first?.description == "f:26: `BSTAR` is given twice: expected once in a message")
        let fromCSV = ElementSetReader.read(csv + "\n1,2,3\n", source: "f")
        #expect((fromCSV.sets.count, fromCSV.problems.count) == (1, 1))
        let fromXML = ElementSetReader.read("<ndm><omm><EPOCH>x</EPOCHS></omm>" + xml, source: "f")
        #expect(fromXML.sets.count == 1 && !fromXML.problems.isEmpty)
        #expect(!ElementSetReader.read("<!DOCTYPE x>", source: "f").problems.isEmpty)
    }

    @Test(arguments: [kvn, json(fields), xml, csv])
    func damageIsContained(text: String) {
        for index in 0..<text.utf8.count {
            _ = ElementSetReader.read(String(decoding: text.utf8.prefix(index), as: UTF8.self), source: "f")
            var bytes = Array(text.utf8)
            bytes[index] ^= UInt8(1 << (index % 8))
            _ = ElementSetReader.read(String(decoding: bytes, as: UTF8.self), source: "f")
        }
    }

    @Test(arguments: [
        ("tle/celestrak_on_orbit_20241101_gp.csv", 26_834), ("tle/sample_omm.csv", 1), ("tle/sample_omm.json", 1),
        ("ndm/orekit/odm/omm/OMMExample1.txt", 1), ("ndm/orekit/odm/omm/OMMExample2.xml", 1),
    ])
    func publishedFiles(path: String, count: Int) {
        guard let text = SharedData.text(path) else { return }
        let (sets, problems) = ElementSetReader.read(text, source: path)
        #expect(sets.count == count)
        #expect(problems.isEmpty, "\(problems.prefix(3))")
    }
}
