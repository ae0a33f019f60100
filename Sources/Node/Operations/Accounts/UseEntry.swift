public import Agreements
import Ledger
public import Programme

/// A use that a person enters as it happens: one line more in a file beside `ledger.yaml`.
public struct UseEntry: Sendable {
    /// The file that such lines go to; nothing but them is in it, so that `ledger.yaml` stays as people wrote it.
    public static let fileName = "ledger-entered.yaml"
    private static let heading = "# Use as it was entered by `comity ledger enter`, a line each.\nuse:\n"
    private static let maximumWords = 500

    /// The pool's id.
    public var pool: String
    /// Who used it: a partner's id, agency or alias.
    public var partner: String
    /// How much, in the pool's unit.
    public var amount: String
    /// What for.
    public var words: String
    /// When.
    public var date: CivilTime
    /// The period, where the date lies in two.
    public var period: String?
    /// Where it is known from.
    public var source: String

    /// A use from what a person wrote; nothing is checked yet.
    public init(
        pool: String, partner: String, amount: String, words: String, date: CivilTime, period: String? = nil,
        source: String = "entered by hand"
    ) {
        self.pool = pool
        self.partner = partner
        self.amount = amount
        self.words = words
        self.date = date
        self.period = period
        self.source = source
    }

    /// What came of entering a use.
    public enum Outcome: Sendable {
        /// The file's new text, the entry, and the accounts with it.
        case entered(text: String, entry: PlannedEntry, plan: AccountPlan)
        /// Why it is not entered, a line each.
        case refused([String])
    }

    /// Puts the use behind what the file at `path` holds, as far as the programme's reader takes it there.
    ///
    /// - Parameter files: all files of the accounts, that at `path` among them where there is one.
    public func entered(
        in files: [SourceFile], at path: String, programme: ProgrammeDescription, documents: [AgreementDocument]
    ) -> Outcome {
        let unfit = [("text", words), ("source", source)].compactMap { Self.problem(of: $0.1, as: $0.0) }
        guard unfit.isEmpty else { return .refused(unfit) }
        let before = AccountPlanReader.read(files, programme: programme, documents: documents)
        guard let known = before.value else { return .refused(before.problems.map(\.description)) }
        let old = files.first { $0.path == path }?.text ?? Self.heading
        let whole = old.isEmpty || old.hasSuffix("\n") ? old : old + "\n"
        let text = whole + line
        let others = files.filter { $0.path != path }
        let after = AccountPlanReader.read(
            others + [SourceFile(path: path, text: text)], programme: programme, documents: documents)
        guard let plan = after.value else {
            let place = whole.utf8.count { $0 == 0x0A } + 1
            return .refused(
                after.problems.map { $0.path == path && $0.line >= place ? $0.message : $0.description })
        }
        guard let entry = Self.added(plan, to: known) else {
            return .refused(["`\(path)`: its end is not a list of `use`, expected nothing else in it"])
        }
        return .entered(text: text, entry: entry, plan: plan)
    }

    /// The one entry that a plan has more, where that is a use.
    private static func added(_ plan: AccountPlan, to known: AccountPlan) -> PlannedEntry? {
        guard plan.entries.count == known.entries.count + 1 else { return nil }
        var counts: [PlannedEntry: Int] = [:]
        for entry in known.entries { counts[entry, default: 0] += 1 }
        let more = plan.entries.filter { entry in
            counts[entry, default: 0] -= 1
            return (counts[entry] ?? 0) < 0
        }
        guard more.count == 1, case .use? = more.first?.entry else { return nil }
        return more.first
    }

    private static func problem(of text: String, as what: String) -> String? {
        let isOneLine = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate: false
            default: true
            }
        }
        let isBlank = text.allSatisfy(\.isWhitespace)
        guard isBlank || !isOneLine || text.count > maximumWords else { return nil }
        return
            "the \(what) is \(isBlank ? "empty" : "no single line"), expected 1 to \(maximumWords) characters on one line"
    }

    private var line: String {
        let named = period.map { ", period: \(Self.quoted($0))" } ?? ""
        return "  - {on: \(date), pool: \(Self.quoted(pool))\(named), partner: \(Self.quoted(partner)), "
            + "amount: \(Self.quoted(amount)), for: \(Self.quoted(words)), source: \(Self.quoted(source))}\n"
    }

    /// A scalar that nothing in the text can end; plain where it is a word that YAML reads as it stands.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
        if isPlain, let first = text.utf8.first, first != 0x2D, first != 0x2E { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return "\"\(escaped)\""
    }
}
