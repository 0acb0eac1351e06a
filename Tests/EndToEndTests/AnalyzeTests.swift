import Foundation
import Testing

@Suite("Measuring heads")
struct AnalyzeTests {
    private static let names = [
        "entropy", "first_key", "diagonal", "previous", "next", "mean_distance", "largest_column",
    ]

    @Test("A model's 72 heads have the metrics and the patterns that NumPy finds")
    func metrics() throws {
        let expected = try MiniLM.load()
        let summary = try Workshop().run("analyze", MiniLM.attentions, "--json").json()
        #expect(Set(summary.keys) == ["shape", "metrics", "patterns"])
        #expect(summary["shape"] as? [Int] == [6, 12, 13, 13])
        #expect(summary["patterns"] as? [[String]] == expected.patterns)
        let metrics = try #require(summary["metrics"] as? [String: [[Double]]])
        #expect(Set(metrics.keys) == Set(Self.names))
        for name in Self.names { #expect(try agree(#require(metrics[name]), #require(expected[name])), "\(name)") }
        #expect(expected.patterns[0][2] == "previous token" && expected.patterns[1][8] == "next token")
    }

    @Test("--separators measures the share of those tokens", arguments: ["[CLS] . [SEP]", "[CLS],.,[SEP]"])
    func separators(list: String) throws {
        let expected = try MiniLM.load()
        let summary = try Workshop().run(
            "analyze", MiniLM.attentions, "--tokens", MiniLM.tokens, "--separators", list, "--json"
        ).json()
        let metrics = try #require(summary["metrics"] as? [String: [[Double]]])
        #expect(try agree(#require(metrics["separators"]), #require(expected["separators"])))
    }

    @Test("Separators need tokens, and must be among them")
    func wrongSeparators() throws {
        let workshop = try Workshop()
        let bare = try workshop.run("analyze", MiniLM.attentions, "--separators", "[SEP]")
        #expect(bare.status == 64 && bare.messages.contains("--tokens"))
        let unknown = try workshop.run(
            "analyze", MiniLM.attentions, "--tokens", MiniLM.tokens, "--separators", "</s>")
        #expect(unknown.status == 65 && unknown.messages.contains("</s>"))
    }

    @Test("Lists are nested as the leading axes are")
    func nesting() throws {
        let workshop = try Workshop()
        let even = [Float](repeating: 0.5, count: 4)
        for (shape, depth) in [([2, 2], 0), ([1, 2, 2], 1), ([1, 1, 2, 2], 2), ([1, 1, 1, 2, 2], 3)] {
            try workshop.write(InputFiles.npy(shape, even), to: "in.npy")
            let summary = try workshop.run("analyze", "in.npy", "--json").json()
            #expect(summary["shape"] as? [Int] == shape)
            var value = try #require((summary["metrics"] as? [String: Any])?["first_key"])
            for _ in 0..<depth { value = try #require((value as? [Any])?.first) }
            #expect(value as? Double == 0.5)
        }
    }

    @Test("The table names each head by its position in the file")
    func table() throws {
        let workshop = try Workshop()
        let text = try workshop.run("analyze", MiniLM.attentions, "--select", "layer=1 head=7:9").text
        let lines = text.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: true) }
        #expect(lines.count == 3)
        #expect(lines[0].map(String.init) == ["head"] + Self.names + ["pattern", "rule"])
        #expect(lines[2].prefix(3).map(String.init) == ["8", "0.679", "0.376"])
        #expect(text.hasSuffix("next token  next >= 0.5\n"))
        #expect(try workshop.names().isEmpty)
    }

    @Test("--csv has full numbers")
    func csv() throws {
        let expected = try MiniLM.load()
        let lines = try Workshop().run("analyze", MiniLM.attentions, "--csv").text.split(separator: "\n")
        #expect(lines.count == 73)
        #expect(lines[0] == "layer,head,\(Self.names.joined(separator: ",")),pattern,rule")
        let cells = lines[14].split(separator: ",")
        #expect(cells.prefix(2) == ["1", "1"])
        for (name, cell) in zip(Self.names, cells.dropFirst(2)) {
            #expect(try abs(#require(Double(cell)) - #require(expected[name])[1][1]) < 1e-9, "\(name)")
        }
        #expect(cells.suffix(2) == ["sink", "first_key >= 0.5"])
    }

