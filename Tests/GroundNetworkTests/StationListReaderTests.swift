import Frames
import GroundNetwork
import Testing

@Suite("Plain lists of stations")
struct StationListReaderTests {
    @Test("rows with and without a first line of names")
    func rows() {
        let bare = "Bangalore,13.03,77.51,920\n\n# a remark\nKourou, 5.25, -52.80, 15, 7.5\n"
        for text in [bare, "station,latitudeDeg,longitudeDeg,altitudeM\n" + bare] {
            let list = StationListReader.read(text, source: "a.csv")
            #expect(list.problems.isEmpty)
            #expect(list.stations.map(\.name) == ["Bangalore", "Kourou"])
            #expect(list.stations[0].point.altitudeKm == 0.92)
            #expect(list.stations[1].minimumElevationDeg == 7.5)
            #expect(list.stations[1].point.longitudeDeg == -52.8)
        }
    }

    @Test(
        "objects in the spellings that tools use, rows in JSON, and GeoJSON points",
        arguments: [
            #"[{"name": "X", "lat": 10.5, "lng": -20, "altitude": 100}]"#,
            #"[{"station": "X", "latitudeDeg": 10.5, "longitudeDeg": "-20", "altitudeKm": 0.1}]"#,
            #"[["X", 10.5, -20, 100]]"#,
            #"{"stations": [{"id": "X", "latitude": 10.5, "longitude": -20, "alt": 100}]}"#,
            #"{"features": [{"geometry": {"coordinates": [-20, 10.5, 100]}, "properties": {"name": "X"}}]}"#,
        ])
    func json(text: String) throws {
        let list = StationListReader.read(text, source: "a.json")
        #expect(list.problems.isEmpty)
        let station = try #require(list.stations.first)
        #expect(station.name == "X")
        #expect(station.point == GeodeticPoint(latitudeDeg: 10.5, longitudeDeg: -20, altitudeKm: 0.1))
    }

    @Test("a bad row is told with its line, and the rest goes on")
    func badRows() {
        let list = StationListReader.read("A,91,0,0\nB,x,0,0\nC,1,2,3\nD,1\n", source: "a.csv")
        #expect(list.stations.map(\.name) == ["C"])
        #expect(
            list.problems.map(\.description) == [
                "a.csv:1: `A` at 91.0, 0.0, 0.0 m: expected degrees north, east, metres",
                "a.csv:2: `B`: expected name, latitude, longitude, altitude in metres",
                "a.csv:4: `D`: expected name, latitude, longitude, altitude in metres",
            ])
    }

    @Test("what is no list is one problem", arguments: ["", "[", "{}", "[1]", #"[{"name": "X"}]"#])
    func noList(text: String) {
        let list = StationListReader.read(text, source: "a")
        #expect(list.stations.isEmpty)
        #expect(list.problems.count == 1)
    }

    @Test("a mask runs on straight lines between its corners, round through north")
    func mask() {
        let point = GeodeticPoint(latitudeDeg: 0, longitudeDeg: 0, altitudeKm: 0)
        let corners = [MaskPoint(azimuthDeg: 90, elevationDeg: 10), MaskPoint(azimuthDeg: 270, elevationDeg: 20)]
        let station = GroundStation(
            id: "x", name: "x", point: point, minimumElevationDeg: 5, azimuthMask: corners)
        #expect(abs(station.minimumElevationDeg(azimuthDeg: 180) - 15) < 1e-12)
        #expect(abs(station.minimumElevationDeg(azimuthDeg: 0) - 15) < 1e-12)
        #expect(abs(station.minimumElevationDeg(azimuthDeg: 90) - 10) < 1e-12)
    }
}
