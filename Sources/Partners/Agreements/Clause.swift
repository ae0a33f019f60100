public import Programme

/// One rule of a document.
public struct Clause: Hashable, Sendable {
    /// Id within the document, `art-5.2`.
    public let id: String
    /// Title.
    public let title: String
    /// The clause in plain words.
    public let text: String
    /// Where it is from; `illustrative` for what Comity made up.
    public let source: String
    /// When it holds, beside the document's own time.
    public let validity: Validity
    /// Whom it speaks of; `nil` for anyone.
    public let subject: SubjectSelector?
    /// What is done.
    public let actions: Set<ActionName>
    /// To what; `nil` for anything.
    public let resource: ResourceSelector?
    /// Facts that must all hold.
    public let conditions: Set<TermID>
    /// What else must be so; `nil` for nothing.
    public var when: Condition?
    /// What it does.
    public let effect: Effect
    /// What a `needs` clause waits for.
    public var needs: [Requirement] = []
    /// Whether a `needs` clause permits once its requirements are met.
    public var thenPermits = true
    /// Why, in words that complete `because …`.
    public let reason: String?
    /// Ids in the list of rules.
    public var rules: [String] = []
    /// How sure the reading is.
    public var confidence: Confidence?
    /// How long what it says lasts, in words.
    public var duration: String?
    /// Whether it goes on to bind who has withdrawn.
    public var survives = false
    /// Whether it states what cannot be, so that no emergency overrides it.
    public var isPhysical = false
    /// Whether it permits what others forbid when safety of life is at stake.
    public var overridesForLifeSafety = false
    /// Whether a national law's permission counts because the agreements leave the matter to it.
    public var isLeftToNationalLaw = false

    /// A clause from its parts.
    public init(
        id: String, title: String, text: String = "", source: String = "",
        validity: Validity = Validity(from: nil, until: nil), subject: SubjectSelector? = nil,
        actions: Set<ActionName>, resource: ResourceSelector? = nil, conditions: Set<TermID> = [],
        when: Condition? = nil, effect: Effect, needs: [Requirement] = [], reason: String? = nil
    ) {
        self.id = id
        self.title = title
        self.text = text
        self.source = source
        self.validity = validity
        self.subject = subject
        self.actions = actions
        self.resource = resource
        self.conditions = conditions
        self.when = when
        self.effect = effect
        self.needs = needs
        self.reason = reason
    }
}
