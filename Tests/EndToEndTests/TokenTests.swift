import Foundation
import Testing

@Suite("Tokens")
struct TokenTests {
    /// A matrix whose rows sum to 1, row by row different.
    private func rows(_ queries: Int, _ keys: Int) -> Data {
        let values = (0..<queries).flatMap { query -> [Float] in
            let parts = (0..<keys).map { Float(($0 * 3 + query * 5) % 7 + 1) }
            return parts.map { $0 / parts.reduce(0, +) }
        }
        return InputFiles.npy([queries, keys], values)
    }

    private func json(_ tokens: [String]) throws -> Data { try JSONSerialization.data(withJSONObject: tokens) }

    @Test("White space and the marks of tokenizers are made readable; --raw-tokens leaves them")
    func visible() throws {
        let workshop = try Workshop()
        let raw = [" ", "\n", "\t", "a b", "Ġthe", "▁cat", "Ġ", "Ċ", "##ing", "<s>", "Ġ</s>", ""]
        let shown = ["␣", "↵", "⇥", "a b", " the", " cat", "␣", "↵", "##ing", "<s>", " </s>", ""]
        try workshop.write(rows(raw.count, raw.count), to: "in.npy")
        try workshop.write(json(raw), to: "tokens.json")
        func labels(_ options: String...) throws -> [String]? {
            let outcome = try workshop.run(["render", "in.npy", "--tokens", "tokens.json", "--json"] + options)
            return try outcome.json()["xLabels"] as? [String]
        }
        #expect(try labels() == shown)
        #expect(try labels("--raw-tokens") == raw)
    }

    @Test(
        "--merge-subwords joins the pieces of words, and rows still sum to 1",
        arguments: [
            (
                ["[CLS]", "play", "##ing", "chess", "##board", "##s", "[SEP]"],
                ["[CLS]", "playing", "chessboards", "[SEP]"]
            ),
            (["▁the", "▁pl", "ay", "ing", "▁cat", "</s>"], ["the", "playing", "cat", "</s>"]),
            (["The", "Ġcat", "Ġunder", "stands", "<|endoftext|>"], ["The", "cat", "understands", "<|endoftext|>"]),
        ])
    func merged(tokens: [String], words: [String]) throws {
        let workshop = try Workshop()
        try workshop.write(rows(tokens.count, tokens.count), to: "in.npy")
        try workshop.write(json(tokens), to: "tokens.json")
        let outcome = try workshop.run(
            "render", "in.npy", "--tokens", "tokens.json", "--merge-subwords", "--json", "--save-weights", "out.npy")
        #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
        let summary = try outcome.json()
        #expect(summary["xLabels"] as? [String] == words)
        #expect(summary["yLabels"] as? [String] == words)
        let saved = try workshop.array("out.npy")
        #expect(saved.shape == [words.count, words.count])
        #expect(saved.rowSums.allSatisfy { abs($0 - 1) < 1e-6 })
        // The first word is one token in all three: its weight on the second word is the sum over the tokens of that word.
        let whole = try SavedArray(workshop.data("in.npy"))
        let count = tokens[1...].prefix { words[1].contains($0.filter { !"#▁Ġ".contains($0) }) }.count
        #expect(abs(saved.values[1] - whole.values[1..<1 + count].reduce(0, +)) < 1e-6)
    }

