import Programme

extension Condition: CustomStringConvertible {
    /// The condition in words, on one line.
    public var description: String {
        switch self {
        case .all(let parts): "(" + parts.map(\.description).joined(separator: " and ") + ")"
        case .any(let parts): "(" + parts.map(\.description).joined(separator: " or ") + ")"
        case .not(let part): "not \(part)"
        case .test(let path, let test): "`\(path)` \(test)"
        case .share(.within, let pool, let amount): "`\(amount)` within the share of `\(pool)`"
        case .share(.exceeded, let pool, let amount): "`\(amount)` beyond the share of `\(pool)`"
        case .share(.none, let pool, _): "no share of `\(pool)`"
        case .inForce(let id): "`\(id)` in force"
        }
    }

    /// Paths that it reads, each once, in the order of the condition.
    var pathsRead: [AttributePath] {
        var paths: [AttributePath] = []
        func add(_ condition: Condition) {
            switch condition {
            case .all(let parts), .any(let parts): parts.forEach(add)
            case .not(let part): add(part)
            case .test(let path, let test): ([path] + test.otherPaths).forEach(add)
            case .share(_, let pool, let amount): [.subjectPartner, pool, amount].forEach(add)
            case .inForce: break
            }
        }
        func add(_ path: AttributePath) {
            if !paths.contains(path) { paths.append(path) }
        }
        add(self)
        return paths
    }
}

extension ValueTest: CustomStringConvertible {
    /// The test in words, to follow a path.
    public var description: String {
        switch self {
        case .equals(.null): "absent"
        case .equals(let value): "to be `\(value)`"
        case .differs(.null): "present"
        case .differs(let value): "not to be `\(value)`"
        case .isIn(let names): "in \(names)"
        case .notIn(let names): "not in \(names)"
        case .allIn(let names): "all in \(names)"
        case .includes(let names): "with all of \(names)"
        case .atLeast(let bound): "at least \(bound)"
        case .atMost(let bound): "at most \(bound)"
        case .above(let bound): "above \(bound)"
        case .below(let bound): "below \(bound)"
        case .daysTo(let path, let limit, let days):
            "to be \(limit.rawValue) \(AttributeValue.figure(days)) days before `\(path)`"
        case .sameAs(let path): "the same as `\(path)`"
        case .differsFrom(let path): "other than `\(path)`"
        case .present(let isPresent): isPresent ? "present" : "absent"
        case .countAtLeast(let count): "at least \(count) in number"
        case .countAtMost(let count): "at most \(count) in number"
        }
    }

    fileprivate var otherPaths: [AttributePath] {
        switch self {
        case .sameAs(let path), .differsFrom(let path), .daysTo(let path, _, _): [path]
        default: []
        }
    }
}

extension NameSet: CustomStringConvertible {
    /// The values, shortened, or the group's name.
    public var description: String {
        switch self {
        case .group(let name): "`\(name)`"
        case .values(let values):
            values.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
                + (values.count > 8 ? " and \(values.count - 8) more" : "")
        }
    }
}

extension Bound: CustomStringConvertible {
    /// The number or the date.
    public var description: String {
        switch self {
        case .number(let number): AttributeValue.figure(number)
        case .date(let date): date.description
        }
    }
}

extension NamePatterns: CustomStringConvertible {
    /// The patterns, shortened.
    public var description: String {
        let all = exact.sorted() + prefixes.map { $0 + "*" }
        return all.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
            + (all.count > 8 ? " and \(all.count - 8) more" : "")
    }
}
