extension ProgrammeBuilder {
    var element: ValueReader<Element> {
        .mapping("an element") { [self] fields in
            let id: ElementID? = id(fields, Kind.element)
            let parties = parties(fields)
            let name = fields.required("name", .text)
            let builder = fields.required("builder", .text)
            let segment = fields.required("segment", register.reference(Kind.segment))
            let day = fields.required("launchDate", .day)
            let vehicle = fields.required("launchVehicle", .text)
            let function = fields.required("function", .text)
            let status = fields.required("status", ValueReader<Status>.choice)
            let parent = fields.optional("attachedTo", register.reference(Kind.element))
            let details = details(fields)
            checkOrder(day, details.endDate, at: fields.place(of: "endDate"))
            if status == .active, details.endDate != nil {
                fields.place(of: "status").report(
                    found: "`active`, with an `endDate`", expected: "`retired` or `deorbited`, or no `endDate`")
            }
            if let id { remember(id, at: fields.place(of: "attachedTo")) }
            guard let id, let parties, let name, let builder, let segment, let day, let vehicle, let function,
                let status
            else { return nil }
            return Element(
                id: id, name: name, provider: parties.provider, registry: parties.registry, owner: parties.owner,
                ownerCompany: parties.ownerCompany, builder: builder, operator: parties.operator,
                operatorName: parties.operatorName, segment: TermID(segment), attachedTo: parent.map { ElementID($0) },
                attachedAt: details.attachedAt, launchDate: day, launchVehicle: vehicle, massKg: details.massKg,
                function: function, internationalDesignator: details.designator,
                catalogueNumber: details.catalogueNumber, status: status, endDate: details.endDate,
                note: details.note, confidence: confidence(fields), sources: sources(fields))
        }
    }

    private struct Parties {
        let provider: PartnerID
        let registry: PartnerID?
        let owner: PartnerID
        let ownerCompany: String?
        let `operator`: PartnerID
        let operatorName: String
    }

    private func parties(_ fields: MappingReader) -> Parties? {
        let provider = fields.required("provider", partnerReference)
        let registry = fields.optional("registry", partnerReference)
        let owner = fields.required("owner", partnerReference)
        let company = fields.optional("ownerCompany", .text)
        let controller = fields.required("operator", partnerReference)
        let controllerName = fields.required("operatorName", .text)
        guard let provider, let owner, let controller, let controllerName else { return nil }
        return Parties(
            provider: provider, registry: registry, owner: owner, ownerCompany: company, operator: controller,
            operatorName: controllerName)
    }

    private struct Details {
        let attachedAt, designator, endDate, note: String?
        let massKg: Double?
        let catalogueNumber: Int?
    }

    private func details(_ fields: MappingReader) -> Details {
        Details(
            attachedAt: fields.optional("attachedAt", .text),
            designator: fields.optional("internationalDesignator", .text),
            endDate: fields.optional("endDate", .day), note: fields.optional("note", .text),
            massKg: fields.quantity("mass", .kilogram, in: 0.001...1_000_000),
            catalogueNumber: fields.optional("catalogueNumber", .integer(in: 1...999_999_999)))
    }

    var vehicle: ValueReader<Vehicle> {
        .mapping("a vehicle") { [self] fields in
            let id: VehicleID? = id(fields, Kind.vehicle)
            let name = fields.required("name", .text)
            let provider = fields.required("provider", partnerReference)
            let operatorName = fields.required("operatorName", .text)
            let kind = fields.required("kind", ValueReader<VehicleKind>.choice)
            let port = fields.required("portType", .text)
            let reboost = fields.required("canReboost", .boolean)
            let seats = fields.optional("seats", .integer(in: 1...20))
            let up = fields.quantity("upMass", .kilogram, in: 0...100_000)
            let down = fields.quantity("returnMass", .kilogram, in: 0...100_000)
            let first = fields.optional("firstFlight", .day)
            let retired = fields.optional("retired", .day)
            checkOrder(first, retired, at: fields.place(of: "retired"))
            let flights = fields.optional("flightsPerYear", yearlyRange)
            let costs = fields.list("costs", cost)
            let depends = fields.list("dependsOn", assetReference)
            let note = fields.optional("note", .text)
            let confidence = confidence(fields)
            let sources = sources(fields)
            guard let id, let name, let provider, let operatorName, let kind, let port, let reboost else { return nil }
            if depends.contains(where: { $0.rawValue == id.rawValue }) {
                fields.place(of: "dependsOn").report(found: "`\(id)` itself", expected: "what it cannot fly without")
            }
            return Vehicle(
                id: id, name: name, provider: provider, operatorName: operatorName, kind: kind, seats: seats,
                upMassKg: up, returnMassKg: down, portType: port, canReboost: reboost, firstFlight: first,
                retired: retired, flightsPerYear: flights, costs: costs, dependsOn: depends, note: note,
                confidence: confidence,
                sources: sources)
        }
    }

    var dockingPort: ValueReader<DockingPort> {
        .mapping("a docking port") { [self] fields in
            let id: DockingPortID? = id(fields, "docking port")
            let element = fields.required("element", register.reference(Kind.element))
            let type = fields.required("type", .text)
            let users = fields.list("users", register.reference(Kind.vehicle).map { VehicleID($0) })
            let axis = fields.optional("reboostAxis", .text)
            let propellant = fields.optional("transfersPropellant", .boolean)
            let confidence = confidence(fields)
            let sources = sources(fields)
            guard let id, let element, let type else { return nil }
            return DockingPort(
                id: id, element: ElementID(element), type: type, users: users, reboostAxis: axis,
                transfersPropellant: propellant, confidence: confidence, sources: sources)
        }
    }
}
