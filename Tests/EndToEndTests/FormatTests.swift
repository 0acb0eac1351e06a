import Foundation
import Testing

@Suite("Formats of inputs")
struct FormatTests {
    private func summary(_ workshop: Workshop, _ arguments: String...) throws -> [String: Any] {
        let outcome = try workshop.run(["render", "--json"] + arguments)
        try #require(outcome.status == 0, "\(outcome.messages)")
        return try outcome.json()
    }

    @Test("NumPy archives, stored and deflated, give the same figure", arguments: ["weights", "fortran"])
    func archives(name: String) throws {
        let workshop = try Workshop()
        let folder = PackageFiles.path("Tests/TensorFilesTests/Fixtures")
        for kind in ["stored", "deflated"] {
            // The archive has tokens of its own, and they are for something else.
            try workshop.write("0\n1\n2\n3\n", to: "x.txt")
            try workshop.write("0\n1\n2\n", to: "y.txt")
            let drawn = try workshop.run(
                "render", "\(folder)/\(kind).npz:\(name)", "--x-tokens", "x.txt", "--y-tokens", "y.txt", "-o",
                "\(kind).svg", "--save-weights", "\(kind).npy")
            #expect(drawn.status == 0, "\(drawn.messages)")
        }
        #expect(try workshop.data("stored.svg") == workshop.data("deflated.svg"))
        let saved = try workshop.array("deflated.npy")
        let ramp = (0..<saved.values.count).map { Float($0) / 2 - 1 }
        #expect(saved.shape == (name == "weights" ? [2, 3, 4] : [3, 4]))
        #expect(saved.values == ramp, "the numbers of make_fixtures.py, whatever the order of the bytes")
    }

    @Test("An archive with one array needs no name, and brings its tokens")
    func archiveTokens() throws {
        let workshop = try Workshop()
        let archive = InputFiles.npz([
            ("w", InputFiles.npy([2, 3])), ("x_tokens", InputFiles.npy(tokens: ["the", "注意", ""])),
            ("y_tokens", InputFiles.npy(tokens: ["a", "b"])),
        ])
        try workshop.write(archive, to: "in.npz")
        let figure = try summary(workshop, "in.npz")
        #expect(figure["xLabels"] as? [String] == ["the", "注意", ""])
        #expect(figure["yLabels"] as? [String] == ["a", "b"])
        let chinese = try summary(
            workshop, PackageFiles.path("Examples/minilm-zh/attentions.npz"), "--select", "layer=0")
        #expect((chinese["xLabels"] as? [String])?.prefix(2) == ["[CLS]", "[UNK]"])
        #expect(chinese["columns"] as? Int == 12)
    }

    @Test("CSV and TSV, with and without a header row and column")
    func tables() throws {
        let workshop = try Workshop()
        let files = [
            ("plain.csv", "1,2\n3,4\n"), ("labelled.csv", ",the,\"a \"\"cat\"\"\"\nx,1,2\ny,3,4\n"),
            ("row.csv", "the,cat\n1,2\n3,4\n"), ("column.tsv", "x\t1\t2\ny\t3\t4\n"),
        ]
        for (name, text) in files { try workshop.write(text, to: name) }
        for (name, x, y) in [
            ("plain.csv", nil, nil), ("labelled.csv", ["the", "a \"cat\""], ["x", "y"]),
            ("row.csv", ["the", "cat"], nil), ("column.tsv", nil, ["x", "y"]),
        ] as [(String, [String]?, [String]?)] {
            let figure = try summary(workshop, name, "--save-weights", "out.npy")
            #expect(figure["xLabels"] as? [String] == x, "\(name)")
            #expect(figure["yLabels"] as? [String] == y, "\(name)")
            #expect(try workshop.array("out.npy").matches([2, 2], [1, 2, 3, 4], within: 0))
        }
    }

    @Test("JSON: nested lists, or an object with weights and tokens")
    func json() throws {
        let workshop = try Workshop()
        try workshop.write("[[[1, 2], [3, 4]], [[5, 6], [7, 8.5e0]]]", to: "lists.json")
        try workshop.write(
            #"{"model": {"name": ["x"]}, "tokens": ["\u0120a", "b\n"], "weights": [[0.5, 0.5], [1, 0]]}"#,
            to: "object.json")
        let lists = try summary(workshop, "lists.json")
        #expect(lists["shape"] as? [Int] == [2, 2, 2])
        #expect(lists["vmax"] as? Double == 8.5)
        let object = try summary(workshop, "object.json")
        #expect(object["xLabels"] as? [String] == [" a", "b\n"])
        #expect(object["yLabels"] as? [String] == [" a", "b\n"])
    }

    @Test("Tokens in the __metadata__ of safetensors label the axes")
    func metadata() throws {
        let workshop = try Workshop()
        let figure = try summary(workshop, PackageFiles.path("Tests/TensorFilesTests/Fixtures/tokens.safetensors"))
        #expect(figure["yLabels"] as? [String] == ["the", "[CLS]"])
        #expect(figure["xLabels"] as? [String] == ["[CLS]", "cat"])
    }

