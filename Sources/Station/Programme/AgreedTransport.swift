/// What is carried, and sold by the piece.
public enum TransportGood: String, CaseIterable, Sendable, Codable {
    /// A person's seat, up and down.
    case seat
    /// A kilogram of cargo up.
    case kilogram = "kg"
}

/// Seats or kilograms that an agreement gives without a price.
public struct AgreedTransport: Hashable, Sendable {
    /// The vehicle.
    public let vehicle: VehicleID
    /// Who may use them.
    public let user: PartnerID
    /// What is carried.
    public let good: TransportGood
    /// How many in a year.
    public let perYear: Double
    /// The id of the agreement that says so.
    public let agreement: String
    /// Where a file names that agreement; `nil` for what no file says.
    public let place: SourcePlace?
    /// Since when.
    public let from: CivilTime?
    /// Until when, as agreed so far.
    public let until: CivilTime?
    /// What else is to be known.
    public let note: String?
    /// How sure the figure is.
    public let confidence: Confidence
    /// Where it is from.
    public let sources: [SourceID]

    /// A right from its parts.
    public init(
        vehicle: VehicleID, user: PartnerID, good: TransportGood, perYear: Double, agreement: String,
        from: CivilTime? = nil, until: CivilTime? = nil, note: String? = nil, confidence: Confidence = .medium,
        sources: [SourceID] = [], place: SourcePlace? = nil
    ) {
        (self.vehicle, self.user, self.good, self.perYear, self.agreement) = (vehicle, user, good, perYear, agreement)
        (self.from, self.until, self.note) = (from, until, note)
        (self.confidence, self.sources) = (confidence, sources)
        self.place = place
    }

    /// Whether it holds on a day; without one, whatever its dates.
    public func holds(on date: CivilTime?) -> Bool {
        guard let date else { return true }
        return (from.map { $0 <= date } ?? true) && (until.map { date < $0 } ?? true)
    }
}

extension ProgrammeDescription {
    /// Every agreement that agreed transport names and that is none of these documents, with its place.
    public func unknownAgreements(among documents: [String]) -> [Problem] {
        agreedTransport.compactMap { agreed in
            guard let place = agreed.place, !documents.contains(agreed.agreement) else { return nil }
            return Problem(
                path: place.path, line: place.line, column: place.column, found: "`\(agreed.agreement)`",
                expected: "the id of an agreement", suggestion: Spelling.nearest(to: agreed.agreement, among: documents)
            )
        }
    }
}

extension ProgrammeBuilder {
    var agreedTransport: ValueReader<AgreedTransport> {
        .mapping("agreed transport") { [self] fields in
            let vehicle = fields.required("vehicle", register.reference(Kind.vehicle)).map { VehicleID($0) }
            let user = fields.required("user", partnerReference)
            let good = fields.required("good", ValueReader<TransportGood>.choice)
            let number = fields.required("perYear", .number(in: 0...1e9))
            let agreement = fields.required("agreement", .text)
            let life = lifetime(fields, status: nil)
            let note = fields.optional("note", .text)
            let confidence = confidence(fields)
            let sources = sources(fields)
            guard let vehicle, let user, let good, let number, let agreement else { return nil }
            return AgreedTransport(
                vehicle: vehicle, user: user, good: good, perYear: number, agreement: agreement, from: life.from,
                until: life.until, note: note, confidence: confidence, sources: sources,
                place: SourcePlace(fields.place(of: "agreement")))
        }
    }
}
