import Foundation
import Testing

/// Files as NumPy, pandas, R, Excel and models write them, drawn by the program.
@Suite("Files of everyday life")
struct EverydayFileTests {
    /// Draws a file and saves its weights, which are `shape` and `values` (-1 for NaN).
    private func draws(
        _ workshop: Workshop, _ arguments: [String], _ shape: [Int], _ values: [Float],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Workshop.Outcome {
        let outcome = try workshop.run(["render", "--json", "--save-weights", "out.npy"] + arguments)
        try #require(outcome.status == 0, "\(outcome.messages)", sourceLocation: sourceLocation)
        let saved = try workshop.array("out.npy")
        #expect(saved.shape == shape, sourceLocation: sourceLocation)
        #expect(saved.values.map { $0.isNaN ? -1 : $0 } == values, sourceLocation: sourceLocation)
        return outcome
    }

    @Test(
        "Tables: separators, decimal commas, comments, missing cells, numbers of rows and columns",
        arguments: [
            ("w.txt", "5.0e-01 2.5e-01\n1.25e-1 1e0\n", [0.5, 0.25, 0.125, 1], ""),
            ("w.dat", "# of a layer\n0.5 0.25\n0.125 1\n", [0.5, 0.25, 0.125, 1], ""),
            ("w.csv", "0.5 0.25\n0.125 1\n", [0.5, 0.25, 0.125, 1], ""),
            ("w.csv", "target;the;cat\nder;0,5;0,25\nHund;0,125;1\n", [0.5, 0.25, 0.125, 1], ""),
            ("w.csv", "1.0,\n0.5,0.5\n", [1, -1, 0.5, 0.5], "1 cell is missing"),
            (
                "w.csv", "\"\",\"X1\",\"X2\"\n\"1\",NA,0.75\n\"2\",0.5,#N/A\n", [-1, 0.75, 0.5, -1],
                "2 cells are missing"
            ),
            ("w.csv", "query,0,1\nthe,0.5,0.5\ncat,0.25,0.75\n", [0.5, 0.5, 0.25, 0.75], "the first row (0 to 1)"),
            ("w.csv", "0,1\n0.5,0.5\n0.25,0.75\n", [0.5, 0.5, 0.25, 0.75], "the first row (0 to 1)"),
            ("w.csv", "50%,25%\n12.5%,100%\n", [0.5, 0.25, 0.125, 1], ""),
            (
                "w.csv", "source,target,weight\nthe,der,0.5\ncat,der,0.25\ncat,Hund,1\n", [0.5, 0.25, -1, 1],
                "'target' is the query"
            ),
            ("w.json", "[[0.5, null], [0.25, 1]]", [0.5, -1, 0.25, 1], "1 cell is missing"),
            (
                "w.json", "{\"meta\": {\"a\": 1, \"a\": 1}, \"attentions\": [[0.5, 0.25], [0.125, 1]]}",
                [0.5, 0.25, 0.125, 1], ""
            ),
            ("w.json:a.b", "{\"a\": {\"b\": [[0.5, 0.25], [0.125, 1]]}, \"c\": [[1]]}", [0.5, 0.25, 0.125, 1], ""),
        ] as [(String, String, [Float], String)])
    func tables(name: String, text: String, values: [Float], note: String) throws {
        let workshop = try Workshop()
        try workshop.write(text, to: name.split(separator: ":").first.map(String.init) ?? name)
        let outcome = try draws(workshop, [name], [2, 2], values)
        #expect(note.isEmpty ? outcome.messages.isEmpty : outcome.messages.contains(note), "\(outcome.messages)")
    }

    @Test("A long table keeps the numbers of its layers and heads, and the names of its axes")
    func longTable() throws {
        let workshop = try Workshop()
        var text = "layer,head,query,key,weight\n"
        for layer in [5, 9] {
            for (query, key) in [(0, 0), (1, 0), (1, 1)] {
                text += "\(layer),3,\(query),\(key),0.\(layer)\(query)\(key)\n"
            }
        }
        try workshop.write(text, to: "w.csv")
        let outcome = try draws(
            workshop, ["w.csv", "--select", "head=3"], [2, 2, 2], [0.5, -1, 0.51, 0.511, 0.9, -1, 0.91, 0.911])
        #expect(outcome.messages.contains("2 weights are not in the table"))
        #expect(try outcome.json()["columnTitles"] as? [String] == ["Layer 5", "Layer 9"])
    }

    @Test("A mask of true and false in text is boolean, not a bias", arguments: ["m.csv", "m.json"])
    func textMask(name: String) throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 4], [1, 0, 0, 0, 0, 1, 0, 0]), to: "q.npy")
        try workshop.write(InputFiles.npy([2, 4], [1, 0, 0, 0, 0, 1, 0, 0]), to: "k.npy")
        try workshop.write(name == "m.csv" ? "true,false\ntrue,true\n" : "[[true, false], [true, true]]", to: name)
        let outcome = try workshop.run(
            "attend", "--queries", "q.npy", "--keys", "k.npy", "--mask", name, "--save-weights", "out.npy")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let high = 1 / (1 + exp(-0.5 as Float))
        #expect(try workshop.array("out.npy").matches([2, 2], [1, 0, 1 - high, high]))
    }

    @Test("A list of weights is a strip of one row")
    func strip() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([3], [0.5, 0.25, 0.25]), to: "w.npy")
        try workshop.write("a\nb\nc\n", to: "x.txt")
        let outcome = try draws(workshop, ["w.npy", "--x-tokens", "x.txt"], [1, 3], [0.5, 0.25, 0.25])
        #expect(try outcome.json()["xLabels"] as? [String] == ["a", "b", "c"])
        let analyzed = try workshop.run("analyze", "w.npy", "--json")
        #expect(analyzed.status == 0, "\(analyzed.messages)")
    }

    @Test("bfloat16 of ml_dtypes, and a type that the user names")
    func brainFloats() throws {
        let workshop = try Workshop()
        let bytes: [UInt8] = [0x80, 0x3F, 0x00, 0x00, 0x00, 0x3F, 0x00, 0x3F]
        try workshop.write(InputFiles.npy([2, 2], bytes: bytes, type: "<V2"), to: "v2.npy")
        try workshop.write(InputFiles.npy([2, 2], bytes: bytes, type: "bfloat16"), to: "named.npy")
        try workshop.write(InputFiles.npy([2, 2], bytes: bytes, type: "<u2"), to: "u2.npy")
        try workshop.write(InputFiles.npy([2, 2], bytes: [0x38, 0, 0x30, 0x30], type: "|V1"), to: "v1.npy")
        let assumed = try draws(workshop, ["v2.npy"], [2, 2], [1, 0, 0.5, 0.5])
        #expect(assumed.messages.contains("it is read as bfloat16; --dtype names another type"))
        for arguments in [["named.npy"], ["v2.npy", "--dtype", "bfloat16"], ["u2.npy", "--dtype", "bfloat16"]] {
            #expect(try !draws(workshop, arguments, [2, 2], [1, 0, 0.5, 0.5]).messages.contains("is read as"))
        }
        _ = try draws(workshop, ["v1.npy", "--dtype", "float8_e4m3fn"], [2, 2], [1, 0, 0.5, 0.5])
        let unnamed = try workshop.run("render", "v1.npy")
        #expect(unnamed.status == 65)
        #expect(unnamed.messages.contains("--dtype float8_e4m3"))
    }

    @Test("Tokens that cannot be read are noted, unless others are given")
    func objectTokens() throws {
        let workshop = try Workshop()
        try workshop.write(
            InputFiles.npz([
                ("w", InputFiles.npy([2, 2], [1, 0, 0.5, 0.5])),
                ("tokens", InputFiles.npy([2], bytes: [0x80, 0x04], type: "|O")),
            ]), to: "in.npz")
        let drawn = try draws(workshop, ["in.npz"], [2, 2], [1, 0, 0.5, 0.5])
        #expect(drawn.messages.contains("the tokens 'tokens' are not read: they are Python objects"))
        #expect(drawn.messages.contains("numpy.array(list(tokens), dtype=str)"))
        try workshop.write("a\nb\n", to: "t.txt")
        #expect(
            try !draws(workshop, ["in.npz", "--tokens", "t.txt"], [2, 2], [1, 0, 0.5, 0.5]).messages.contains("tokens"))
    }

    @Test("Bytes after an archive are said")
    func bytesAfterArchive() throws {
        let workshop = try Workshop()
        let archive = InputFiles.npz([("w", InputFiles.npy([2, 2], [1, 0, 0.5, 0.5]))])
        try workshop.write(archive + Data("\n\n\n\n".utf8), to: "in.npz")
        #expect(
            try draws(workshop, ["in.npz"], [2, 2], [1, 0, 0.5, 0.5]).messages.contains(
                "in.npz: 4 bytes after the archive are ignored"))
    }

    @Test("A file without tensors is bad data, not wrong usage", arguments: ["in.safetensors", "in.npz"])
    func noTensors(name: String) throws {
        let workshop = try Workshop()
        try workshop.write(name == "in.npz" ? InputFiles.npz([]) : InputFiles.safetensors([]), to: name)
        let outcome = try workshop.run("render", name)
        #expect(outcome.status == 65)
        #expect(outcome.messages.contains("the file holds no tensors"))
    }

    @Test("A list of tokens that is a pipe is read once, and labels both axes")
    func pipedTokens() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 2], [1, 0, 0.5, 0.5]), to: "w.npy")
        try workshop.write("the\ncat\n", to: "t.txt")
        for command in [
            "cat t.txt | \"$0\" render w.npy --json --tokens -",
            "cat t.txt | \"$0\" render w.npy --json --tokens /dev/stdin",
            "mkfifo pipe; cat t.txt > pipe & \"$0\" render w.npy --json --tokens pipe",
        ] {
            let outcome = try workshop.shell(command)
            try #require(outcome.status == 0, "\(outcome.messages)")
            let figure = try outcome.json()
            #expect(figure["xLabels"] as? [String] == ["the", "cat"])
            #expect(figure["yLabels"] as? [String] == ["the", "cat"])
        }
    }

    @Test("Steps of different sizes in JSON are named")
    func steps() throws {
        let workshop = try Workshop()
        try workshop.write("[[[1, 0], [0.5, 0.5]], [[0.2, 0.3, 0.5]]]", to: "steps.json")
        let listed = try workshop.run("info", "steps.json")
        #expect(listed.text.contains("steps.0") && listed.text.contains("(1, 3)"))
        _ = try draws(workshop, ["steps.json:steps.1"], [1, 3], [0.2, 0.3, 0.5])
    }
}