    @Test(
        "Stdin: the content tells binary formats, and --input-format text",
        arguments: [
            ("in.npy", "-", ""), ("in.safetensors", "-", ""), ("in.npz", "-", ""), ("in.csv", "-", "csv"),
            ("in.tsv", "-", "tsv"), ("in.json", "-", "json"), ("in.npz", "-:w", ""), ("in.npz", "--title -:t -:w", ""),
        ])
    func standardInput(file: String, reference: String, format: String) throws {
        let workshop = try Workshop()
        let matrix = InputFiles.npy([1, 2], [0.25, 0.75])
        try workshop.write(matrix, to: "in.npy")
        try workshop.write(InputFiles.npz([("w", matrix)]), to: "in.npz")
        try workshop.write(InputFiles.safetensors([("w", [1, 2], [0.25, 0.75])]), to: "in.safetensors")
        for (name, text) in [("in.csv", "0.25,0.75\n"), ("in.tsv", "0.25\t0.75\n"), ("in.json", "[[0.25, 0.75]]")] {
            try workshop.write(text, to: name)
        }
        let option = format.isEmpty ? "" : "--input-format \(format)"
        for plumbing in ["cat \(file) | \"$0\" render", "\"$0\" render < \(file)"] {
            let parts = plumbing.components(separatedBy: " < ")
            let redirection = parts.count > 1 ? "< \(parts[1])" : ""
            let outcome = try workshop.shell("\(parts[0]) \(reference) \(option) --json \(redirection)")
            #expect(outcome.status == 0, "\(outcome.messages)")
            let figure = try outcome.json()
            #expect(figure["shape"] as? [Int] == [1, 2])
            #expect(figure["vmax"] as? Double == 0.75)
            #expect(figure["title"] as? String == (reference.hasPrefix("--title") ? "-:t" : nil))
        }
    }

    @Test("Text on stdin without a format is refused with the option's name")
    func unnamedText() throws {
        let outcome = try Workshop().shell("echo 0.5,0.5 | \"$0\" render - --json")
        #expect(outcome.status == 65)
        #expect(outcome.messages.contains("found text") && outcome.messages.contains("--input-format"))
    }

    @Test("One tensor for each layer: stacked by number, layer 10 after layer 2", arguments: ["npz", "safetensors"])
    func stacked(format: String) throws {
        let workshop = try Workshop()
        // In the order of text, as files list them: 0, 1, 10, 11, 2, ...
        let layers = (0..<12).sorted { String($0) < String($1) }
        let tensors = layers.map { layer in
            (name: "encoder.layer.\(layer).attention", shape: [1, 2], values: [Float(layer), 0.5])
        }
        let data =
            format == "npz"
            ? InputFiles.npz(tensors.map { ($0.name, InputFiles.npy($0.shape, $0.values)) })
            : try InputFiles.safetensors(tensors)
        try workshop.write(data, to: "in.\(format)")
        let figure = try summary(workshop, "in.\(format)", "--save-weights", "all.npy", "--axes", "layer,query,key")
        #expect(figure["columnTitles"] as? [String] == (0..<12).map { "Layer \($0)" })
        #expect(try workshop.array("all.npy").values == (0..<12).flatMap { [Float($0), 0.5] })
        let one = try summary(workshop, "in.\(format):encoder.layer.10.attention", "--save-weights", "one.npy")
        #expect(one["columns"] as? Int == 1)
        #expect(try workshop.array("one.npy").values == [10, 0.5])
    }

    @Test("Several tensors that are no series: the error lists them all")
    func choice() throws {
        let workshop = try Workshop()
        try workshop.write(
            InputFiles.npz([
                ("scores", InputFiles.npy([2, 3])), ("weights", InputFiles.npy([4, 2, 3])),
                ("tokens", InputFiles.npy(tokens: ["a"])),
            ]), to: "in.npz")
        let outcome = try workshop.run("render", "in.npz")
        #expect(outcome.status == 64)
        for fact in ["2 tensors", "in.npz:scores", "'scores' float32 (2, 3)", "'weights' float32 (4, 2, 3)"] {
            #expect(outcome.messages.contains(fact), "\(outcome.messages)")
        }
        let wrong = try workshop.run("render", "in.npz:Weights")
        #expect(wrong.status == 64)
        #expect(wrong.messages.contains("'Weights'") && wrong.messages.contains("'weights' float32 (4, 2, 3)"))
    }

    @Test(
        "A file that is something else says what it is",
        arguments: [
            ("in.npy", "1 2\n", "found text; if it holds numbers, name it .csv"),
            ("in.safetensors", "0.5,0.5\n0.1,0.9\n", "expected a .safetensors file, found text"),
            ("in.npz", "<html>", "found text"),
            ("in.npy", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "git lfs pull"),
            ("in.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "git lfs pull"),
            ("in.csv", "1,2\n3\n", "row 2"), ("in.json", "[[1, 2], [3]]", "[1]"), ("in.json", "{}", "'weights'"),
        ])
    func other(name: String, text: String, fact: String) throws {
        let workshop = try Workshop()
        try workshop.write(text, to: name)
        let outcome = try workshop.run("render", name, "--json")
        #expect(outcome.status == 65)
        #expect(outcome.messages.hasPrefix("attnviz: error: \(name)"))
        #expect(outcome.messages.contains(fact), "\(outcome.messages)")
    }
}
