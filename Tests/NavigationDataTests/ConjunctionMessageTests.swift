import Foundation
import NavigationData
import Testing
import Timekeeping

/// The first object of a message; figures after an example of CCSDS 508.0-B-1.
private let firstObject = """
    OBJECT = OBJECT1
    OBJECT_DESIGNATOR = 12345
    CATALOG_NAME = SATCAT
    OBJECT_NAME = SATELLITE A
    INTERNATIONAL_DESIGNATOR = 1997-030E
    EPHEMERIS_NAME = EPHEMERIS SATELLITE A
    COVARIANCE_METHOD = CALCULATED
    MANEUVERABLE = YES
    REF_FRAME = EME2000
    COMMENT Object1 Data
    COMMENT Object1 State Vector
    X = 2570.097065 [km]
    Y = 2244.654904 [km]
    Z = 6281.497978 [km]
    X_DOT = 4.418769571 [km/s]
    Y_DOT = 4.833547743 [km/s]
    Z_DOT = -3.526774282 [km/s]
    CR_R = 4.142E+01 [m**2]
    CT_R = -8.579E+00 [m**2]
    CT_T = 2.533E+03 [m**2]
    CN_R = -2.313E+01 [m**2]
    CN_T = 1.336E+01 [m**2]
    CN_N = 7.098E+01 [m**2]
    CRDOT_R = 2.520E-03 [m**2/s]
    CRDOT_T = -5.476E+00 [m**2/s]
    CRDOT_N = 8.626E-04 [m**2/s]
    CRDOT_RDOT = 5.744E-03 [m**2/s**2]
    CTDOT_R = -1.006E-02 [m**2/s]
    CTDOT_T = 4.041E-03 [m**2/s]
    CTDOT_N = -1.359E-03 [m**2/s]
    CTDOT_RDOT = -1.502E-05 [m**2/s**2]
    CTDOT_TDOT = 1.049E-05 [m**2/s**2]
    CNDOT_R = 1.053E-03 [m**2/s]
    CNDOT_T = -3.412E-03 [m**2/s]
    CNDOT_N = 1.213E-02 [m**2/s]
    CNDOT_RDOT = -3.004E-06 [m**2/s**2]
    CNDOT_TDOT = -1.091E-06 [m**2/s**2]
    CNDOT_NDOT = 5.529E-05 [m**2/s**2]
    """

private let beginning = """
    CCSDS_CDM_VERS = 1.0
    COMMENT with <signs> & "marks"
    CREATION_DATE = 2010-03-12T22:31:12.000
    ORIGINATOR = JSPOC
    MESSAGE_ID = 201113719185
    TCA = 2010-03-13T22:37:52.618
    MISS_DISTANCE = 715 [m]
    COLLISION_PROBABILITY = 4.835E-05
    COMMENT HBR = 12.5 [m]
    """

private let secondObject = firstObject.replacing("OBJECT1", with: "OBJECT2").replacing("12345", with: "30337")
private let whole = [beginning, firstObject, secondObject].joined(separator: "\n") + "\n"

private func read(_ text: String) -> ConjunctionMessageReader.Result {
    ConjunctionMessageReader.read(text, source: "f")
}

@Suite struct ConjunctionMessageTests {
    @Test func givesValuesInMetres() throws {
        let result = read(whole)
        #expect(result.problems.isEmpty && result.notes.isEmpty)
        let message = try #require(result.messages.first)
        #expect(message.timeOfClosestApproach == (try Instant(utc: "2010-03-13T22:37:52.618")))
        #expect(message.missDistanceM == 715)
        #expect(message.collisionProbability == 4.835e-5)
        #expect(message.hardBodyRadius?.valueM == 12.5)
        #expect(message.primary.positionM == SIMD3(2570.097065, 2244.654904, 6281.497978) * 1000)
        #expect(message.primary.velocityMS.z == -3.526774282 * 1000)
        let covariance = try #require(message.primary.covarianceRTN)
        #expect(covariance[1] == -8.579 && covariance[6] == -8.579 && covariance[35] == 5.529e-5)
        #expect(covariance[4 * 6 + 2] == -1.359e-3)
        #expect(message.secondary.designator == "30337")
    }

    @Test(arguments: ConjunctionMessageFormat.allCases)
    func writesWhatItRead(format: ConjunctionMessageFormat) throws {
        let message = try #require(read(whole).messages.first)
        let text = format == .kvn ? ConjunctionMessageWriter.kvn(message) : ConjunctionMessageWriter.xml(message)
        #expect(read(text).messages == [message])
        #expect(try ConjunctionMessage(version: "1.0", items: message.items) == message)
    }

    @Test func readsOneMessageAfterAnother() {
        let broken = whole.replacing("TCA = 2010-03-13", with: "TCA = 2010-13-13")
        let result = read(whole + broken + whole)
        #expect(result.messages.count == 2)
        #expect(result.problems.map(\.line) == [whole.split(separator: "\n").count + 6])
    }

    @Test(arguments: [
        ("MISS_DISTANCE = 715 [m]", "MISS_DISTANCE = 715 [km]", 7, "`km`"),
        ("CR_R = 4.142E+01 [m**2]", "CR_R = 4.142E+01 [km**2]", 27, "`km**2`"),
        ("CR_R = 4.142E+01 [m**2]", "CR_R = NaN [m**2]", 27, "`NaN`"),
        ("CR_R = 4.142E+01 [m**2]", "CR_R = 0x1p4 [m**2]", 27, "`0x1p4`"),
        ("MESSAGE_ID = 201113719185", "MESSAGE_ID 201113719185", 5, "`KEYWORD = value`"),
        ("MESSAGE_ID = 201113719185", "MESSAGE_ID =", 5, "a value"),
        ("OBJECT = OBJECT1", "OBJECT = FIRST", 10, "`OBJECT1`"),
        ("MANEUVERABLE = YES", "ORIGINATOR = B", 17, "the header"),
        ("MANEUVERABLE = YES", "REF_FRAME = EME2000\nMANEUVERABLE = YES", 19, "twice"),
        ("CCSDS_CDM_VERS = 1.0", "CCSDS_CDM_VERS = 7", 1, "`7`"),
    ])
    func tellsWhereTheFaultIs(old: String, new: String, line: Int, words: String) {
        let first = whole.firstRange(of: old).map { whole.replacingCharacters(in: $0, with: new) } ?? ""
        let result = read(first)
        #expect(result.messages.isEmpty)
        #expect(result.problems.contains { $0.line == line && $0.message.contains(words) }, "\(result.problems)")
    }

    @Test func keepsAndMarksWhatDoesNoHarm() {
        let result = read(whole.replacing("MANEUVERABLE = YES", with: "MANEUVERABLE = PERHAPS"))
        #expect(result.messages.count == 1)
        #expect(result.notes.map(\.line) == [17, 55])
    }

    /// Torn, doubled or foreign bytes end in a finding, never in a trap.
    @Test func survivesDamage() throws {
        let message = try #require(read(whole).messages.first)
        for text in [whole, ConjunctionMessageWriter.xml(message)] {
            let bytes = Array(text.utf8)
            for place in stride(from: 0, to: bytes.count, by: 41) {
                _ = read(String(decoding: bytes[..<place], as: UTF8.self))
                var changed = bytes
                changed[place] = [60, 62, 61, 91, 38, 0, 255][place % 7]
                _ = read(String(decoding: changed, as: UTF8.self))
            }
        }
        #expect(read("").problems.count == 1)
        #expect(read("<cdm").problems.count == 1)
    }
}