    @Test("--metric draws layers by heads, and -o alone all metrics")
    func figures() throws {
        let workshop = try Workshop()
        let one = try workshop.run(
            "analyze", MiniLM.attentions, "--metric", "first-key", "-o", "one.svg", "-o", "one.png", "-o", "one.pdf")
        #expect(one.status == 0 && one.output.isEmpty, "\(one.messages)")
        let text = try #require(SVGText(try workshop.data("one.svg"))?.texts)
        #expect(text["title"] == "First key")
        #expect(text["desc"] == "Heatmap of 6 layers by 12 heads: First key from 0.03781 to 0.8965.")
        _ = try workshop.run("analyze", MiniLM.attentions, "-o", "all.svg")
        #expect(SVGText(try workshop.data("all.svg"))?.texts["desc"]?.contains("7 heatmaps") == true)
        let bare = try workshop.run("analyze", MiniLM.attentions, "--metric", "next", "--metric", "previous")
        #expect(bare.messages.contains("wrote analyze.svg"))
        #expect(SVGText(try workshop.data("analyze.svg"))?.texts["desc"]?.contains("2 heatmaps") == true)
    }

    @Test("A batch of several must be chosen from before it is drawn")
    func batches() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 3, 2, 4, 4]), to: "in.npy")
        let refused = try workshop.run("analyze", "in.npy", "--metric", "entropy")
        #expect(refused.status == 64 && refused.messages.contains("--select batch=0"))
        #expect(try workshop.run("analyze", "in.npy", "--metric", "entropy", "--select", "batch=1").status == 0)
    }

    @Test("Queries without weights are left out, and said to be")
    func masked() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([3, 2], [1, 0, 0, 0, .nan, .nan]), to: "in.npy")
        let outcome = try workshop.run("analyze", "in.npy", "--json")
        #expect((try outcome.json()["metrics"] as? [String: Any])?["first_key"] as? Double == 1)
        #expect(outcome.messages.contains("2 queries have no weights"))
        try workshop.write(InputFiles.npy([1, 1], [1]), to: "one.npy")
        let one = try workshop.run("analyze", "one.npy", "--json").json()
        #expect((one["metrics"] as? [String: Any])?["previous"] as? String == "NaN")
    }

    @Test("Scores are no weights")
    func scores() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([1, 2, 2], [1, -0.5, 0, 1]), to: "in.npy")
        let outcome = try workshop.run("analyze", "in.npy")
        #expect(outcome.status == 65)
        #expect(outcome.messages.contains("in.npy: tensor") && outcome.messages.contains("found -0.5 at (0, 0, 1)"))
        try workshop.write(InputFiles.npy([2, 2], [1, 2, 0, 1]), to: "sums.npy")
        #expect(try workshop.run("analyze", "sums.npy").messages.contains("1 head does not sum to 1"))
    }

    @Test("Options that want the same place, or each other, are refused")
    func conflicts() throws {
        let workshop = try Workshop()
        for options in [
            ["--csv", "--json"], ["--csv", "-o", "-", "--format", "svg"], ["--residual", "0.2"],
            ["--save-weights", "a.npy"], ["--rollout", "--metric", "entropy"], ["--rollout", "--csv"],
            ["--rollout", "--residual", "1"], ["--metric", "separators"], ["--metric", "nonsense"],
        ] {
            #expect(try workshop.run(["analyze", MiniLM.attentions] + options).status == 64, "\(options)")
        }
        #expect(try workshop.names().isEmpty)
    }
}

extension MiniLM {
    fileprivate subscript(name: String) -> [[Double]]? { metrics[name] }
}