    @Test("Words of keys and of queries may differ")
    func mergedApart() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 3], [0.5, 0.25, 0.25, 0.125, 0.375, 0.5]), to: "in.npy")
        try workshop.write("un\n##do\nit\n", to: "keys.txt")
        try workshop.write("dé\n##faire\n", to: "queries.txt")
        let outcome = try workshop.run(
            "render", "in.npy", "--x-tokens", "keys.txt", "--y-tokens", "queries.txt", "--merge-subwords", "--json",
            "--save-weights", "out.npy")
        #expect(try outcome.json()["xLabels"] as? [String] == ["undo", "it"])
        #expect(try outcome.json()["yLabels"] as? [String] == ["défaire"])
        #expect(try workshop.array("out.npy").matches([1, 2], [0.625, 0.375]))
        let half = try workshop.run("render", "in.npy", "--x-tokens", "keys.txt", "--merge-subwords", "--json")
        #expect(half.status == 64)
        #expect(half.messages.contains("--merge-subwords needs the tokens of both axes"))
    }

    @Test("Merged words of a causal mask: a word is masked where all its pieces are")
    func mergedMask() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.pattern(1, 4, 2), to: "q.npy")
        try workshop.write("a\nplay\n##ing\nb\n", to: "tokens.txt")
        let outcome = try workshop.run(
            "attend", "--queries", "q.npy", "--keys", "q.npy", "--causal", "--tokens", "tokens.txt",
            "--merge-subwords", "-o", "a.svg", "--json")
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(try outcome.json()["yLabels"] as? [String] == ["a", "playing", "b"])
        let description = try workshop.description("a.svg")
        #expect(description.contains("Heatmap of 3 queries by 3 keys.") && description.contains("3 masked cells."))
    }

    @Test("Tokens are those of the whole axis: a selection takes its own")
    func selected() throws {
        let workshop = try Workshop()
        try workshop.write(rows(4, 4), to: "in.npy")
        try workshop.write("a\nb\nc\nd\n", to: "tokens.txt")
        let outcome = try workshop.run(
            "render", "in.npy", "--tokens", "tokens.txt", "--select", "query=2 key=-1,1:", "--json")
        #expect(outcome.status == 64, "a list holds no range")
        let chosen = try workshop.run(
            "render", "in.npy", "--tokens", "tokens.txt", "--select", "query=2 key=-1,1", "--json")
        #expect(try chosen.json()["yLabels"] as? [String] == ["c"])
        #expect(try chosen.json()["xLabels"] as? [String] == ["d", "b"])
        try workshop.write("c\n", to: "one.txt")
        let few = try workshop.run("render", "in.npy", "--y-tokens", "one.txt", "--select", "query=2", "--json")
        #expect(few.status == 65)
        #expect(few.messages.contains("one.txt: expected 4 tokens, one for each query, found 1"))
    }

    @Test("Text, a list, an array and a tensor of an archive name the same tokens")
    func sources() throws {
        let workshop = try Workshop()
        let tokens = ["the", "cat", "注意"]
        try workshop.write(rows(3, 3), to: "in.npy")
        try workshop.write("\u{FEFF}the\r\ncat\r\n注意", to: "tokens.txt")
        try workshop.write(json(tokens), to: "tokens.json")
        try workshop.write(InputFiles.npy(tokens: tokens), to: "tokens.npy")
        try workshop.write(InputFiles.npz([("words", InputFiles.npy(tokens: tokens))]), to: "tokens.npz")
        for source in ["tokens.txt", "tokens.json", "tokens.npy", "tokens.npz:words"] {
            let outcome = try workshop.run("render", "in.npy", "--tokens", source, "--json")
            #expect(outcome.status == 0, "\(outcome.messages)")
            #expect(try outcome.json()["xLabels"] as? [String] == tokens, "\(source)")
            #expect(try outcome.json()["yLabels"] as? [String] == tokens, "\(source)")
        }
        let wrong = try workshop.run("render", "in.npy", "--tokens", "tokens.npz:tokens", "--json")
        #expect(wrong.status == 64)
        #expect(wrong.messages.contains("no list of tokens is named 'tokens'") && wrong.messages.contains("'words'"))
    }

    @Test("The tokens of the input file are the default, and options go before them")
    func defaults() throws {
        let workshop = try Workshop()
        let archive = InputFiles.npz([("w", rows(2, 2)), ("tokens", InputFiles.npy(tokens: ["a", "b"]))])
        try workshop.write(archive, to: "in.npz")
        try workshop.write("c\nd\n", to: "tokens.txt")
        func labels(_ options: String...) throws -> [[String]?] {
            let summary = try workshop.run(["render", "in.npz", "--json"] + options).json()
            return [summary["xLabels"] as? [String], summary["yLabels"] as? [String]]
        }
        #expect(try labels() == [["a", "b"], ["a", "b"]])
        #expect(try labels("--x-tokens", "tokens.txt") == [["c", "d"], ["a", "b"]])
        #expect(try labels("--tokens", "tokens.txt") == [["c", "d"], ["c", "d"]])
        let lists = [("w", rows(2, 2)), ("tokens", InputFiles.npy(tokens: ["a", "b", "c"]))]
        try workshop.write(InputFiles.npz(lists), to: "in.npz")
        let outcome = try workshop.run("render", "in.npz", "--json")
        #expect(outcome.status == 65)
        #expect(
            outcome.messages.contains("in.npz: expected 2 tokens, one for each key, found 3"), "\(outcome.messages)")
    }

    @Test("attend takes the tokens in the files of queries and keys; columns of a table are features")
    func operands() throws {
        let workshop = try Workshop()
        let both = [
            ("q", InputFiles.pattern(1, 2, 2)), ("k", InputFiles.pattern(2, 3, 2)),
            ("x_tokens", InputFiles.npy(tokens: ["a", "b", "c"])), ("y_tokens", InputFiles.npy(tokens: ["d", "e"])),
        ]
        try workshop.write(InputFiles.npz(both), to: "both.npz")
        try workshop.write(",first,second\nf,1,2\ng,3,4\nh,5,6\n", to: "keys.csv")
        func labels(_ keys: String, _ options: String...) throws -> [[String]?] {
            let outcome = try workshop.run(
                ["attend", "--queries", "both.npz:q", "--keys", keys, "--json"] + options)
            try #require(outcome.status == 0, "\(outcome.messages)")
            let summary = try outcome.json()
            return [summary["xLabels"] as? [String], summary["yLabels"] as? [String]]
        }
        #expect(try labels("both.npz:k") == [["a", "b", "c"], ["d", "e"]])
        #expect(try labels("keys.csv") == [["f", "g", "h"], ["d", "e"]])
        #expect(try labels("keys.csv", "--x-tokens", "both.npz:x_tokens") == [["a", "b", "c"], ["d", "e"]])
    }

    /// A pipe can be read only once.
    @Test(
        "A pipe of tokens is read once and labels both axes",
        arguments: ["printf 'a\\nb\\n' | %", "mkfifo pipe && { printf 'a\\nb\\n' > pipe & } && %"],
        ["render in.npy", "attend --queries in.npy --keys in.npy"])
    func pipes(shell: String, command: String) throws {
        let workshop = try Workshop()
        try workshop.write(rows(2, 2), to: "in.npy")
        let files = shell.contains("mkfifo") ? ["pipe"] : ["-", "/dev/stdin", "/dev/fd/0"]
        for file in files {
            for option in ["--tokens \(file)", "--x-tokens \(file) --y-tokens \(file)"] {
                let line = shell.replacingOccurrences(of: "%", with: "\"$0\" \(command) \(option) --json -o a.svg")
                let outcome = try workshop.shell("rm -f pipe; " + line)
                #expect(outcome.status == 0, "\(outcome.messages)")
                let summary = try outcome.json()
                #expect(summary["xLabels"] as? [String] == ["a", "b"])
                #expect(summary["yLabels"] as? [String] == ["a", "b"])
            }
        }
    }

    /// The labels of a square map with these tokens.
    private func labels(
        _ tokens: [String], _ options: String..., in workshop: Workshop
    ) throws -> (labels: [String]?, messages: String) {
        try workshop.write(rows(tokens.count, tokens.count), to: "in.npy")
        try workshop.write(json(tokens), to: "tokens.json")
        let outcome = try workshop.run(["render", "in.npy", "--tokens", "tokens.json", "--json"] + options)
        return (try outcome.json()["xLabels"] as? [String], outcome.messages)
    }

    @Test("Tokens of byte-level BPE and bytes of SentencePiece are decoded, also in a part of the axis")
    func byteLevel() throws {
        let workshop = try Workshop()
        let tokens = ["ĠCafÃ©", "ĠnaÃ¯ve", "æĿ±äº¬", "ĠÐŁÑĢÐ¸Ð²ÐµÑĤ", "Ċ", "ĉ", "ĠðŁĳį", "âĢľquotedâĢĿ", "nâĢĻt"]
        let texts = [" Café", " naïve", "東京", " Привет", "↵", "⇥", " 👍", "“quoted”", "n’t"]
        #expect(try labels(tokens, in: workshop).labels == texts)
        #expect(try labels(tokens, "--raw-tokens", in: workshop).labels == tokens)
        #expect(try labels(tokens, "--crop", ":,2:4", in: workshop).labels == ["東京", " Привет"])
        #expect(try labels(tokens, "--select", "key=7", in: workshop).labels == ["“quoted”"])
        let pieces = ["The", "Ġa", "å¥", "½", "Ġb", "Ġ<br>", "<|im_start|>", "Ċ"]
        #expect(
            try labels(pieces, in: workshop).labels
                == ["The", " a", "<E5 A5>", "<BD>", " b", " <br>", "<|im_start|>", "↵"])
        let words = ["un", "café", "Ünal", "½"]
        #expect(try labels(words, in: workshop).labels == words)
        #expect(
            try labels(["<s>", "▁", "<0xE6>", "<0x9D>", "<0xB1>", "▁is"], in: workshop).labels
                == ["<s>", "␣", "<E6>", "<9D>", "<B1>", " is"])
    }

    @Test("Merged words are whole, and a merge that joins nothing says so")
    func mergedBytes() throws {
        let workshop = try Workshop()
        let pieces = ["æĿ", "±", "Ġmeans", "ĠðŁ", "Ĵ", "©", "."]
        #expect(try labels(pieces, "--merge-subwords", in: workshop).labels == ["東", "means", "💩."])
        let bytes = ["<s>", "▁", "<0xE6>", "<0x9D>", "<0xB1>", "▁is", "▁To", "ky", "o", "</s>"]
        #expect(try labels(bytes, "--merge-subwords", in: workshop).labels == ["<s>", "東", "is", "Tokyo", "</s>"])
        #expect(try labels(["ca", "t</w>", "sat</w>"], "--merge-subwords", in: workshop).labels == ["cat", "sat"])
        #expect(try labels(["un", "￭do", "it"], "--merge-subwords", in: workshop).labels == ["undo", "it"])
        let none = try labels(["no", "marks", "café"], "--merge-subwords", in: workshop)
        #expect(none.labels == ["no", "marks", "café"])
        #expect(none.messages.contains("--merge-subwords: no tokens are merged"))
        #expect(try labels(["a", "##b"], "--merge-subwords", in: workshop).messages.isEmpty)
        let computed = try workshop.run(
            "attend", "--queries", "in.npy", "--keys", "in.npy", "--tokens", "tokens.json", "--merge-subwords", "-o",
            "a.svg")
        #expect(computed.status == 0 && !computed.messages.contains("no tokens are merged"), "\(computed.messages)")
    }

    @Test("--number-repeats numbers tokens that occur several times")
    func numbered() throws {
        let workshop = try Workshop()
        let tokens = ["the", "Ġcat", "Ġthe", "Ġthe", ".", "Ġ", "Ġ"]
        #expect(
            try labels(tokens, "--number-repeats", in: workshop).labels
                == ["the₁", " cat", " the₂", " the₃", ".", "␣₁", "␣₂"])
        #expect(try labels(tokens, "--number-repeats", "--crop", ":,2:4", in: workshop).labels == [" the₂", " the₃"])
        #expect(
            try labels(["a", "##b", "c", "ab"], "--number-repeats", "--merge-subwords", in: workshop).labels
                == ["ab₁", "c", "ab₂"])
    }
}
