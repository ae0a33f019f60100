extension ValueReader where Value == CivilTime {
    /// An instant in UTC, or a day, which means its first instant.
    public static var instant: ValueReader {
        .parsed("a UTC time or day, as `1998-11-20T06:40:00Z` or `1998-11-20`") { text in
            CivilTime(text)
        }
    }

    static func isDay(_ text: String) -> Bool {
        text.utf8.count == 10
            && text.utf8.enumerated().allSatisfy { index, byte in
                index == 4 || index == 7
                    ? byte == UInt8(ascii: "-") : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }
}

extension ValueReader where Value == String {
    /// A day of the calendar, kept as written, `YYYY-MM-DD`.
    static var day: ValueReader {
        .parsed("a day of the calendar, as `1998-11-20`") { text in
            let isDay = ValueReader<CivilTime>.isDay(text) && CivilTime(text) != nil
            return isDay ? text : nil
        }
    }

    /// A colour as pages write it, `#6ea8fe`.
    static var colour: ValueReader {
        .parsed("a colour as `\"#6ea8fe\"`") { text in
            let isColour = text.utf8.count == 7 && text.hasPrefix("#") && text.dropFirst().allSatisfy(\.isHexDigit)
            return isColour ? text : nil
        }
    }
}

extension ProgrammeBuilder {
    var partnerReference: ValueReader<PartnerID> { register.reference("partner").map { PartnerID($0) } }
    var assetReference: ValueReader<AssetID> { register.reference(anyOf: Kind.assets).map { AssetID($0) } }

    func id<Subject>(_ fields: MappingReader, _ kind: String) -> Identifier<Subject>? {
        fields.required("id", register.declaration(kind)).map { Identifier($0) }
    }

    func confidence(_ fields: MappingReader) -> Confidence {
        fields.optional("confidence", .choice) ?? .medium
    }

    func sources(_ fields: MappingReader) -> [SourceID] {
        fields.list("sources", register.reference("source").map { SourceID($0) })
    }

    var source: ValueReader<Source> {
        .mapping("a source") { [self] fields in
            let id: SourceID? = id(fields, "source")
            let citation = fields.required("citation", .text)
            guard let id, let citation else { return nil }
            return Source(id: id, citation: citation)
        }
    }

    func term(_ kind: String) -> ValueReader<Term> {
        .mapping("a \(kind)") { [self] fields in
            let id: TermID? = id(fields, kind)
            let name = fields.required("name", .text)
            guard let id, let name else { return nil }
            return Term(id: id, name: name)
        }
    }

    var partner: ValueReader<Partner> {
        .mapping("a partner") { [self] fields in
            let id: PartnerID? = id(fields, "partner")
            let name = fields.required("name", .text)
            let agency = fields.required("agency", .text)
            let centre = fields.required("controlCentre", controlCentre)
            let colour = fields.required("colour", .colour)
            let segment = fields.required("segment", register.reference(Kind.segment))
            let aliases = fields.list("aliases", ValueReader<String>.text)
            let states = fields.list("states", ValueReader<String>.text)
            let share = fields.quantity("utilisationShare", .percent, in: 0...100)
            let note = fields.optional("note", .text)
            let sources = sources(fields)
            guard let id, let name, let agency, let centre, let colour, let segment else { return nil }
            return Partner(
                id: id, name: name, agency: agency, aliases: aliases, states: states, controlCentre: centre.name,
                controlCentreSite: centre.site, colour: colour, segment: TermID(segment),
                utilisationSharePercent: share,
                note: note, sources: sources)
        }
    }

    private var controlCentre: ValueReader<(site: SiteID, name: String)> {
        .mapping("a control centre") { [self] fields in
            let site = fields.required("site", register.reference(Kind.site))
            let name = fields.required("name", .text)
            guard let site, let name else { return nil }
            return (SiteID(site), name)
        }
    }
}
