import Foundation
import Testing

@Suite("Text for people holds no control characters")
struct TerminalTextTests {
    /// Colours, a line break, controls of one byte and of C1, overrides of direction, separators, a noncharacter.
    private static let controls = "a\u{1B}[31m\nb\u{9B}\u{7F}\r\u{202E}\u{2066}\u{200F}\u{2028}\u{FFFE}c"
    private static let escaped =
        "a\\u{1B}[31m\\nb\\u{009B}\\u{7F}\\r\\u{202E}\\u{2066}\\u{200F}\\u{2028}\\u{FFFE}c"

    private func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0 == "\n"
                || ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
                    && !$0.properties.isNoncharacterCodePoint
        }
    }

    @Test(
        "Names of files, options and values in messages",
        arguments: [
            ["render", "X"], ["X"], ["render", "m.csv", "--X"], ["render", "m.csv", "X"], ["help", "X"],
            ["render", "m.csv", "--cmap", "X"], ["render", "m.csv", "--norm", "X"],
            ["render", "m.csv", "--axes", "X,b"],
            ["attend", "--queries", "m.csv", "--keys", "m.csv", "--score", "X"], ["render", "m.csv", "--tokens", "X"],
            ["render", "m.csv", "-o", "X/f.svg"], ["render", "m.csv", "-o", "X"], ["diff", "X", "m.csv"],
            ["render", "m.csv", "--valid-lens", "X"], ["render", "m.csv:X"], ["analyze", "m.csv", "--metric", "X"],
            ["render", "m.csv", "-o", "X.svg", "-o", "./X.svg"], ["render", "m.csv", "--select", "layer=X"],
        ])
    func messages(arguments: [String]) throws {
        let workshop = try Workshop()
        try workshop.write("0.5,0.5\n0.25,0.75\n", to: "m.csv")
        let outcome = try workshop.run(arguments.map { $0.replacingOccurrences(of: "X", with: Self.controls) })
        #expect(outcome.status != 0 && outcome.output.isEmpty)
        #expect(isPlain(outcome.messages), "\(outcome.messages.debugDescription)")
        #expect(!outcome.messages.contains("\nb"), "the line break of a name is no line of the message")
        #expect(outcome.messages.contains("a\\u{1B}[31m"), "\(outcome.messages)")
    }

    @Test("The name is shown whole")
    func whole() throws {
        let outcome = try Workshop().run("render", Self.controls)
        #expect(
            outcome.messages
                == "attnviz: error: \(Self.escaped): cannot be opened: No such file or directory\n")
    }

    @Test("Notes on files that are drawn")
    func notes() throws {
        let workshop = try Workshop()
        try workshop.write("0.5,0.5\n0.25,NA\n", to: Self.controls + ".csv")
        let outcome = try workshop.run("render", Self.controls + ".csv", "-o", Self.controls + ".svg")
        #expect(outcome.status == 0)
        #expect(isPlain(outcome.messages) && !outcome.messages.contains("\nb"))
        #expect(outcome.messages.contains(Self.escaped))
    }

    @Test("Names of tensors, in lists and in JSON")
    func tensors() throws {
        let workshop = try Workshop()
        let name = #"a\u001b[31m\u009b\u202e\u2028\ufffe\u007f"#
        try workshop.write("{\"\(name)\": [[1, 2], [3, 4]], \"b\": [[1, 2]]}", to: "j.json")
        let list = try workshop.run("info", "j.json")
        #expect(list.status == 0 && isPlain(list.text))
        #expect(list.text.hasPrefix("a\\u{1B}[31m\\u{009B}\\u{202E}\\u{2028}\\u{FFFE}\\u{7F}  float32  (2, 2)\n"))
        let json = try workshop.run("info", "j.json", "--json")
        #expect(isPlain(json.text))
        #expect(json.text.contains("\"name\":\"\(name)\""))
        let tensors = try #require(try json.json()["tensors"] as? [[String: Any]])
        #expect(tensors.contains { $0["name"] as? String == "a\u{1B}[31m\u{9B}\u{202E}\u{2028}\u{FFFE}\u{7F}" })
        let failure = try workshop.run("render", "j.json")
        #expect(failure.status == 64 && isPlain(failure.messages))
        #expect(failure.messages.contains("it holds:\n  'a\\u{1B}[31m"), "lists keep their lines")
    }

    @Test("Joiners in names are spelled, not escaped")
    func joiners() throws {
        let outcome = try Workshop().run("render", "👩‍💻\u{200C}é.npy")
        #expect(outcome.messages.hasPrefix("attnviz: error: 👩‍💻\u{200C}é.npy: cannot be opened"))
    }
}
