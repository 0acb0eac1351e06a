import Foundation
import Testing

@Suite("Parts of tensors, and the order of axes")
struct SelectionTests {
    private static let attentions = PackageFiles.path("Examples/minilm/attentions.npy")

    /// A workshop with 0, 1, 2, ... over (layer, head, query, key) = (2, 3, 4, 5).
    private func workshop(_ shape: [Int] = [2, 3, 4, 5]) throws -> Workshop {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy(shape, (0..<shape.reduce(1, *)).map(Float.init)), to: "in.npy")
        return workshop
    }

    private func render(
        _ workshop: Workshop, _ options: [String]
    ) throws -> (summary: [String: Any], saved: SavedArray, messages: String) {
        let outcome = try workshop.run(
            ["render", "in.npy", "--json", "-o", "a.svg", "--save-weights", "out.npy"] + options)
        try #require(outcome.status == 0, "\(outcome.messages)")
        return (try outcome.json(), try workshop.array("out.npy"), outcome.messages)
    }

    @Test(
        "Positions, negative ones, ranges and lists take what NumPy takes",
        arguments: [
            ("layer=1 head=2 query=0 key=0", [1, 1], [100]), ("layer=-1 head=-3 query=-1 key=-5", [1, 1], [75]),
            ("layer=0 head=0 query=1:3 key=3:", [2, 2], [8, 9, 13, 14]),
            ("layer=0 head=0 query=:1 key=-2:", [1, 2], [3, 4]),
            ("layer=0 head=0 query=3,0 key=4,4,0", [2, 3], [19, 19, 15, 4, 4, 0]),
            ("layer=0 head=2,0 query=0 key=1:2", [2, 1, 1], [41, 1]),
            ("layer=0:9 head=1 query=0 key=0", [2, 1, 1], [20, 80]),
        ])
    func selections(text: String, shape: [Int], values: [Float]) throws {
        let saved = try render(workshop(), ["--select", text]).saved
        #expect(saved.matches(shape, values, within: 0), "\(saved)")
    }

    @Test("A part of an axis keeps its positions as labels; the whole axis needs none")
    func labels() throws {
        let workshop = try workshop([9, 8])
        let range = try render(workshop, ["--select", "query=3:8"]).summary
        #expect(range["yLabels"] as? [String] == ["3", "4", "5", "6", "7"])
        #expect(range["xLabels"] == nil)
        let scattered = try render(workshop, ["--select", "query=-1,0 key=6"]).summary
        #expect(scattered["yLabels"] as? [String] == ["8", "0"])
        #expect(scattered["xLabels"] as? [String] == ["6"])
        #expect(scattered["shape"] as? [Int] == [2, 1])
        #expect(try render(workshop, ["--select", "query=:9"]).summary["yLabels"] == nil)
    }

    @Test("What was chosen or reduced is the title; other axes title their panels")
    func titles() throws {
        let workshop = try workshop()
        let one = try render(workshop, ["--select", "layer=0 head=2"]).summary
        #expect(one["title"] as? String == "Layer 0, head 2")
        let mean = try render(workshop, ["--select", "layer=1", "--reduce", "head=mean"]).summary
        #expect(mean["title"] as? String == "Layer 1, mean over heads")
        #expect(try workshop.description("a.svg").hasPrefix("Heatmap of 4 queries by 5 keys."))
        let part = try render(workshop, ["--select", "layer=-1 head=1:"]).summary
        #expect(part["title"] as? String == "Layer 1")
        #expect(part["columnTitles"] as? [String] == ["Head 1", "Head 2"])
        #expect(try render(workshop, ["--title", "Mine", "--select", "layer=1"]).summary["title"] as? String == "Mine")
    }

    @Test("--reduce makes an axis into its mean or maximum, several one after the other")
    func reductions() throws {
        let workshop = try workshop([2, 2, 1, 2])
        #expect(try render(workshop, ["--reduce", "head=mean"]).saved.matches([2, 1, 2], [1, 2, 5, 6], within: 0))
        #expect(try render(workshop, ["--reduce", "head=max"]).saved.matches([2, 1, 2], [2, 3, 6, 7], within: 0))
        let both = try render(workshop, ["--reduce", "head=max", "--reduce", "layer=mean"])
        #expect(both.saved.matches([1, 2], [4, 5], within: 0))
        #expect(both.summary["title"] as? String == "Maximum over heads, mean over layers")
    }

    @Test("--axes names axes in any order: queries first, heads last")
    func permuted() throws {
        let workshop = try workshop([2, 3, 2])
        let drawn = try render(workshop, ["--axes", "query,key,head"])
        #expect(drawn.summary["axes"] as? [String] == ["head", "query", "key"])
        #expect(drawn.saved.matches([2, 2, 3], [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11], within: 0))
        #expect(!drawn.messages.contains("--axes"))
        let plain = try render(workshop, [])
        #expect(plain.messages.contains("the axes are taken as head, query, key; --axes names them otherwise"))
        let swapped = try render(workshop, ["--axes", "head,key,query", "--select", "head=0"])
        #expect(swapped.saved.matches([2, 3], [0, 2, 4, 1, 3, 5], within: 0))
    }

    @Test("--columns wraps the panels of one axis; the places left over stay empty")
    func wrapped() throws {
        let workshop = try workshop([5, 1, 2])
        let wrapped = try render(workshop, ["--columns", "3"]).summary
        #expect(wrapped["rows"] as? Int == 2 && wrapped["columns"] as? Int == 3)
        #expect(wrapped["panelTitles"] as? [String] == ["Head 0", "Head 1", "Head 2", "Head 3", "Head 4", ""])
        #expect(wrapped["columnTitles"] as? [String] == [])
        #expect(try workshop.description("a.svg").hasPrefix("Grid of 5 heatmaps in 2 rows and 3 columns"))
        let wide = try render(workshop, ["--columns", "7"]).summary
        #expect(wide["rows"] as? Int == 1 && wide["columns"] as? Int == 5)
    }

    @Test("Five axes, as Hugging Face dumps them: a batch of one is drawn, of a larger one a row must be chosen")
    func batches() throws {
        let single = try workshop([2, 1, 3, 4, 5])
        let drawn = try render(single, [])
        #expect(drawn.summary["rowTitles"] as? [String] == ["Layer 0", "Layer 1"])
        #expect(drawn.summary["columnTitles"] as? [String] == ["Head 0", "Head 1", "Head 2"])
        let two = try workshop([2, 2, 3, 4, 5])
        let outcome = try two.run("render", "in.npy")
        #expect(outcome.status == 65)
        #expect(outcome.messages.contains("layer (2), batch (2), head (3)"))
        #expect(outcome.messages.contains("--select batch=0"))
        let named = try two.run("render", "in.npy", "--axes", "step,beam,head,query,key")
        #expect(named.status == 65)
        #expect(named.messages.contains("step (2), beam (2), head (3)") && named.messages.contains("--select step=0"))
        let chosen = try render(two, ["--select", "batch=1"])
        #expect(chosen.summary["title"] as? String == "Batch 1")
        #expect(chosen.saved.shape == [2, 3, 4, 5] && chosen.saved.values[0] == 60)
    }

    @Test("A model's head: the rows that are saved are those of the file")
    func model() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run(
            "render", Self.attentions, "--select", "layer=5 head=11", "--json", "--save-weights", "out.npy")
        #expect(outcome.status == 0)
        let all = try PackageFiles.array("Examples/minilm/attentions.npy")
        #expect(try workshop.array("out.npy").values == all.values.suffix(169))
    }

    @Test("Columns that sum to 1 while rows do not are pointed out, once, and --transpose settles it")
    func transposition() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 3], [0.9, 0.2, 0.3, 0.1, 0.8, 0.7]), to: "columns.npy")
        try workshop.write(InputFiles.npy([2, 3], [0.9, 0.05, 0.05, 0.2, 0.7, 0.1]), to: "rows.npy")
        try workshop.write("k0\nk1\n", to: "keys.txt")
        try workshop.write("q0\nq1\nq2\n", to: "queries.txt")
        let hint = try workshop.run("render", "columns.npy", "--json").messages
        #expect(hint.components(separatedBy: "--transpose").count == 2, "\(hint)")
        #expect(try workshop.run("render", "rows.npy", "--json").messages.isEmpty)
        let turned = try workshop.run(
            "render", "columns.npy", "--transpose", "--json", "--save-weights", "out.npy")
        #expect(turned.messages.isEmpty)
        let expected: [Float] = [0.9, 0.1, 0.2, 0.8, 0.3, 0.7]
        #expect(try workshop.array("out.npy").matches([3, 2], expected, within: 0))
        // Options name the axes that are drawn.
        let labelled = try workshop.run(
            "render", "columns.npy", "--x-tokens", "keys.txt", "--y-tokens", "queries.txt", "--transpose", "--json")
        #expect(try labelled.json()["xLabels"] as? [String] == ["k0", "k1"])
        #expect(try labelled.json()["yLabels"] as? [String] == ["q0", "q1", "q2"])
    }

    @Test("Masked weights get no hint: their rows may well be anything")
    func maskedHint() throws {
        let workshop = try Workshop()
        // Identical queries under a mask: rows 0 and 1, columns 1.
        try workshop.write(InputFiles.npy([2, 2], [1, 1, 1, 1]), to: "q.npy")
        let outcome = try workshop.run(
            "attend", "--queries", "q.npy", "--keys", "q.npy", "--causal", "--valid-lens", "1", "--json")
        #expect(outcome.status == 0)
        #expect(!outcome.messages.contains("--transpose"))
    }
}
