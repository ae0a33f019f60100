import Encounters
import Frames
import GroundNetwork
import Testing

@Suite("Azimuth mask files")
struct MaskReaderTests {
    private func station(_ id: String, _ name: String) -> GroundStation {
        GroundStation(
            id: id, name: name, point: GeodeticPoint(latitudeDeg: 0, longitudeDeg: 0, altitudeKm: 0),
            minimumElevationDeg: -89)
    }

    @Test(
        "blanks, tabs, commas and semicolons part the columns",
        arguments: ["10 5\n20 7\n", "10\t5\r\n20\t7", "10,5\n20,7", "10;5\n\n20 ; 7\n", "\u{FEFF}10, 5\n20, 7"])
    func separators(text: String) {
        let (masks, problems) = MaskReader.read(text, source: "mask.txt")
        #expect(problems.isEmpty)
        #expect(
            masks.common == [
                MaskPoint(azimuthDeg: 10, elevationDeg: 5), MaskPoint(azimuthDeg: 20, elevationDeg: 7),
            ])
    }

    @Test("comments and a line of column names are passed over")
    func comments() {
        let text = "# horizon of 2024\nazimuth, elevation\n0, 3 # hill\n% more\n180, 1\n"
        let (masks, problems) = MaskReader.read(text, source: "mask.csv")
        #expect(problems.isEmpty)
        #expect(masks.common.map(\.elevationDeg) == [3, 1])
    }

    @Test("a file for several stations gives each its own, and the rest what stands before")
    func stations() {
        let text = "0 2\n180 2\nstation Weilheim 1\n0 5\n90 15\nstation: wallops\n0 1\n"
        let (masks, problems) = MaskReader.read(text, source: "masks.txt")
        #expect(problems.isEmpty)
        #expect(masks.mask(for: station("wh", "Weilheim 1"))?.map(\.elevationDeg) == [5, 15])
        #expect(masks.mask(for: station("wallops", "Wallops Island"))?.map(\.elevationDeg) == [1])
        #expect(masks.mask(for: station("x", "elsewhere"))?.map(\.elevationDeg) == [2, 2])
    }

    @Test("corners come in order of azimuth; negative azimuths and a closing 360° count as what they are")
    func order() throws {
        let (masks, problems) = MaskReader.read("-90 4\n0 1\n90 8\n360 6\n", source: "m")
        #expect(problems.isEmpty)
        #expect(masks.common.map(\.azimuthDeg) == [0, 0, 90, 270])
        // The wall at north: 6° before it, 1° after it.
        #expect(masks.common.map(\.elevationDeg) == [6, 1, 8, 4])
        let mask = try station("a", "a").behind(masks.common).elevationMask()
        #expect(abs(mask.elevationDeg(azimuthDeg: 359.9999) - 6) < 1e-3)
        #expect(abs(mask.elevationDeg(azimuthDeg: 0.0001) - 1) < 1e-3)
        #expect(abs(mask.elevationDeg(azimuthDeg: 45) - 4.5) < 1e-12)
    }

    @Test(
        "what cannot be used is told with its line",
        arguments: [
            ("0 5\nnorth 7\n", "m:2: `north 7`: expected azimuth and elevation in degrees, or `station NAME`"),
            ("0 5 6\n", "m:1: `0 5 6`: expected azimuth and elevation in degrees, or `station NAME`"),
            ("0 5\n361 5\n", "m:2: azimuth `361.0`: expected -180 to 360 degrees"),
            ("0 90\n", "m:1: elevation `90.0`: expected -89 to 89 degrees"),
            ("0 nan\n", "m:1: elevation `nan`: expected -89 to 89 degrees"),
            ("", "m:1: a mask without corners: expected one a line"),
            ("0 1\nstation A\n", "m:2: a mask without corners: expected one a line"),
            ("station A\n0 1\nstation A\n0 2\n", "m:3: station `A` has a mask already: expected one for each station"),
        ])
    func problems(text: String, expected: String) {
        #expect(MaskReader.read(text, source: "m").problems.map(\.description) == [expected])
    }
}
