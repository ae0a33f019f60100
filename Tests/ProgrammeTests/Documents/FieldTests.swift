import Programme
import Testing

private enum Colour: String, CaseIterable { case red, green, blue }

@Suite struct FieldTests {
    /// Reads one mapping with `body` and gives the problems' texts.
    private func problems(_ text: String, _ body: (MappingReader) -> Void) throws -> [String] {
        let log = ProblemLog()
        let node = try #require(DocumentLoader.load(SourceFile(path: "f.yaml", text: text), log: log))
        if let fields = MappingReader(node, expected: "a thing") {
            body(fields)
            fields.finish()
        }
        return log.problems.map(\.description)
    }

    @Test func unknownKeyWithItsNearest() throws {
        let found = try problems("nmae: x\n") { _ = $0.optional("name", .text) }
        #expect(found == ["f.yaml:1:1: found unknown key `nmae`, expected a known key; did you mean `name`?"])
    }

    @Test func unknownKeyWithoutNearest() throws {
        let found = try problems("zzzzzz: x\n") { _ = $0.optional("name", .text) }
        #expect(found == ["f.yaml:1:1: found unknown key `zzzzzz`, expected one of `name`"])
    }

    @Test func missingKey() throws {
        let found = try problems("a: x\n") {
            _ = $0.optional("a", .text)
            _ = $0.required("name", .text)
        }
        #expect(found == ["f.yaml:1:1: found no `name`, expected `name`: text"])
    }

    @Test func wrongTypes() throws {
        let found = try problems("a: [1]\nb: 12\nc: yes\nd: 1.5\ne: {x: 1}\n") {
            _ = $0.required("a", .text)
            _ = $0.required("b", .text)
            _ = $0.required("c", .boolean)
            _ = $0.required("d", .integer(in: 0...9))
            _ = $0.required("e", ValueReader<String>.text.list)
        }
        #expect(
            found == [
                "f.yaml:1:4: found a list, expected text",
                "f.yaml:2:4: found `12`, expected text (in quotes if it looks like a number)",
                "f.yaml:3:4: found `yes`, expected `true` or `false`",
                "f.yaml:4:4: found `1.5`, expected a whole number from 0 to 9",
                "f.yaml:5:4: found a mapping, expected a list, each item text",
            ])
    }

    @Test func outOfRange() throws {
        let found = try problems("a: 91\n") { _ = $0.required("a", .number(in: -90...90)) }
        #expect(found == ["f.yaml:1:4: found `91`, expected a number from -90 to 90"])
    }

    @Test func choiceWithItsNearest() throws {
        let found = try problems("a: gren\n") { _ = $0.required("a", ValueReader<Colour>.choice) }
        #expect(found == ["f.yaml:1:4: found `gren`, expected one of `red`, `green`, `blue`; did you mean `green`?"])
    }

    @Test func norwayIsText() throws {
        var country: String?
        #expect(try problems("a: NO\n") { country = $0.required("a", .text) } == [])
        #expect(country == "NO")
    }

    @Test func notAMapping() throws {
        #expect(try problems("- 1\n") { _ in } == ["f.yaml:1:1: found a list, expected a thing: a mapping"])
    }

    @Test func duplicateAndDanglingNames() throws {
        let register = NameRegister()
        let found = try problems("a: [zarya, unity, zarya]\nb: [uniti, mir]\n") {
            _ = $0.required("a", register.declaration("element").list)
            _ = $0.required("b", register.reference("element").list)
            register.resolve()
        }
        #expect(
            found == [
                "f.yaml:1:19: found `zarya` again, expected an id not yet taken; the element at line 1 has it",
                "f.yaml:2:5: found `uniti`, expected the id of a declared element; did you mean `unity`?",
                "f.yaml:2:12: found `mir`, expected the id of a declared element",
            ])
    }

    @Test func spelling() {
        #expect(Spelling.nearest(to: "collumbus", among: ["columbus", "cupola"]) == "columbus")
        #expect(Spelling.nearest(to: "xyz", among: ["columbus"]) == nil)
        #expect(Spelling.nearest(to: "esa", among: ["ESA"]) == "ESA")
        #expect(Spelling.nearest(to: "ab", among: ["ba", "cb"]) == "ba")
    }
}

@Suite struct QuantityTests {
    private func mass(_ text: String) throws -> (value: Double?, problems: [String]) {
        let log = ProblemLog()
        let node = try #require(DocumentLoader.load(SourceFile(path: "q.yaml", text: text), log: log))
        let fields = try #require(MappingReader(node, expected: "a thing"))
        let value = fields.quantity("mass", .kilogram, in: 1...1_000_000, required: true)
        fields.finish()
        return (value, log.problems.map(\.description))
    }

    @Test func inTheKeyOrBesideTheValue() throws {
        #expect(try mass("massKg: 19323\n") == (19_323, []))
        #expect(try mass("mass: {value: 19.323, unit: t}\n") == (19_323, []))
        #expect(try mass("mass: {value: 19323000, unit: g}\n") == (19_323, []))
    }

    @Test func unitInTheValue() throws {
        #expect(
            try mass("massKg: 19 t\n").problems == [
                "q.yaml:1:9: found `19 t`, expected a number of kg alone, the key `massKg` names the unit"
            ])
    }

    @Test func unknownUnit() throws {
        #expect(
            try mass("mass: {value: 19, unit: furlong}\n").problems == [
                "q.yaml:1:25: found `furlong`, expected a unit of mass: `kg`, `g`, `t`"
            ])
    }

    @Test func unitOfAnotherDimension() throws {
        #expect(
            try mass("mass: {value: 19, unit: km}\n").problems == [
                "q.yaml:1:25: found `km`, a unit of length, expected a unit of mass: `kg`, `g`, `t`; did you mean `kg`?"
            ])
    }

    @Test func noUnit() throws {
        #expect(
            try mass("mass: 19\n").problems == [
                "q.yaml:1:7: found `19` without a unit, expected `{value, unit}`, or the key `massKg`"
            ])
    }

    @Test(arguments: ["massT", "massLb", "massKm"]) func anotherUnitInTheKey(_ key: String) throws {
        #expect(
            try mass("\(key): 19\n").problems == [
                "q.yaml:1:1: found key `\(key)`, expected `massKg` (kg), or `mass` as `{value, unit}`; did you "
                    + "mean `massKg`?"
            ])
    }

    @Test func outOfRange() throws {
        #expect(
            try mass("mass: {value: 5000, unit: t}\n").problems == [
                "q.yaml:1:7: found `5000000` kg, expected 1 to 1000000 kg"
            ])
    }

    @Test func absent() throws {
        #expect(
            try mass("a: 1\n").problems.first
                == "q.yaml:1:1: found no `massKg`, expected `massKg` (kg), or `mass` as `{value, unit}`")
    }
}
