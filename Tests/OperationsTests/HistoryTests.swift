import MissionDatabase
import Testing
import Timekeeping

@testable import Operations

@Suite struct HistoryTests {
    @Test func thinsToLeastGreatestAndLast() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        let start = fixture.clock.now()
        for second in 0..<60 {
            try await fixture.receive(node, pressureMmHg: 740 + Double(second % 10))
            fixture.clock.advance(bySeconds: 1)
        }
        let view = try #require(node.view(for: "US"))
        let history = try await view.history(
            of: NodeFixture.pressure, from: start, to: start.advanced(bySeconds: 60), points: 6)
        #expect(history.unit == "mmHg")
        #expect(history.points.map(\.minimum) == Array(repeating: 740, count: 6))
        #expect(history.points.map(\.maximum) == Array(repeating: 749, count: 6))
        #expect(history.points.map(\.last) == Array(repeating: 749, count: 6))
        #expect(history.points.first?.milliseconds == start.advanced(bySeconds: 9).unixMilliseconds())
    }

    @Test func exportsEverySample() async throws {
        let fixture = try NodeFixture()
        let node = try await fixture.node()
        let start = fixture.clock.now()
        for pressure in [748.0, 700] {
            try await fixture.receive(node, pressureMmHg: pressure)
            fixture.clock.advance(bySeconds: 1)
        }
        let view = try #require(node.view(for: "US"))
        let table = try await view.export(
            parameters: [NodeFixture.pressure], from: start, to: start.advanced(bySeconds: 10))
        let expected = [
            "time,parameter,value,unit,raw,limit", "2026-11-22T12:00:00.000Z,USLAB000058,748.0,mmHg,37400,nominal",
            "2026-11-22T12:00:01.000Z,USLAB000058,700.0,mmHg,35000,critical", "",
        ]
        #expect(table == expected.joined(separator: "\r\n"))
    }

    @Test func textThatASpreadsheetWouldRunIsMarked() {
        #expect(CSVCell.quoted("=1+1") == "'=1+1")
        #expect(CSVCell.quoted("a,\"b\"") == "\"a,\"\"b\"\"\"")
        #expect(CSVCell.text(.float(-1.5)) == "-1.5")
        #expect(CSVCell.text(.float(.nan)) == "")
    }

    @Test(arguments: [
        Value.unsigned(.max), .signed(.min), .float(0.1), .boolean(true), .string("a:b\u{FFFD}"),
        .binary([0, 255, 16]),
    ])
    func storedValuesReadBack(value: Value) {
        #expect(StoredValue.value(StoredValue.text(value)) == value)
    }

    @Test(arguments: ["", "u", "u:", "u:-1", "x:0", "x:+1", "q:1", "b:maybe"])
    func whatIsNoStoredValueIsNone(text: String) {
        #expect(StoredValue.value(text) == nil)
    }
}
