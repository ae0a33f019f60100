import Foundation
import NavigationData
import Orbits
import TestSupport
import Testing

/// Reading from bytes, and the numbers against the standard library's reader, which rounds correctly.
@Suite struct ElementSetBytesTests {
    @Test func badUTF8InANameIsKeptAndMarked() throws {
        let bytes = Array("CAF".utf8) + [0xC9] + Array("\r\n\(issFirst)\r\n\(issSecond)".utf8)
        let (sets, problems) = ElementSetReader.read(bytes, source: "f")
        #expect(problems.isEmpty)
        #expect(sets.map(\.elements.name) == ["CAF\u{FFFD}"])
    }

    @Test func byteOrderMarkBelongsToNoForm() {
        let two = "\u{FEFF}\(issFirst)\n\(issSecond)"
        #expect(ElementSetReader.read(two, source: "f").sets.map(\.elements.name) == [""])
        #expect(
            ElementSetReader.read("\u{FEFF}\(issName)\n\(issFirst)\n\(issSecond)", source: "f").sets.first?.elements
                .name == issName)
        let kvn = "\u{FEFF}CCSDS_OMM_VERS = 2.0\nOBJECT_NAME = A\n"
        #expect(ElementSetReader.read(kvn, source: "f").problems.map(\.line) == [1])
        #expect(ElementSetReader.format(of: Array(kvn.utf8)) == .ommKVN)
    }

    @Test func aNameLineWithoutANameIsNone() {
        let (sets, problems) = ElementSetReader.read("0 \n\(issFirst)\n\(issSecond)\n", source: "f")
        #expect(sets.map(\.elements.name) == [""] && problems.isEmpty)
    }

    @Test func memoryIsReadWhereItLies() {
        let text = Array("\(issName)\n\(issFirst)\n\(issSecond)\n".utf8)
        let fromMemory = text.withUnsafeBytes { ElementSetReader.read($0, source: "f") }
        #expect(fromMemory.sets == ElementSetReader.read(text, source: "f").sets)
        #expect(ElementSetReader.read(UnsafeRawBufferPointer(start: nil, count: 0), source: "f").problems.count == 1)
    }

    /// Every number of the catalogue of 2024-07-05, bit for bit.
    @Test func numbersOfTheCatalogueAreCorrectlyRounded() throws {
        guard let text = SharedData.text("tle/satcat_20240705.3le") else { return }
        let lines = text.split(whereSeparator: \.isNewline).map { Array($0.utf8) }
        let sets = ElementSetReader.read(text, source: "f").sets.map(\.elements)
        var differences = 0
        for (index, set) in sets.enumerated() {
            let (first, second) = (lines[index * 3 + 1], lines[index * 3 + 2])
            let expected = [
                decimal(second, 9, 16), decimal(second, 18, 25), Double("0." + field(second, 27, 33)),
                decimal(second, 35, 42), decimal(second, 44, 51), decimal(second, 53, 63), decimal(first, 34, 43),
                exponential(first, 45, 52), exponential(first, 54, 61),
            ]
            let found = [
                set.inclinationDeg, set.raanDeg, set.eccentricity, set.argumentOfPerigeeDeg, set.meanAnomalyDeg,
                set.meanMotionRevPerDay, set.meanMotionDot, set.meanMotionDDot, set.bstar,
            ]
            if zip(expected, found).contains(where: { $0?.bitPattern != $1.bitPattern }) { differences += 1 }
        }
        #expect(sets.count == 26_389 && differences == 0)
    }

    /// Every number of CelesTrak's rows, bit for bit.
    @Test func numbersOfTheRowsAreCorrectlyRounded() throws {
        guard let text = SharedData.text("tle/celestrak_on_orbit_20241101_gp.csv") else { return }
        let rows = text.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let sets = ElementSetReader.read(text, source: "f").sets.map(\.elements)
        var differences = 0
        for (row, set) in zip(rows, sets) where row.count == 17 {
            let found = [
                set.meanMotionRevPerDay, set.eccentricity, set.inclinationDeg, set.raanDeg, set.argumentOfPerigeeDeg,
                set.meanAnomalyDeg, set.bstar, set.meanMotionDot, set.meanMotionDDot,
            ]
            let expected = [3, 4, 5, 6, 7, 8, 14, 15, 16].map { Double(row[$0]) }
            if zip(expected, found).contains(where: { $0?.bitPattern != $1.bitPattern }) { differences += 1 }
        }
        #expect(sets.count == 26_834 && differences == 0)
    }

    /// A row that is unusual in nothing but its marks reads as the plain one.
    @Test func rowsInQuotationMarks() {
        let keywords =
            "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,"
            + "ARG_OF_PERICENTER,MEAN_ANOMALY,EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,"
            + "REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT,REF_FRAME"
        let values = "A,1998-067A,2024-07-05T14:27:56.786976,15.4,.001,51.6,224,32.9,104.5,0,U,25544,9,1,.28E-3,-1E-5,0"
        let plain = values + ",TEME"
        let quoted = plain.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ",")
        let late = values.replacing(":56.786976", with: ":60") + ",TEME"
        let inertial = values + ",GCRF"
        let text = [keywords, plain, quoted, late, inertial].joined(separator: "\r\n")
        let (sets, problems) = ElementSetReader.read(text, source: "f")
        #expect(sets.count == 2 && sets.first?.elements == sets.last?.elements)
        #expect(problems.map(\.line) == [4, 5])
        #expect(problems.last?.message == "the REF_FRAME is `GCRF`: expected `TEME`")
    }

    private func field(_ line: [UInt8], _ first: Int, _ last: Int) -> String {
        String(decoding: line[(first - 1)..<last], as: UTF8.self).trimmingCharacters(in: .whitespaces)
    }

    private func decimal(_ line: [UInt8], _ first: Int, _ last: Int) -> Double? { Double(field(line, first, last)) }

    /// `-11606-4` as the standard library reads `-0.11606e-4`.
    private func exponential(_ line: [UInt8], _ first: Int, _ last: Int) -> Double? {
        let text = field(line, first, last)
        let sign = text.hasPrefix("-") ? "-" : ""
        let digits = text.drop { $0 == "-" || $0 == "+" }.prefix(5)
        return Double("\(sign)0.\(digits)e\(text.suffix(2))")
    }
}
