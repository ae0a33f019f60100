import Resilience
import Testing

@Suite struct FaultTreeReaderTests {
    /// A file that has every part of the format that is read.
    private static let whole = """
        <?xml version="1.0" encoding="UTF-8"?>
        <opsa-mef name="whole">
        <label>all &amp; everything</label>
        <define-fault-tree name="plant">
        <define-gate name="top"><label>top</label><attributes><attribute name="a" value="b"/></attributes>
        <or><gate name="vote"/><event name="odd"/><basic-event name="single"/><gate name="never"/></or></define-gate>
        <define-gate name="vote"><atleast min="2"><basic-event name="a"/><basic-event name="b"/><gate name="c"/></atleast></define-gate>
        <define-gate name="odd"><and><xor><basic-event name="a"/><basic-event name="d"/></xor>
        <not><nor><basic-event name="e"/><constant value="false"/></nor></not></and></define-gate>
        <define-gate name="never"><and><house-event name="off"/><basic-event name="e"/></and></define-gate>
        <define-component name="pump">
        <define-gate name="c"><cardinality min="1" max="2"><basic-event name="x"/><event name="y" type="basic-event"/></cardinality></define-gate>
        <define-basic-event name="x" role="private"><float value="0.25"/></define-basic-event>
        <define-basic-event name="y"><exponential><float value="1e-6"/><system-mission-time/></exponential></define-basic-event>
        </define-component>
        </define-fault-tree>
        <model-data>
        <define-basic-event name="a"><float value="0.5"/></define-basic-event>
        <define-basic-event name="b"/><define-basic-event name="d"><int value="1"/></define-basic-event>
        <define-basic-event name="e"><float value="1e-3"/></define-basic-event>
        <define-basic-event name="single"/>
        <define-house-event name="off"><constant value="false"/></define-house-event>
        </model-data>
        </opsa-mef>
        """

