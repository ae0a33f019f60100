import MissionDatabase
import TestSupport
import Testing

@Suite struct XTCEReaderTests {
    @Test func readsAWholeDatabase() throws {
        let database = try XTCEReader.read(XTCESample.document(), source: "test.xml")
        #expect(database.name == "Test")
        #expect(database.parameters.count == 14 && database.containers.count == 2)
        let bus = try #require(database.parameter(named: "BUS"))
        #expect(bus.qualifiedName == "/Test/BUS" && bus.label == "Bus voltage" && bus.longDescription == "Main bus.")
        #expect(bus.unit == "V" && bus.ancillary == ["element": "destiny"] && bus.aliases == ["ops": "BUS_A"])
        #expect(bus.type.calibrator == .polynomial([-10, 0.5]))
        #expect(bus.type.encoding == DataEncoding(form: .twosComplement, sizeBits: 12))
        #expect(bus.type.violationsToRaise == 2)
        #expect(bus.type.limits?.range(.warning)?.low == Bound(value: 0, isInclusive: true))
        #expect(bus.type.limits?.range(.critical)?.high == Bound(value: 200, isInclusive: false))
        #expect(database.parameter(named: "MODE")?.type.enumeration?.label(4) == "TEST")
        #expect(database.parameter(named: "MODE")?.type.enumeration?.label(6) == nil)
        let power = try #require(database.container(named: "Power"))
        #expect(power.periodSeconds == 2 && power.base == database.container(named: "CCSDSPacket")?.index)
        let layout = database.layouts[power.index]
        #expect(layout.startsWithPacketHeader)
        #expect(layout.fields.map(\.bitOffset) == [0, 3, 4, 5, 16, 18, 32, 48, 60, 64, 128, 132, 200, 224])
        #expect(layout.sizeBytes == 29)
    }

    @Test func readsTheJPSSFiles() throws {
        for name in ["jpss1_geolocation_xtce_v1", "contrived_inheritance_structure"] {
            guard let file = SharedData.bytes("xtce/spp/jpss/\(name).xml") else { return }
            let database = try XTCEReader.read(file, source: "\(name).xml")
            #expect(database.parameters.count == 27)
            #expect(database.header.validationStatus == "Test")
            let packet = try #require(database.container(named: "JPSS_ATT_EPHEM"))
            #expect(database.layouts[packet.index].sizeBytes == 71)
        }
    }

    @Test func nestedSystemsAreSearchedOutwards() throws {
        let inner = """
            <SpaceSystem name="Inner"><TelemetryMetaData>
            <ParameterTypeSet><IntegerParameterType name="U16"><IntegerDataEncoding sizeInBits="16"/>
            </IntegerParameterType></ParameterTypeSet>
            <ParameterSet><Parameter name="A" parameterTypeRef="U16"/><Parameter name="B" parameterTypeRef="U14"/>
            <Parameter name="C" parameterTypeRef="../U1"/><Parameter name="D" parameterTypeRef="/Test/U2"/>
            </ParameterSet></TelemetryMetaData></SpaceSystem>
            """
        let database = try XTCEReader.read(XTCESample.document(more: inner), source: "test.xml")
        #expect(database.parameter(named: "/Test/Inner/A")?.type.kind == .integer(isSigned: true))
        let sizes = ["A", "B", "C", "D"].map { database.parameter(named: $0)?.type.encoding?.sizeBits }
        #expect(sizes == [16, 14, 1, 2])
    }

    private func problems(_ document: [UInt8]) -> [String] {
        do throws(MissionDatabaseError) {
            _ = try XTCEReader.read(document, source: "x.xml")
            return []
        } catch { return error.problems.map(\.description) }
    }

