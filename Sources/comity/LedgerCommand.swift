import Agreements
import Archive
import ArgumentParser
import Foundation
import Ledger
import Operations
import Programme

struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "The partners' accounts: balances of each pool, a check of a node's ledger, use entered by hand.",
        discussion: """
            Without a subcommand it tells balances; `comity help ledger balances` has the
            options: --period, --pool, --verify, --keys and --format.
            Example: comity ledger examples/iss --period 2026
            Example: comity ledger .comity/iss --verify
            Example: comity ledger enter examples/iss --pool usos-crew-time --partner ESA --amount 1.5 --what "freezer"
            """,
        subcommands: [LedgerBalancesCommand.self, LedgerEnterCommand.self],
        defaultSubcommand: LedgerBalancesCommand.self)
}

struct LedgerBalancesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balances",
        abstract: "Each partner's balance in each pool: share, barter, use, what is left.",
        discussion: """
            Of a programme's folder it tells what `ledger.yaml` says; of a node's data
            folder, what the node's ledger has, the use that the node counted among it.
            Only what all sides have signed counts; use that a side has not signed stands
            in its own column. Amounts are in the pool's unit, `usedPercent` is of the
            whole pool. --verify checks a node's ledger from its first byte on: each
            digest, each signature, each entry, that a checkpoint signs the last line, and
            that no line is gone which the node wrote. Exit status 1 when anything in it
            was changed; the lines are told.
            Example: comity ledger examples/iss --period 2026
            Example: comity ledger .comity/iss --verify
            """)

    @Argument(help: "The programme's folder, or a node's data folder.")
    var folder: String

    @Option(help: ArgumentHelp("Only this period, such as 2026.", valueName: "period"))
    var period: String?

    @Option(help: ArgumentHelp("Only this pool.", valueName: "pool"))
    var pool: String?

    @Flag(help: "Check the node's ledger instead of telling balances.")
    var verify = false

    @Option(help: ArgumentHelp("Public keys kept elsewhere, in place of the data folder's.", valueName: "file"))
    var keys: String?

    @OptionGroup var output: FormatOption

    private static let columns = [
        "pool", "period", "unit", "partner", "allocated", "barteredIn", "barteredOut", "used", "unsigned", "available",
        "usedPercent",
    ]

    func run() throws {
        let chain = "\(folder)/\(BookFiles.fileName(.ledger))"
        guard FileManager.default.fileExists(atPath: chain) else {
            guard !verify else { throw Failure("`\(folder)`: no `ledger.chain`, expected a node's data folder") }
            return try write(planned())
        }
        // The note before the book: a node that runs adds to the book first.
        let note = try noted()
        let keyFile = keys ?? "\(folder)/\(AccountKeys.publicNote)"
        let known = AccountKeys.publicKeys(try readFile(keyFile))
        let content = try readFile(chain, limitBytes: 4 << 30)
        let read = StationLedger.read(content, keys: known)
        let ledger = read.ledger
        var faults = read.faults.map(\.description)
        if let missing = NodeBook.ledger.fault(in: content, note: note) { faults.append(missing.description) }
        if read.faults.isEmpty, let unsigned = ledger.unsignedTail { faults.append(unsigned.description) }
        for fault in faults { StandardError.write("error: `\(chain)`: \(fault)") }
        if note == nil { StandardError.write("note: `\(folder)` has no note of how far the ledger goes") }
        if verify { tell(ledger, faults) } else { try write(ledger) }
        if !faults.isEmpty { throw ExitCode(1) }
    }

    /// What the programme's files alone say.
    private func planned() throws -> StationLedger {
        let read = try ProgrammeFolder.load(folder)
        guard let plan = read.accounts else {
            throw Failure("`\(folder)`: no `ledger.yaml`, expected a programme with accounts or a node's data folder")
        }
        return StationLedger.trial(plan, partners: read.programme.partners.map(\.id)).ledger
    }

    /// How far the node noted the ledger to go; a folder of an earlier release has no such note.
    private func noted() throws -> Data? {
        let path = "\(folder)/\(BookEnd.note(of: .ledger))"
        return FileManager.default.fileExists(atPath: path) ? try readFile(path) : nil
    }

    private func tell(_ ledger: StationLedger, _ faults: [String]) {
        var checkpoints = 0
        for case .checkpoint in ledger.records { checkpoints += 1 }
        let verdict = faults.isEmpty ? "whole" : "changed at \(faults[0])"
        guard output.format == .table else {
            let row: [Cell] = [
                .integer(ledger.records.count), .integer(checkpoints), .text(ledger.head.description),
                .flag(faults.isEmpty), .text(faults.joined(separator: "; ")),
            ]
            let table = Table(columns: ["lines", "checkpoints", "head", "isWhole", "faults"], rows: [row])
            return table.write(as: output.format)
        }
        print("\(ledger.records.count) lines with \(checkpoints) checkpoints: \(verdict); head \(ledger.head)")
    }

    private func write(_ ledger: StationLedger) throws {
        try check(period, "period", among: ledger.accounts.map(\.period))
        try check(pool, "pool", among: ledger.accounts.map(\.pool))
        let accounts = ledger.accounts.filter {
            (period ?? $0.period) == $0.period && (pool ?? $0.pool) == $0.pool
        }
        if accounts.isEmpty, let period, let pool {
            throw ValidationError("`\(folder)`: nothing is allocated of `\(pool)` in `\(period)`")
        }
        var table = Table(columns: Self.columns)
        table.rows = accounts.flatMap { account in ledger.balances(of: account).map { Self.cells($0, account) } }
        table.write(as: output.format)
        guard output.format == .table else { return }
        for debt in ledger.debts { print("\(debt.debtor) owes \(debt.creditor) \(debt.amount)") }
    }

    private func check(_ name: String?, _ kind: String, among all: [String]) throws {
        let known = Set(all).sorted()
        guard let name, !known.contains(name) else { return }
        let list = known.isEmpty ? "there is none" : known.map { "`\($0)`" }.joined(separator: ", ")
        let near = Spelling.nearest(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""
        throw ValidationError("`--\(kind) \(name)`: unknown \(kind), expected one of: \(list)\(near)")
    }

    private static func cells(_ balance: PartnerBalance, _ account: PoolPeriod) -> [Cell] {
        [
            .text(account.pool), .text(account.period), .text(balance.allocated.unit.rawValue),
            .text(balance.partner.rawValue), .literal(balance.allocated.decimalText),
            .literal(balance.gained.decimalText), .literal(balance.given.decimalText),
            .literal(balance.used.decimalText), .literal(balance.unsigned.decimalText),
            .literal(balance.left.decimalText), .number(balance.usedPercent, decimals: 3),
        ]
    }
}
