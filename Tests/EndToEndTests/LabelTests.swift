import Foundation
import Testing

@Suite("Labels belong to data")
struct LabelTests {
    private func series(_ names: [String], _ shape: [Int]) throws -> Data {
        let count = shape.reduce(1, *)
        return try InputFiles.safetensors(
            names.enumerated().map { index, name in
                (name, shape, (0..<count).map { Float($0 % 5 + index + 1) / 16 })
            })
    }

    /// Whether a series is numbered in titles, tables, JSON and --select.
    @Test(
        "Numbers in the names of tensors are those of the layers",
        arguments: [
            (["blocks.5.hook", "blocks.9.hook", "blocks.10.hook"], [5, 9, 10], [1, 2, 3, 3]),
            (["layer_3", "layer_1", "layer_2"], [1, 2, 3], [2, 3, 3]),
            (["l10", "l2"], [2, 10], [3, 3]),
        ])
    func layers(names: [String], numbers: [Int], shape: [Int]) throws {
        let workshop = try Workshop()
        try workshop.write(series(names, shape), to: "in.safetensors")
        let titles = numbers.map { "Layer \($0)" }
        let summary = try workshop.run("render", "in.safetensors", "--json").json()
        #expect((summary[shape.count > 2 ? "rowTitles" : "columnTitles"] as? [String]) == titles)
        #expect((summary["positions"] as? [String: [Int]])?["layer"] == numbers)
        let table = try workshop.run("analyze", "in.safetensors", "--csv").text.split(separator: "\n")
        #expect(table[0].hasPrefix("layer,"))
        let column = table.dropFirst().map { $0.prefix { $0 != "," } }
        #expect(Set(column) == Set(numbers.map { Substring("\($0)") }))
        for number in numbers {
            let one = try workshop.run("render", "in.safetensors", "--select", "layer=\(number)", "--json")
            #expect(try one.json()["title"] as? String == "Layer \(number)")
            #expect((try one.json()["positions"] as? [String: [Int]])?["layer"] == [number])
        }
        let analyzed = try workshop.run("analyze", "in.safetensors", "--select", "layer=-1", "--json").json()
        #expect((analyzed["positions"] as? [String: [Int]])?["layer"] == [numbers[numbers.count - 1]])
        let compared = try workshop.run(
            "compare", "in.safetensors", "in.safetensors", "--select", "layer=\(numbers[0])", "--select-b",
            "layer=\(numbers[1])", "-o", "a.svg")
        #expect(compared.status == 0, "\(compared.messages)")
        #expect(
            try #require(SVGText(workshop.data("a.svg"))).labels.contains("Layer \(numbers[0]) − layer \(numbers[1])"))
    }

    @Test("Ranges and lists go by the numbers, and a number that there is not is named")
    func ranges() throws {
        let workshop = try Workshop()
        try workshop.write(series(["blocks.5.a", "blocks.9.a", "blocks.10.a"], [1, 2, 3, 3]), to: "in.safetensors")
        func layers(_ choice: String) throws -> [Int]? {
            let outcome = try workshop.run("render", "in.safetensors", "--select", "layer=\(choice)", "--json")
            try #require(outcome.status == 0, "\(outcome.messages)")
            return (try outcome.json()["positions"] as? [String: [Int]])?["layer"]
        }
        #expect(try layers("5:10") == [5, 9])
        #expect(try layers("6:") == [9, 10])
        #expect(try layers("-2:") == [9, 10])
        #expect(try layers(":-1") == [5, 9])
        #expect(try layers("10,5") == [10, 5])
        let wrong = try workshop.run("render", "in.safetensors", "--select", "layer=1", "--json")
        #expect(wrong.status == 64)
        #expect(wrong.messages.contains("there is no layer 1 among 5, 9, 10"), "\(wrong.messages)")
    }