    @Test func refusesWhatItDoesNotKnowByNameAndLine() {
        let document = XTCESample.document(
            parameters: XTCESample.parameters
                + "\n<Parameter name=\"NEW\" parameterTypeRef=\"U1\" shortDescripton=\"x\"/>",
            more: "\n<CommandMetaData/>")
        let found = problems(document)
        #expect(found.count == 2)
        #expect(
            found.first?.hasSuffix(
                "found attribute `shortDescripton` of `Parameter`, expected `name`, `parameterTypeRef`, "
                    + "`shortDescription`; did you mean `shortDescription`?") == true)
        #expect(found.last?.contains("found element `CommandMetaData` in `SpaceSystem`") == true)
    }

    @Test func tellsTheLineOfTheStartTag() {
        let text = "<SpaceSystem\n  name=\"T\"\n>\n<!-- <Wrong/> -->\n  <Wrong\n a='>'/>\n</SpaceSystem>"
        #expect(
            problems(Array(text.utf8)) == [
                "x.xml:5:3: found element `Wrong` in `SpaceSystem`, expected `AliasSet`, `AncillaryDataSet`, `Header`, "
                    + "`LongDescription`, `SpaceSystem`, `TelemetryMetaData`"
            ])
    }

    @Test func reportsDanglingReferencesTogether() {
        let found = problems(
            XTCESample.document(
                parameters: XTCESample.parameters + "<Parameter name=\"P\" parameterTypeRef=\"Vlts\"/>",
                containers: XTCESample.containers.replacing("parameterRef=\"MODE\"", with: "parameterRef=\"MODES\"")
                    .replacing("containerRef=\"CCSDSPacket\"", with: "containerRef=\"CCSDSPackets\"")))
        #expect(found.count == 3)
        #expect(
            found.contains {
                $0.hasSuffix(
                    "found parameter type `Vlts`, expected a parameter type that is declared; did you mean `Volts`?")
            })
        #expect(found.contains { $0.contains("did you mean `MODE`?") })
        #expect(found.contains { $0.contains("did you mean `CCSDSPacket`?") })
    }

    @Test func reportsRepeatedNames() {
        let found = problems(
            XTCESample.document(
                parameters: XTCESample.parameters + "<Parameter name=\"BUS\" parameterTypeRef=\"U1\"/>",
                containers: XTCESample.containers + "<SequenceContainer name=\"Power\"><EntryList/></SequenceContainer>"
            ))
        #expect(found.count == 2)
        #expect(found.allSatisfy { $0.contains("found another") })
    }

    @Test func refusesCycles() {
        let cycles = [
            "<SequenceContainer name=\"A\"><EntryList/><BaseContainer containerRef=\"B\"/></SequenceContainer>"
                + "<SequenceContainer name=\"B\"><EntryList/><BaseContainer containerRef=\"A\"/></SequenceContainer>",
            "<SequenceContainer name=\"A\"><EntryList><ContainerRefEntry containerRef=\"A\"/></EntryList>"
                + "</SequenceContainer>",
        ]
        for containers in cycles {
            #expect(problems(XTCESample.document(containers: containers)).first?.contains("within itself") == true)
        }
        let chain = (0..<5000).map {
            "<SequenceContainer name=\"C\($0)\"><EntryList/><BaseContainer containerRef=\"C\($0 + 1)\"/></SequenceContainer>"
        }
        let end = "<SequenceContainer name=\"C5000\"><EntryList/></SequenceContainer>"
        let deep = problems(XTCESample.document(containers: chain.joined() + end))
        #expect(deep.first?.contains("nested more than 64 deep") == true)
    }

    @Test func refusesLayoutsThatExplode() {
        let doubling = (0..<40).map {
            "<SequenceContainer name=\"C\($0)\"><EntryList><ContainerRefEntry containerRef=\"C\($0 + 1)\"/>"
                + "<ContainerRefEntry containerRef=\"C\($0 + 1)\"/></EntryList></SequenceContainer>"
        }
        let end =
            "<SequenceContainer name=\"C40\"><EntryList><ParameterRefEntry parameterRef=\"TYPE\"/></EntryList></SequenceContainer>"
        #expect(!problems(XTCESample.document(containers: doubling.joined() + end)).isEmpty)
    }

    @Test func refusesEntitiesAndOtherDocuments() {
        let bomb =
            "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><SpaceSystem name=\"&x;\"/>"
        #expect(
            problems(Array(bomb.utf8)) == [
                "x.xml:2: found `<!DOCTYPE`, expected a document without document type definition"
            ])
        // Found by fuzzing: an instruction without data stopped the Foundation parser.
        #expect(
            problems(Array("<?x?>\n<SpaceSystem/>".utf8)) == ["x.xml:1: found `<?`, expected no processing instruction"]
        )
        #expect(problems(Array("<SpaceSystem>\n<?x?></SpaceSystem>".utf8)).first?.hasPrefix("x.xml:2") == true)
        #expect(problems([]).count == 1)
        #expect(problems([0xFF, 0xFE, 0x3C, 0x00]).first?.contains("UTF-8") == true)
        #expect(problems(Array("<?xml version='1.0' encoding='UTF-7'?><SpaceSystem/>".utf8)).count == 1)
        #expect(
            problems(Array("<SpaceSystem name=\"T\">".utf8)) == [
                "x.xml:1: found malformed XML, expected a well-formed document"
            ])
        #expect(problems(Array("<Other/>".utf8)) == ["x.xml:1:1: found root element `Other`, expected `SpaceSystem`"])
        let deep = String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200)
        #expect(problems(Array(deep.utf8)).first?.contains("nested") == true)
        let old = "<SpaceSystem name=\"T\" xmlns=\"http://www.omg.org/space/xtce\"/>"
        #expect(problems(Array(old.utf8)).first?.contains("name space") == true)
    }

    @Test(arguments: [
        ("sizeInBits=\"3\"", "sizeInBits=\"65\"", "1 to 64"),
        ("encoding=\"twosComplement\"", "encoding=\"onesComplement\"", "found encoding `onesComplement`"),
        ("coefficient=\"0.5\"", "coefficient=\"half\"", "found coefficient `half`, expected a number"),
        ("coefficient=\"0.5\"", "coefficient=\"nan\"", "found coefficient `nan`, expected a number"),
        ("<Enumeration value=\"1\" label=\"ON\"/>", "<Enumeration value=\"0\" label=\"ON\"/>", "value `0` twice"),
        ("enumerationLabel=\"TEST\"", "enumerationLabel=\"TST\"", "did you mean `TEST`?"),
        ("minInclusive=\"0\" max", "minInclusive=\"0\" minExclusive=\"0\" max", "both minInclusive and minExclusive"),
        (
            "minInclusive=\"0\" maxInclusive=\"100\"", "minInclusive=\"9\" maxInclusive=\"1\"",
            "a minimum below the maximum"
        ),
        ("<FixedValue>64</FixedValue>", "<FixedValue>63</FixedValue>", "a multiple of 8"),
        ("<SplinePoint raw=\"100\"", "<SplinePoint raw=\"0\"", "another spline point"),
        ("alarmLevel=\"watch\"", "alarmLevel=\"wach\"", "did you mean `watch`?"),
        ("signed=\"false\"", "signed=\"no\"", "`true` or `false`"),
    ])
    func reportsWrongValues(_ old: String, _ new: String, _ expected: String) {
        let found = problems(XTCESample.document(types: XTCESample.types.replacing(old, with: new)))
        #expect(found.contains { $0.contains(expected) }, "\(found)")
    }

    @Test func restrictionsMustSpeakOfTheBase() {
        let found = problems(
            XTCESample.document(
                containers: XTCESample.containers.replacing(
                    "parameterRef=\"PKT_APID\" value", with: "parameterRef=\"CURVE\" value")))
        #expect(found.first?.contains("found restriction on `CURVE`") == true)
        let noNumber = problems(
            XTCESample.document(containers: XTCESample.containers.replacing("value=\"33\"", with: "value=\"x\"")))
        #expect(noNumber.first?.contains("found value `x`, expected a number") == true)
    }

    /// Bytes changed at random must never stop the process.
    @Test func livesThroughRandomDamage() {
        let document = XTCESample.document()
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<400 {
            var damaged = document
            for _ in 0...random(4) {
                switch random(3) {
                case 0: damaged[random(damaged.count)] = UInt8(random(256))
                case 1: damaged.remove(at: random(damaged.count))
                default:
                    let start = random(damaged.count)
                    damaged.removeSubrange(start..<min(damaged.count, start + random(60)))
                }
            }
            _ = problems(damaged)
        }
    }
}
