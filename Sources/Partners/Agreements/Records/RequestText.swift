import Programme

extension JudgedRequest: Codable {
    private enum Key: String, CodingKey {
        case partner, role, action, on, subject, resource, context
    }

    /// Reads a node's request (`partner`, `role`, `action`, `on`) or one told by attributes.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        let action = try fields.parsed(.action) { ActionName(rawValue: $0) }
        if fields.contains(.on) {
            self = .access(
                AccessRequest(
                    partner: try fields.decode(PartnerID.self, forKey: .partner),
                    role: try fields.decodeIfPresent(TermID.self, forKey: .role), action: action,
                    resource: try fields.decode(Resource.self, forKey: .on)))
        } else {
            self = .open(
                try OpenRequest(
                    subject: try fields.decode(Attributes.self, forKey: .subject), action: action,
                    resource: try fields.decode(Attributes.self, forKey: .resource),
                    context: try fields.decode(Attributes.self, forKey: .context)))
        }
    }

    /// Writes a request.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        switch self {
        case .access(let request):
            try fields.encode(request.partner, forKey: .partner)
            try fields.encodeIfPresent(request.role, forKey: .role)
            try fields.encode(request.action.rawValue, forKey: .action)
            try fields.encode(request.resource, forKey: .on)
        case .open(let request):
            try fields.encode(request.subject, forKey: .subject)
            try fields.encode(request.action.rawValue, forKey: .action)
            try fields.encode(request.resource, forKey: .resource)
            try fields.encode(request.context, forKey: .context)
        }
    }
}

extension Resource: Codable {
    private enum Key: String, CodingKey {
        case kind, name, element, subsystem, station, owner
    }

    /// Reads a resource by its kind and what that kind has.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func place() throws -> (String, ElementID, TermID) {
            (
                try fields.decode(String.self, forKey: .name), try fields.decode(ElementID.self, forKey: .element),
                try fields.decode(TermID.self, forKey: .subsystem)
            )
        }
        switch try fields.decode(ResourceKind.self, forKey: .kind) {
        case .parameter:
            let (name, element, subsystem) = try place()
            self = .parameter(name: name, element: element, subsystem: subsystem)
        case .alarm:
            let (name, element, subsystem) = try place()
            self = .alarm(parameter: name, element: element, subsystem: subsystem)
        case .element: self = .element(try fields.decode(ElementID.self, forKey: .element))
        case .event: self = .event(element: try fields.decodeIfPresent(ElementID.self, forKey: .element))
        case .station:
            self = .station(
                id: try fields.decode(String.self, forKey: .station),
                owner: try fields.decodeIfPresent(PartnerID.self, forKey: .owner))
        case .orbit: self = .orbit
        case .link: self = .link
        }
    }

    /// Writes a resource.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(kind, forKey: .kind)
        try fields.encodeIfPresent(parameterName, forKey: .name)
        try fields.encodeIfPresent(element, forKey: .element)
        try fields.encodeIfPresent(subsystem, forKey: .subsystem)
        if case .station(let id, let owner) = self {
            try fields.encode(id, forKey: .station)
            try fields.encodeIfPresent(owner, forKey: .owner)
        }
    }
}

extension Attributes: Codable {
    /// Reads a mapping from names to values.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([String: AttributeValue].self))
    }

    /// Writes a mapping from names to values.
    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        try value.encode(Dictionary(items.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
    }
}

extension AttributeValue: Codable {
    /// Reads a text, number, truth value, null, or a list of them.
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let truth = try? value.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else {
            self = .list(try value.decode([AttributeValue].self))
        }
    }

    /// Writes the value; a number that is none, or without limit, as null, for the format has no such.
    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .text(let text): try value.encode(text)
        case .number(let number) where number.isFinite: try value.encode(number)
        case .number, .null: try value.encodeNil()
        case .truth(let truth): try value.encode(truth)
        case .list(let members): try value.encode(members)
        }
    }
}
