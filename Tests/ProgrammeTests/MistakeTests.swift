import Programme
import Testing

/// A small whole programme; each test breaks one thing in it.
let smallProgramme = """
    id: duo
    name: Two universities
    missionStart: 2026-01-01
    partners:
      - id: A
        name: Alpha
        agency: ALF
        controlCentre: {site: a-cc, name: Alpha centre}
        colour: "#112233"
        segment: USOS
      - id: B
        name: Beta
        agency: BET
        controlCentre: {site: b-cc, name: Beta centre}
        colour: "#332211"
        segment: RS
    sites:
      - {id: a-cc, name: Alpha centre, partner: A, kind: control-centre}
      - {id: b-cc, name: Beta centre, partner: B, kind: control-centre}
    elements:
      - id: bus
        name: Bus
        provider: A
        owner: A
        builder: Alpha
        operator: A
        operatorName: Alpha
        segment: USOS
        launchDate: 2026-01-01
        launchVehicle: Rocket
        massKg: 4
        function: carries
        status: active
      - id: camera
        name: Camera
        provider: B
        owner: B
        builder: Beta
        operator: B
        operatorName: Beta
        segment: USOS
        attachedTo: bus
        launchDate: 2026-01-01
        launchVehicle: Rocket
        function: looks
        status: active
    functions:
      - id: power
        name: Power
        criticality: mission
        success: {atLeast: 1, of: [panels]}
        redundancy: none
        providers:
          - {id: panels, by: bus, partner: A, status: active, needsBufferDays: {pointing: 0.1}}
        timeToLoss: {shortest: {value: 2, unit: hour}, until: batteries are empty}
      - id: pointing
        name: Pointing
        criticality: mission
        success: {atLeast: 1, of: [wheels]}
        redundancy: none
        providers:
          - {id: wheels, by: bus, partner: A, status: active, needsBufferDays: {power: 0}}
        timeToLoss: {magnitude: minutes, until: it tumbles}

    segments:
      - {id: USOS, name: one}
      - {id: RS, name: two}
    """

@Suite struct MistakeTests {
    private func problems(_ old: String = "", _ new: String = "") -> [String] {
        let text = old.isEmpty ? smallProgramme : smallProgramme.replacing(old, with: new, maxReplacements: 1)
        let file = SourceFile(path: "programme.yaml", text: text)
        return ProgrammeReader.read(files: [file]).problems.map(\.description)
    }

    @Test func smallProgrammeIsClean() {
        // Power needs pointing and pointing needs power: functions may go in a circle.
        #expect(problems() == [])
    }

    @Test(arguments: [
        (
            "massKg: 4", "massKg: 4 t",
            "programme.yaml:31:13: found `4 t`, expected a number of kg alone, the key `massKg` names the unit"
        ),
        (
            "massKg: 4", "mass: {value: 4, unit: furlong}",
            "programme.yaml:31:28: found `furlong`, expected a unit of mass: `kg`, `g`, `t`"
        ),
        ("massKg: 4", "massKg: -4", "programme.yaml:31:13: found `-4` kg, expected 0.001 to 1000000 kg"),
        (
            "builder: Alpha", "bilder: Alpha",
            "programme.yaml:21:5: found no `builder`, expected `builder`: text"
        ),
        (
            "provider: B", "provider: BB",
            "programme.yaml:36:15: found `BB`, expected the id of a declared partner; did you mean `B`?"
        ),
        (
            "attachedTo: bus", "attachedTo: bsu",
            "programme.yaml:42:17: found `bsu`, expected the id of a declared element; did you mean `bus`?"
        ),
        (
            "id: camera", "id: bus",
            "programme.yaml:34:9: found `bus` again, expected an id not yet taken; the element at line 21 has it"
        ),
        (
            "id: pointing", "id: bus",
            "programme.yaml:56:9: found `bus` again, expected an id not yet taken; the element at line 21 has it"
        ),
        (
            "missionStart: 2026-01-01", "missionStart: 2026-02-30",
            "programme.yaml:3:15: found `2026-02-30`, expected a UTC time or day, as `1998-11-20T06:40:00Z` or "
                + "`1998-11-20`"
        ),
        (
            "launchDate: 2026-01-01", "launchDate: 1 January",
            "programme.yaml:29:17: found `1 January`, expected a day of the calendar, as `1998-11-20`"
        ),
        (
            "status: active", "status: activ",
            "programme.yaml:33:13: found `activ`, expected one of `active`, `backup`, `not-certified`, "
                + "`retired`, `deorbited`, `future`; "
                + "did you mean `active`?"
        ),
        (
            "of: [panels]", "of: [panel]",
            "programme.yaml:51:32: found `panel`, expected the id of one of this function's providers; did you "
                + "mean `panels`?"
        ),
        (
            "atLeast: 1, of: [panels]", "atLeast: 2, of: [panels]",
            "programme.yaml:51:24: found `2`, expected a whole number from 1 to 1"
        ),
        (
            "{pointing: 0.1}", "{pointng: 0.1}",
            "programme.yaml:54:77: found `pointng`, expected the id of a declared element or vehicle or site or "
                + "communication or function; did you mean `pointing`?"
        ),
        (
            "unit: hour", "unit: kg",
            "programme.yaml:55:45: found `kg`, a unit of mass, expected a unit of time: `s`, `min`, `hour`, `day`, "
                + "`week`, `month`, `year`"
        ),
        (
            "colour: \"#112233\"", "colour: red",
            "programme.yaml:9:13: found `red`, expected a colour as `\"#6ea8fe\"`"
        ),
        (
            "name: Two universities", "name: [Two, universities]",
            "programme.yaml:2:7: found a list, expected text"
        ),
    ]) func eachMistakeIsToldInItsPlace(old: String, new: String, message: String) {
        let found = problems(old, new)
        #expect(found.contains(message), "\(found)")
    }

