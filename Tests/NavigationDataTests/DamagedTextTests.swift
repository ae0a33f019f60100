import NavigationData
import Testing

/// Numbers that are the same on every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Damaged texts")
struct DamagedTextTests {
    private static let texts = [
        "ISS\n1 25544U 98067A   24187.60274059  .00015430  00000-0  28127-3 0  9991\n"
            + "2 25544  51.6389 224.0870 0010360  32.9136 104.5931 15.49600588461405\n",
        #"[{"OBJECT_NAME": "ISS", "EPOCH": "2024-07-05T14:27:56.8", "MEAN_MOTION": 15.5, "NORAD_CAT_ID": "25544"}]"#,
        "CCSDS_OMM_VERS = 2.0\nCOMMENT x\nOBJECT_NAME = ISS\nEPOCH = 2024-07-05T14:27:56\nMEAN_MOTION = 15.5 [rev/day]\n",
        "<?xml version=\"1.0\"?><ndm><omm id=\"CCSDS_OMM_VERS\"><!-- c --><body><EPOCH>2024-187T00:00:00</EPOCH>"
            + "<OBJECT_NAME>A &amp; B &#65;<![CDATA[x]]></OBJECT_NAME></body></omm></ndm>",
        "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION\n\"A, \"\"B\"\"\",1998-067A,2024-07-05T00:00:00,15.5\n",
        "CCSDS_CDM_VERS = 1.0\nCREATION_DATE = 2024-01-01T00:00:00\nTCA = 2024-01-02T00:00:00\nMISS_DISTANCE = 10 [m]\n",
        "<cdm id=\"CCSDS_CDM_VERS\" version=\"1.0\"><header><ORIGINATOR>X</ORIGINATOR></header><body>"
            + "<relativeMetadataData><TCA>2024-01-02T00:00:00</TCA></relativeMetadataData></body></cdm>",
    ]

    /// Bytes changed, left out, doubled and cut off: an answer or a problem each time, and always an end.
    @Test("every reader answers whatever the damage", arguments: texts)
    func damage(text: String) {
        var random = SplitMix(state: UInt64(text.utf8.count))
        for _ in 0..<1500 {
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
                default: bytes.removeSubrange(place...)
                }
            }
            let damaged = String(decoding: bytes, as: UTF8.self)
            let elements = ElementSetReader.read(damaged, source: "damaged")
            #expect(!elements.sets.isEmpty || !elements.problems.isEmpty)
            let messages = ConjunctionMessageReader.read(damaged, source: "damaged")
            #expect(!messages.messages.isEmpty || !messages.problems.isEmpty)
        }
    }
}