    @Test("A tensor that is alone keeps the numbers in its name; the name of a file says nothing")
    func alone() throws {
        let workshop = try Workshop()
        try workshop.write(series(["blocks.9.hook", "x"], [1, 2, 3, 3]), to: "in.safetensors")
        let outcome = try workshop.run("render", "in.safetensors:blocks.9.hook", "--json")
        #expect(try outcome.json()["title"] as? String == "Layer 9")
        #expect(try outcome.json()["axes"] as? [String] == ["batch", "head", "query", "key"])
        let selected = try workshop.run(
            "render", "in.safetensors:blocks.9.hook", "--select", "layer=9 head=1", "--json")
        #expect(try selected.json()["title"] as? String == "Layer 9, head 1")
        let other = try workshop.run("render", "in.safetensors:blocks.9.hook", "--select", "layer=3", "--json")
        #expect(other.status == 64)
        let family = try workshop.run("render", "in.safetensors:blocks.*.hook", "--json")
        #expect(try family.json()["title"] as? String == "Layer 9")
        try workshop.write(InputFiles.npy([2, 3, 3]), to: "layer7.npy")
        #expect(try workshop.run("render", "layer7.npy", "--json").json()["title"] == nil)
    }

    @Test("Layers and heads in names are rows and columns")
    func grid() throws {
        let workshop = try Workshop()
        let names = [4, 2].flatMap { layer in [1, 7].map { "layer\(layer)_head\($0)" } }
        try workshop.write(series(names, [3, 3]), to: "in.safetensors")
        let summary = try workshop.run("render", "in.safetensors", "--json", "--save-weights", "out.npy").json()
        #expect(summary["rowTitles"] as? [String] == ["Layer 2", "Layer 4"])
        #expect(summary["columnTitles"] as? [String] == ["Head 1", "Head 7"])
        // The tensor at each index of `names` begins with (index + 1) / 16.
        let saved = try workshop.array("out.npy")
        #expect(saved.shape == [2, 2, 3, 3])
        #expect(stride(from: 0, to: 36, by: 9).map { saved.values[$0] * 16 } == [3, 4, 1, 2])
        #expect(
            try workshop.run("render", "in.safetensors:layer4_head7", "--json").json()["title"] as? String
                == "Layer 4, head 7")
    }

    @Test("Families of one file: encoder, decoder and cross attention")
    func families() throws {
        let workshop = try Workshop()
        let names = (0..<2).flatMap {
            ["decoder.layers.\($0).cross_attn", "decoder.layers.\($0).self_attn", "encoder.layers.\($0).attn"]
        }
        try workshop.write(series(names, [1, 2, 3, 3]), to: "in.safetensors")
        for name in ["decoder.layers.*.cross_attn", "decoder.*.cross_attn", "encoder"] {
            let outcome = try workshop.run("render", "in.safetensors:\(name)", "--json")
            #expect(outcome.status == 0, "\(outcome.messages)")
            #expect(try outcome.json()["rowTitles"] as? [String] == ["Layer 0", "Layer 1"])
        }
        for name in ["in.safetensors", "in.safetensors:decoder"] {
            let outcome = try workshop.run("render", name, "--json")
            #expect(outcome.status == 64)
            #expect(
                outcome.messages.contains("\n  'in.safetensors:decoder.layers.*.self_attn' float32 (2, 1, 2, 3, 3)"))
            #expect(outcome.messages.contains("encoder") == (name == "in.safetensors"))
        }
        let info = try workshop.run("info", "in.safetensors").text
        #expect(
            info.contains("decoder.layers.1.self_attn   float32  (1, 2, 3, 3), one of decoder.layers.*.self_attn\n"),
            "\(info)")
        let listed = try #require(
            try workshop.run("info", "in.safetensors", "--json").json()["families"] as? [[String: Any]])
        #expect(Set(listed.compactMap { $0["name"] as? String }).count == 3)
    }

    @Test("Scalars, token numbers and masks beside one map are no choice; they are offered for what they are")
    func companions() throws {
        let workshop = try Workshop()
        let ids = InputFiles.npy([1, 3], bytes: [101, 7, 102], type: "|u1")
        let mask = InputFiles.npy([1, 3], bytes: [1, 1, 0], type: "|b1")
        let map = InputFiles.npy([3, 3], [0.5, 0.25, 0.25, 0.125, 0.375, 0.5, 0, 0, 1])
        try workshop.write(
            InputFiles.npz([
                ("step", InputFiles.npy([], [7])), ("input_ids", ids), ("attention_mask", mask), ("attn", map),
            ]), to: "in.npz")
        let outcome = try workshop.run("render", "in.npz", "--json")
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(try outcome.json()["shape"] as? [Int] == [3, 3])
        #expect(outcome.messages.contains("--mask in.npz:attention_mask"))
        #expect(outcome.messages.contains("--tokens in.npz:input_ids"))
        let labelled = try workshop.run("render", "in.npz", "--tokens", "in.npz:input_ids", "--json")
        #expect(try labelled.json()["xLabels"] as? [String] == ["101", "7", "102"])
        #expect(!labelled.messages.contains("input_ids"))
    }

    @Test("--transpose: options name the axes that are drawn, tokens in the file move with the matrix")
    func transposed() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([3, 2], [0.5, 0.25, 0.25, 0.25, 0.25, 0.5]), to: "in.npy")
        try workshop.write("the\ndog\nbarks\n", to: "source.txt")
        try workshop.write("Hund\nbellt\n", to: "target.txt")
        let outcome = try workshop.run(
            "render", "in.npy", "--transpose", "--x-tokens", "source.txt", "--y-tokens", "target.txt", "--xlabel",
            "Source",
            "--json")
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(try outcome.json()["xLabels"] as? [String] == ["the", "dog", "barks"])
        #expect(try outcome.json()["yLabels"] as? [String] == ["Hund", "bellt"])
        let wrong = try workshop.run("render", "in.npy", "--transpose", "--y-tokens", "source.txt", "--json")
        #expect(wrong.status == 65)
        #expect(wrong.messages.contains("source.txt: expected 2 tokens, one for each query, found 3"))
        // Columns of a table are queries, named either way.
        try workshop.write(",a,b\nx,1,2\ny,3,4\nz,5,6\n", to: "in.csv")
        for options in [["--transpose"], ["--axes", "key,query"]] {
            let table = try workshop.run(["render", "in.csv", "--json"] + options)
            #expect(try table.json()["xLabels"] as? [String] == ["x", "y", "z"])
            #expect(try table.json()["yLabels"] as? [String] == ["a", "b"])
        }
    }

    @Test("Token lists for each entry of a batch")
    func batches() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 1, 2, 2], [1, 0, 0.5, 0.5, 1, 0, 0.25, 0.75]), to: "in.npy")
        try workshop.write(#"[["the", "Ġcat"], ["a", "dog"]]"#, to: "tokens.json")
        let axes = ["render", "in.npy", "--axes", "batch,head,query,key", "--tokens", "tokens.json", "--json"]
        let one = try workshop.run(axes + ["--select", "batch=1"])
        #expect(try one.json()["xLabels"] as? [String] == ["a", "dog"])
        #expect(try workshop.run(axes + ["--select", "batch=0:1"]).json()["yLabels"] as? [String] == ["the", " cat"])
        let all = try workshop.run(axes)
        #expect(try all.json()["xLabels"] == nil)
        #expect(all.messages.contains("the entries of the batch have different tokens"), "\(all.messages)")
        let unnamed = try workshop.run("render", "in.npy", "--tokens", "tokens.json", "--json")
        #expect(unnamed.status == 65)
        #expect(unnamed.messages.contains("found 2 lists of tokens") && unnamed.messages.contains("--axes batch"))
        try workshop.write(#"[["the", "cat"], ["a"]]"#, to: "tokens.json")
        let short = try workshop.run(axes)
        #expect(short.messages.contains("tokens.json, batch 1: expected 2 tokens, one for each key, found 1"))
    }

    @Test("Queries at the end of the keys take their tokens from the list of their entry of the batch")
    func batchesOfSteps() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.pattern(1, 2, 1, 1, 2), to: "q.npy")
        try workshop.write(InputFiles.pattern(2, 2, 1, 3, 2), to: "k.npy")
        try workshop.write(#"[["the", "cat", "sat"], ["a", "dog", "ran"]]"#, to: "tokens.json")
        let outcome = try workshop.run(
            "attend", "--queries", "q.npy", "--keys", "k.npy", "--causal", "--tokens", "tokens.json", "--select",
            "batch=1", "--json")
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(try outcome.json()["xLabels"] as? [String] == ["a", "dog", "ran"])
        #expect(try outcome.json()["yLabels"] as? [String] == ["ran"])
    }
}
