import Agreements
import ArgumentParser
import Foundation
import Ledger
import Operations
import Programme
import Timekeeping

struct LedgerEnterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enter",
        abstract: "Enter use of a pool as it happens: crew time, power, antenna, seats, mass up or down.",
        discussion: """
            Adds a line to `ledger-entered.yaml` in the programme's folder, which is read
            as one with `ledger.yaml`, and prints it with how the partner stands by the
            files then. Nothing is added that a check of the folder would refuse. A
            running node of the same folder enters it in its chain within seconds.
            Example: comity ledger enter examples/iss --pool usos-crew-time --partner ESA --amount 1.5 --what "freezer"
            """)

    @Argument(help: "The programme's folder.")
    var programme: String

    @Option(help: ArgumentHelp("The pool, by its id in `ledger.yaml`.", valueName: "pool"))
    var pool: String

    @Option(help: ArgumentHelp("Who used it, by id or agency.", valueName: "partner"))
    var partner: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How much, in the pool's unit, with at most six decimals.", valueName: "number"))
    var amount: String

    @Option(help: ArgumentHelp("What for.", valueName: "text"))
    var what: String

    @Option(
        help: ArgumentHelp("When, UTC, such as 2026-03-01 or 2026-03-01T12:00:00Z; now if left out.", valueName: "date")
    )
    var date: String?

    @Option(help: ArgumentHelp("The period, where the date lies in two.", valueName: "period"))
    var period: String?

    @Option(help: ArgumentHelp("Where it is known from.", valueName: "text"))
    var source = "entered by hand"

    @OptionGroup var output: FormatOption

    private static let columns = [
        "date", "pool", "period", "unit", "partner", "amount", "what", "used", "available",
    ]

    func validate() throws {
        if let date, CivilTime(date) == nil {
            throw ValidationError("`--date \(date)`: expected a UTC date, or one with a time")
        }
    }

    func run() throws {
        let folder = try ProgrammeFolder.load(programme)
        guard folder.accounts != nil else {
            throw Failure("`\(programme)`: no `ledger.yaml`, expected a programme with accounts")
        }
        let root = programme.hasSuffix("/") ? String(programme.dropLast()) : programme
        let lock = try FolderLock(root)
        defer { lock.release() }
        let path = "\(root)/\(UseEntry.fileName)"
        let use = UseEntry(
            pool: pool, partner: partner, amount: amount, words: what,
            date: date.flatMap { CivilTime($0) } ?? CivilTime(Instant.present), period: period, source: source)
        switch use.entered(
            in: try ProgrammeFolder.accountFiles(in: root), at: path, programme: folder.programme,
            documents: folder.agreements.documents)
        {
        case .refused(let lines): throw Failure(lines: lines)
        case .entered(let text, let entry, let plan):
            do {
                try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            } catch {
                throw Failure("`\(path)`: cannot be written: \(reason(error))")
            }
            tell(entry, plan, folder.programme)
        }
    }

    private func tell(_ planned: PlannedEntry, _ plan: AccountPlan, _ programme: ProgrammeDescription) {
        guard case .use(let partner, _, let account, let amount, let what) = planned.entry else { return }
        let ledger = StationLedger.trial(plan, partners: programme.partners.map(\.id)).ledger
        let balance = ledger.balances(of: account).first { $0.partner == partner }
        let row: [Cell] = [
            .text(planned.date.description), .text(account.pool), .text(account.period), .text(amount.unit.rawValue),
            .text(partner.rawValue), .literal(amount.decimalText), .text(what),
            balance.map { .literal($0.used.decimalText) } ?? .missing,
            balance.map { .literal($0.left.decimalText) } ?? .missing,
        ]
        Table(columns: Self.columns, rows: [row]).write(as: output.format)
    }
}

/// Keeps a second command from writing into a folder at the same time; it waits until the first has done.
private struct FolderLock {
    private let descriptor: Int32

    init(_ folder: String) throws {
        descriptor = open(folder, O_RDONLY)
        guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
            throw Failure("`\(folder)`: cannot be locked: \(String(cString: strerror(errno)).lowercased())")
        }
    }

    /// Lets the next one write.
    func release() { close(descriptor) }
}
