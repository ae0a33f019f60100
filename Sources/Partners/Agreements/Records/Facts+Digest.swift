import FoundationEssentials
import Programme

extension Facts {
    /// A digest of what of these facts can bear on a request: where its parameter belongs, who owns its station, the
    /// conditions and context that hold, and what has been used of the pools.
    public func digest(for request: JudgedRequest) -> ChainDigest {
        var lines: [String] = conditions.map { "condition \(Self.quoted($0.rawValue))" }
        lines += context.items.map { "context \(Self.quoted($0.name)) \(Self.text($0.value))" }
        lines += poolUse.values.map { use in
            let percents = [use.usedPercent, use.barteredInPercent, use.barteredOutPercent]
            return "pool \(Self.quoted(use.pool)) \(Self.quoted(use.partner.rawValue)) \(percents)"
        }
        switch request {
        // A node's request carries where its thing belongs.
        case .access: break
        case .open(let request):
            if case .text(let name)? = request.resource["name"], let place = parameters[name] {
                lines.append(
                    "parameter \(Self.quoted(place.element.rawValue)) \(Self.quoted(place.subsystem.rawValue))")
            }
            if case .text(let id)? = request.resource["station"], let owner = stations[id] {
                lines.append("station \(owner.map { Self.quoted($0.rawValue) } ?? "nobody's")")
            }
        }
        return ChainDigest(of: Data(lines.sorted().joined(separator: "\n").utf8))
    }

    private static func text(_ value: AttributeValue) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .number(let number): "\(number)"
        case .truth(let truth): "\(truth)"
        case .null: "null"
        case .list(let members): "[" + members.map(text).joined(separator: ",") + "]"
        }
    }

    /// With its length before it, so that no text can pass for two.
    private static func quoted(_ text: String) -> String { "\(text.utf8.count):\(text)" }
}
