import Frames
public import GroundNetwork
public import Programme

/// Reads `ground-network.yaml`.
public enum StationNetworkReader {
    /// Reads a network and tells all that is wrong with it.
    ///
    /// `partners` are the ids an owner may have; when empty, any id is taken.
    public static func read(_ file: SourceFile, partners: [String] = []) -> Checked<StationNetwork> {
        let log = ProblemLog()
        let reader = NetworkReader(register: NameRegister(sharedSpaces: [["station", "relay"]]), partners: partners)
        let value = DocumentLoader.load(file, log: log).flatMap(reader.network.read)
        return Checked(value: value, problems: log.problems)
    }

    /// The same from text and the name it is to have in messages.
    public static func read(_ yaml: String, source: String, partners: [String] = []) -> Checked<StationNetwork> {
        read(SourceFile(path: source, text: yaml), partners: partners)
    }
}

private struct NetworkReader {
    let register: NameRegister
    let partners: [String]

    var network: ValueReader<StationNetwork> {
        .mapping("a ground network") { [self] fields in
            StationNetwork(stations: fields.list("stations", station), relays: fields.list("relays", relay))
        }
    }

    private var station: ValueReader<GroundStation> {
        .mapping("a station") { [self] fields in
            let id = fields.required("id", register.declaration("station"))
            let name = fields.required("name", .text)
            let owner = owner(fields)
            let latitude = fields.quantity("latitude", .degree, in: -90...90, required: true)
            let longitude = fields.quantity("longitude", .degree, in: -180...180, required: true)
            let altitude = fields.quantity("altitude", .metre, in: -500...9_000, required: true)
            let minimum = fields.quantity("minimumElevation", .degree, in: -5...90, required: true)
            let bands = fields.list("bands", ValueReader<RadioBand>.choice)
            let mask = fields.optional("azimuthMask", mask) ?? []
            let note = fields.optional("note", .text)
            let source = fields.required("source", .text)
            guard let id, let name, let owner, let latitude, let longitude, let altitude, let minimum, let source
            else { return nil }
            let point = GeodeticPoint(
                latitudeDeg: latitude, longitudeDeg: longitude, altitudeKm: altitude / 1_000)
            return GroundStation(
                id: id, name: name, owner: owner, point: point, minimumElevationDeg: minimum, bands: bands,
                azimuthMask: mask, note: note, source: source)
        }
    }

    private var relay: ValueReader<RelaySatellite> {
        .mapping("a relay") { [self] fields in
            let id = fields.required("id", register.declaration("relay"))
            let name = fields.required("name", .text)
            let owner = owner(fields)
            let system = fields.required("system", .text)
            let longitude = fields.quantity("longitude", .degree, in: -180...180)
            let bands = fields.list("bands", ValueReader<RadioBand>.choice)
            let note = fields.optional("note", .text)
            let source = fields.required("source", .text)
            guard let id, let name, let owner, let system, let source else { return nil }
            return RelaySatellite(
                id: id, name: name, owner: owner, system: system, longitudeDeg: longitude, bands: bands, note: note,
                source: source)
        }
    }

    /// Either `partner` or `provider`, not both.
    private func owner(_ fields: MappingReader) -> StationOwner? {
        let partner = fields.optional("partner", partnerReference)
        let provider = fields.optional("provider", .text)
        switch (fields.value("partner"), fields.value("provider")) {
        case (nil, nil):
            fields.node.report(found: "no owner", expected: "`partner`: a partner's id, or `provider`: a name")
            return nil
        case (_?, _?):
            fields.place(of: "provider").report(found: "`partner` and `provider`", expected: "one of the two")
            return nil
        default:
            return partner.map { .partner($0) } ?? provider.map { .provider($0) }
        }
    }

    private var partnerReference: ValueReader<String> {
        let expected =
            partners.isEmpty ? "a partner's id" : "a partner: " + partners.map { "`\($0)`" }.joined(separator: ", ")
        return ValueReader(expected: expected) { [partners] node in
            if let text = node.scalarText, !node.isNull, partners.isEmpty || partners.contains(text) { return text }
            node.report(
                expected: expected, suggestion: node.scalarText.flatMap { Spelling.nearest(to: $0, among: partners) })
            return nil
        }
    }

    /// Corners in rising azimuth, so that a slip of the pen does not turn the horizon inside out.
    private var mask: ValueReader<[MaskPoint]> {
        ValueReader(expected: "a list of mask points") { [self] node in
            guard let points = maskPoint.list.read(node) else { return nil }
            for (first, second) in zip(points, points.dropFirst()) where second.azimuthDeg <= first.azimuthDeg {
                node.report(
                    found: "azimuth \(second.azimuthDeg) after \(first.azimuthDeg)", expected: "azimuths that rise")
                return nil
            }
            return points
        }
    }

    private var maskPoint: ValueReader<MaskPoint> {
        .mapping("a mask point") { fields in
            let azimuth = fields.quantity("azimuth", .degree, in: 0...359.999_999, required: true)
            let elevation = fields.quantity("elevation", .degree, in: 0...90, required: true)
            guard let azimuth, let elevation else { return nil }
            return MaskPoint(azimuthDeg: azimuth, elevationDeg: elevation)
        }
    }
}