    @Test func readsEveryPart() throws {
        let tree = try FaultTreeReader.read(Array(Self.whole.utf8), source: "whole.xml")
        #expect(tree.events.map(\.name) == ["plant.pump.x", "y", "a", "b", "d", "e", "single"])
        #expect(tree.events.map(\.probability) == [0.25, nil, 0.5, nil, 1, 1e-3, nil])
        #expect(tree.gateCount == 8)
        let sets = try FaultTreeAnalysis(of: tree).cutSets().sets.map { $0.map { tree.events[$0].name } }
        #expect(
            sets == [
                ["single"], ["plant.pump.x", "a"], ["plant.pump.x", "b"], ["y", "a"], ["y", "b"], ["a", "b"],
                ["a", "e"], ["d", "e"],
            ])
        #expect(throws: FaultTreeError.noProbability(event: "y")) {
            try FaultTreeAnalysis(of: tree).topEventProbability()
        }
    }

    @Test func takesTheTopByName() throws {
        let tree = try FaultTreeReader.read(Array(Self.whole.utf8), source: "whole.xml", top: "vote")
        #expect(try minimalCutSets(of: tree).byOrder == [2: 5])
    }

    @Test func readsConnectivesOfTwo() throws {
        for (connective, orders) in [("iff", [0: 1]), ("imply", [0: 1]), ("nand", [0: 1])] as [(String, [Int: UInt128])]
        {
            let gate = "<\(connective)><basic-event name=\"a\"/><basic-event name=\"b\"/></\(connective)>"
            let tree = try FaultTreeReader.read(Self.file(gate), source: "f.xml")
            #expect(try minimalCutSets(of: tree).byOrder == orders)
        }
    }

    private static func file(_ formula: String, _ more: String = "") -> [UInt8] {
        Array(
            """
            <opsa-mef><define-fault-tree name="f">
            <define-gate name="g">\(formula)</define-gate>
            \(more)
            <define-basic-event name="a"/><define-basic-event name="b"/>
            </define-fault-tree></opsa-mef>
            """.utf8)
    }

    @Test(arguments: [
        ("<or><gate name=\"h\"/></or>", "f.xml:2: found gate `h`, defined nowhere, expected a defined name"),
        ("<or/>", "f.xml:2: found `or` with 0 arguments, expected at least one"),
        ("", "f.xml:2: found gate `g` with 0 formulas, expected one formula"),
        (
            "<not><basic-event name=\"a\"/><basic-event name=\"b\"/></not>",
            "f.xml:2: found `not` with 2 arguments, expected one"
        ),
        (
            "<atleast min=\"3\"><basic-event name=\"a\"/><basic-event name=\"b\"/></atleast>",
            "f.xml:2: found `atleast` with 2 arguments, expected at least the 3 that must hold"
        ),
        (
            "<atleast min=\"-1\"><basic-event name=\"a\"/></atleast>",
            "f.xml:2: found `min` of `-1`, expected a whole number, 0 to 1000000"
        ),
        (
            "<atleast><basic-event name=\"a\"/></atleast>",
            "f.xml:2: found `atleast` without `min`, expected a whole number"
        ),
        (
            "<inhibit><basic-event name=\"a\"/></inhibit>",
            "f.xml:2: found element `inhibit`, expected a connective, a gate, an event or a constant"
        ),
        ("<or><gate name=\"a\"/></or>", "f.xml:2: found `a` as a gate, expected a basic-event, as it is defined"),
        ("<or><constant value=\"maybe\"/></or>", "f.xml:2: found constant `maybe`, expected `true` or `false`"),
    ])
    func refusesFormulas(formula: String, message: String) {
        expect(Self.file(formula), message)
    }

    @Test(arguments: [
        (
            "<define-gate name=\"g\"><basic-event name=\"a\"/></define-gate>",
            "f.xml:3: found `g`, defined before at line 2, expected each name defined once"
        ),
        (
            "<define-gate name=\"h\"><basic-event name=\"a\"/></define-gate>",
            "f.xml: 2 gates that no other gate refers to: `g`, `h`; expected one, or the name of the top gate"
        ),
        (
            "<define-basic-event name=\"c\"><float value=\"1.5\"/></define-basic-event>",
            "f.xml:3: found probability `1.5`, expected a number, 0 to 1"
        ),
        (
            "<define-basic-event name=\"c\"><float value=\"nan\"/></define-basic-event>",
            "f.xml:3: found probability `nan`, expected a number, 0 to 1"
        ),
        (
            "<define-CCF-group name=\"c\"/>",
            "f.xml:3: found element `define-CCF-group`, expected a gate, an event, a parameter or a component"
        ),
        ("<?x?>", "f.xml:3: found `<?`, expected no processing instruction"),
        ("<define-gate>", "f.xml:5: found malformed XML, expected a well-formed document"),
    ])
    func refusesFiles(part: String, message: String) {
        expect(Self.file("<basic-event name=\"a\"/>", part), message)
    }

    @Test func tellsCircles() {
        let gates = """
            <define-gate name="h"><and><gate name="i"/><basic-event name="a"/></and></define-gate>
            <define-gate name="i"><gate name="h"/></define-gate>
            """
        expect(Self.file("<gate name=\"h\"/>", gates), "f.xml:3: gate needs itself: `h` → `i` → `h`")
    }

    @Test func refusesWhatIsTooDeep() {
        let deep =
            String(repeating: "<or>", count: 200) + "<basic-event name=\"a\"/>"
            + String(repeating: "</or>", count: 200)
        expect(Self.file(deep), "f.xml:2: found elements nested more than 100 deep, expected at most that")
    }

    @Test func refusesOtherFiles() {
        expect(Array("<xml/>".utf8), "f.xml:1: found element `xml`, expected `opsa-mef`")
        expect(Array("<opsa-mef/>".utf8), "f.xml:1: found no gate, expected a fault tree with a top gate")
        expect([], "f.xml:1: found malformed XML, expected a well-formed document")
        expect([0xFF, 0xFE], "f.xml:1: found bytes that are not UTF-8 text, expected an XML file in UTF-8")
    }

    /// Files of the Open-PSA initiative begin with `<!DOCTYPE opsa-mef>`; nothing else of a document type is read.
    @Test func takesThePlainDocumentType() throws {
        let tree = try FaultTreeReader.read(Array(Self.whole.utf8), source: "whole.xml")
        for type in ["<!DOCTYPE opsa-mef>", "<!DOCTYPE\n  opsa-mef\t>"] {
            let text = Self.whole.replacing("<opsa-mef", with: type + "\n<opsa-mef")
            #expect(try FaultTreeReader.read(Array(text.utf8), source: "whole.xml") == tree)
        }
        // Its lines count.
        expect(Array("<!DOCTYPE\nopsa-mef>\n<xml/>".utf8), "f.xml:3: found element `xml`, expected `opsa-mef`")
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"/etc/passwd\">]><a>&b;</a>",
        "<!DOCTYPE opsa-mef [<!ENTITY b \"x\">]><opsa-mef/>", "<!DOCTYPE opsa-mef SYSTEM \"mef.dtd\"><opsa-mef/>",
        "<!DOCTYPE opsa-mef PUBLIC \"a\" \"mef.dtd\"><opsa-mef/>", "<!DOCTYPE opsa-mefx><opsa-mef/>",
        "<!DOCTYPEopsa-mef><opsa-mef/>", "<!DOCTYPE other><opsa-mef/>", "<!DOCTYPE opsa-mef",
        "<opsa-mef><!DOCTYPE opsa-mef></opsa-mef>",
    ])
    func refusesOtherDocumentTypes(text: String) {
        expect(
            Array(text.utf8),
            "f.xml:1: found `<!DOCTYPE`, expected `<!DOCTYPE opsa-mef>` before the first element, without declarations "
                + "or an outside file, or none")
    }

    @Test func takesEventsThatNothingDefines() throws {
        let formula = """
            <or><basic-event name="a"/><and><basic-event name="z"/><event name="y" type="basic-event"/>
            <basic-event name="z"/></and></or>
            """
        let tree = try FaultTreeReader.read(Self.file(formula), source: "f.xml")
        #expect(tree.events.map(\.name) == ["a", "b", "z", "y"] && tree.undeclaredEvents == ["z", "y"])
        #expect(tree.events.map(\.isDeclared) == [true, true, false, false])
        #expect(tree.events.allSatisfy { $0.probability == nil })
        #expect(try FaultTreeAnalysis(of: tree).cutSets().sets == [[0], [2, 3]])
        // What is no basic event must be defined.
        for reference in ["gate", "house-event", "event"] {
            expect(
                Self.file("<\(reference) name=\"z\"/>"),
                "f.xml:2: found \(reference) `z`, defined nowhere, expected a defined name")
        }
    }

    @Test func findsNamesByTheirFullPath() throws {
        let parts = """
            <define-component name="c"><define-gate name="h"><basic-event name="f.c.x"/></define-gate>
            <define-basic-event name="x"/><define-basic-event name="own" role="private"/></define-component>
            """
        let formula = """
            <or><gate name="f.c.h"/><gate name="c.h"/><basic-event name="f.a"/><basic-event name="f.c.own"/></or>
            """
        let tree = try FaultTreeReader.read(Self.file(formula, parts), source: "f.xml")
        #expect(tree.undeclaredEvents.isEmpty)
        let sets = try FaultTreeAnalysis(of: tree).cutSets().sets.map { $0.map { tree.events[$0].name } }
        #expect(Set(sets) == [["x"], ["f.c.own"], ["a"]])
        let inner = try FaultTreeReader.read(Self.file(formula, parts), source: "f.xml", top: "f.c.h")
        #expect(try minimalCutSets(of: inner).byOrder == [1: 1])
    }

    private func expect(_ bytes: [UInt8], _ message: String) {
        do {
            _ = try FaultTreeReader.read(bytes, source: "f.xml")
            Issue.record("read, expected: \(message)")
        } catch {
            #expect(error.description == message)
        }
    }

    /// Damaged files are refused or read as something else; the process lives.
    @Test func livesThroughDamage() {
        let bytes = Array(Self.whole.utf8)
        var random = SplitMix(state: 7)
        var refused = 0
        for _ in 0..<1500 {
            var damaged = bytes
            for _ in 0...random.below(4) {
                let place = random.below(damaged.count)
                switch random.below(4) {
                case 0: damaged[place] = UInt8(random.below(256))
                case 1: damaged.removeSubrange(place..<min(damaged.count, place + 1 + random.below(40)))
                case 2: damaged.insert(contentsOf: bytes[place % bytes.count..<min(bytes.count, place + 30)], at: place)
                default: damaged = Array(damaged.prefix(place + 1))
                }
            }
            do {
                _ = try minimalCutSets(of: FaultTreeReader.read(damaged, source: "f.xml"))
            } catch {
                refused += 1
                #expect(!error.description.isEmpty && !error.description.contains("\n"))
            }
        }
        #expect(refused > 1000)
    }
}
