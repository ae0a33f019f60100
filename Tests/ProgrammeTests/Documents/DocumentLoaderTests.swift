import Programme
import Testing

@Suite struct DocumentLoaderTests {
    private func problems(_ text: String) -> [String] {
        let log = ProblemLog()
        _ = DocumentLoader.load(SourceFile(path: "a.yaml", text: text), log: log)
        return log.problems.map(\.description)
    }

    @Test func goodTextHasNoProblems() {
        #expect(problems("a: 1\nb: [x, \"&y\", '*z']\n") == [])
    }

    @Test func emptyDocument() {
        #expect(problems("# nothing\n") == ["a.yaml:1:1: found an empty document, expected YAML with at least one key"])
    }

    @Test func malformedTextNamesItsPlace() {
        let found = problems("a: 1\nb: [1, 2\nc: 3\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("a.yaml:3:") == true)
        #expect(found.first?.contains("found malformed YAML (") == true)
    }

    @Test func keyTwiceIsRefused() {
        #expect(
            problems("a: 1\nb: 2\na: 3\n") == ["a.yaml:1:1: found `a` twice in one mapping, expected each key once"])
    }

    @Test func aliasesAreRefusedBeforeTheyGrow() {
        var bomb = "a0: &a0 [x, x]\n"
        for level in 1...40 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(
            problems(bomb) == [
                "a.yaml:2:10: found an alias `*a0`, expected the value itself: anchors and aliases are not used "
                    + "in these files"
            ])
    }

    @Test func aliasAsKeyIsRefused() {
        #expect(problems("a: &a {b: 1}\n? *a\n: 2\n").first?.contains("found an alias `*a`") == true)
    }

    @Test(arguments: ["\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"])
    func aliasBehindACommentIsRefused(_ lineEnd: String) {
        #expect(problems("a: &a {b: 1}\n# é\(lineEnd)b: *a\n").first?.contains("found an alias `*a`") == true)
    }

    @Test func wordsInCommentsAreNoAliases() {
        #expect(problems("a: &a 1\n# *a\n") == [])
    }

    @Test func bigFileIsRefused() {
        let text = "a: " + String(repeating: "x", count: DocumentLoader.maximumBytes)
        #expect(problems(text) == ["a.yaml:1:1: found 4194307 bytes, expected a file of at most 4194304 bytes"])
    }

    @Test(arguments: ["[", "{", "- ", "{a: ", "? "]) func deepNestingIsRefused(_ opening: String) {
        #expect(!problems("a:\n" + String(repeating: opening, count: 100_000)).isEmpty)
    }

    @Test func bytesThatAreNotUTF8NameTheirLine() {
        let log = ProblemLog()
        let file = SourceFile(path: "a.yaml", bytes: Array("a: 1\nb: ".utf8) + [0xFF, 0x0A])
        #expect(DocumentLoader.load(file, log: log).map(\.line) == nil)
        #expect(log.problems.map(\.description) == ["a.yaml:2:1: found bytes that are not UTF-8, expected UTF-8 text"])
    }

    @Test func secondDocumentIsRefused() {
        #expect(problems("a: 1\n---\nb: 2\n").first?.contains("but found another document") == true)
    }
}
