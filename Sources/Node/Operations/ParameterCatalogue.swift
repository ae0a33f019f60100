import Agreements
import MissionDatabase
import Programme

/// Where each parameter of the mission database belongs in the programme.
struct ParameterCatalogue: Sendable {
    /// A parameter that belongs to an element.
    struct Entry: Sendable {
        let parameter: Parameter
        let element: ElementID
        let partner: PartnerID?
        let subsystem: TermID
        /// What reading its values asks for.
        let resource: Resource
        /// Time between two packets that carry it, s, where the mission database tells.
        let periodSeconds: Double?
        /// What seeing its alarms asks for.
        let alarmResource: Resource
    }

    /// By parameter index; nil for the fields of headers, which belong to no element and are shown to nobody.
    let entries: [Entry?]
    private let indices: [String: Int]

    init(database: Database, programme: ProgrammeDescription) {
        let providers = Dictionary(
            programme.elements.map { ($0.id, $0.provider) }, uniquingKeysWith: { first, _ in first })
        let periods = Self.periods(database)
        entries = database.parameters.map { parameter in
            guard let name = parameter.ancillary["element"] else { return nil }
            let element = ElementID(name)
            let subsystem = TermID(parameter.ancillary["subsystem"] ?? "")
            return Entry(
                parameter: parameter, element: element, partner: providers[element], subsystem: subsystem,
                resource: .parameter(name: parameter.name, element: element, subsystem: subsystem),
                periodSeconds: periods[parameter.index],
                alarmResource: .alarm(parameter: parameter.name, element: element, subsystem: subsystem))
        }
        indices = Dictionary(
            entries.compactMap { entry in entry.map { ($0.parameter.name, $0.parameter.index) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The entry of a parameter's name.
    func entry(named name: String) -> Entry? {
        indices[name].flatMap { entries[$0] }
    }

    /// The entry of a parameter's index.
    func entry(at index: Int) -> Entry? {
        entries.indices.contains(index) ? entries[index] : nil
    }

    private static func periods(_ database: Database) -> [Int: Double] {
        var periods: [Int: Double] = [:]
        for container in database.containers where database.layouts.indices.contains(container.index) {
            guard let period = container.periodSeconds else { continue }
            for field in database.layouts[container.index].fields {
                periods[field.parameter] = min(periods[field.parameter] ?? period, period)
            }
        }
        return periods
    }

    /// Where parameters belong, for the agreements.
    var facts: [String: Facts.ParameterFacts] {
        Dictionary(
            entries.compactMap { entry in
                entry.map { ($0.parameter.name, Facts.ParameterFacts(element: $0.element, subsystem: $0.subsystem)) }
            }, uniquingKeysWith: { first, _ in first })
    }
}