    @Test func allMistakesAtOnce() {
        let text =
            smallProgramme
            .replacing("builder: Alpha", with: "bilder: Alpha").replacing("agency: BET", with: "agency: 7")
            .replacing("attachedTo: bus", with: "attachedTo: bsu")
        let found = ProgrammeReader.read(files: [SourceFile(path: "programme.yaml", text: text)]).problems
        #expect(
            found.map(\.description) == [
                "programme.yaml:13:13: found `7`, expected text (in quotes if it looks like a number)",
                "programme.yaml:21:5: found no `builder`, expected `builder`: text",
                "programme.yaml:25:5: found unknown key `bilder`, expected a known key; did you mean `builder`?",
                "programme.yaml:42:17: found `bsu`, expected the id of a declared element; did you mean `bus`?",
            ])
    }

    @Test func attachmentInACircle() {
        let found = problems("massKg: 4", "attachedTo: camera")
        #expect(
            found == [
                "programme.yaml:31:17: found an attachment that closes on itself: `bus` → `camera` → `bus`, "
                    + "expected a tree that ends at a first element"
            ])
    }

    @Test func attachmentToItself() {
        let found = problems("massKg: 4", "attachedTo: bus")
        #expect(found.first?.contains("`bus` → `bus`") == true)
    }

    @Test func includes() {
        let root = SourceFile(path: "x/programme.yaml", text: smallProgramme + "\ninclude: [a.yaml, b.yml]\n")
        let first = SourceFile(path: "x/a.yaml", text: "include: [c.yaml]\nroles: [{id: r, name: a role}]\n")
        let third = SourceFile(path: "x/c.yaml", text: "include: [a.yaml]\nid: other\n")
        let near = SourceFile(path: "x/b.yaml", text: "roles: []\n")
        let found = ProgrammeReader.read(files: [root, first, third, near])
        #expect(
            found.problems.map(\.description) == [
                "x/programme.yaml:68:19: found `b.yml`, expected a file in the programme's folder; did you mean "
                    + "`b.yaml`?",
                "x/c.yaml:1:11: found `a.yaml` included by itself: `a.yaml` → `c.yaml` → `a.yaml`, "
                    + "expected includes without a circle",
                "x/c.yaml:2:1: found unknown key `id`, expected one of `agreedTransport`, `communications`, `conditions`, "
                    + "`departureRules`, `dockingPorts`, `elements`, `functions`, `history`, `include`, `partners`, "
                    + "`roles`, `segments`, `sites`, `sources`, `subsystems`, `trainingSites`, `vehicles`",
            ])
        #expect(found.value?.roles.map(\.id) == ["r"])
    }

    @Test func noProgrammeFile() {
        let found = ProgrammeReader.read(files: [SourceFile(path: "x/program.yaml", text: "a: 1")])
        #expect(found.value == nil)
        #expect(
            found.problems.map(\.description) == [
                "x/programme.yaml:1:1: found no `programme.yaml`, but `program.yaml`, "
                    + "expected a file of that name in the programme's folder"
            ])
        #expect(ProgrammeReader.read(files: []).problems.count == 1)
    }

    @Test func twoPartnersOnOneChannel() {
        let link = """
            link:
              spacecraftId: 78
              frameLengthBytes: 1115
              operationalControlField: false
              frameErrorControl: true
              virtualChannels: {A: 0, B: 0}
              timeCode: {coarseOctets: 4, fineOctets: 2}

            """
        let found = problems("partners:\n", link + "partners:\n")
        #expect(found == ["programme.yaml:9:30: found `0` again, expected a virtual channel for each partner alone"])
    }

    /// Seeded damage to real text: whatever comes, the reader answers.
    @Test func damagedTextNeverCrashes() {
        var random = SplitMix(state: 20_261_122)
        let original = Array(smallProgramme.utf8)
        let spice = Array("{}[]:,-&*!|>'\"%@`#?\n\t \u{0}~\\".utf8)
        for _ in 0..<400 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = spice.randomElement(using: &random) ?? 0
                case 1: bytes.insert(spice.randomElement(using: &random) ?? 0, at: place)
                case 2: bytes[place] = UInt8.random(in: 0...255, using: &random)
                default: bytes.removeSubrange(place..<min(bytes.count, place + 20))
                }
                if bytes.isEmpty { bytes = original }
            }
            let read = ProgrammeReader.read(files: [SourceFile(path: "programme.yaml", bytes: bytes)])
            #expect(read.value != nil || !read.problems.isEmpty)
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): repeatable chance for tests.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
