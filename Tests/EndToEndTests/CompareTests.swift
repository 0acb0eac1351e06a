import Foundation
import Testing

@Suite("Comparing weights")
struct CompareTests {
    private static let layers = ["compare", MiniLM.attentions, MiniLM.attentions, "--select", "layer=0:5"]

    @Test("The distances between neighbouring layers of a model are NumPy's")
    func distances() throws {
        let expected = try MiniLM.load()
        let summary = try Workshop().run(Self.layers + ["--select-b", "layer=1:6", "--json"]).json()
        #expect(Set(summary.keys) == ["shape", "metrics"])
        #expect(summary["shape"] as? [Int] == [5, 12, 13, 13])
        let metrics = try #require(summary["metrics"] as? [String: [[Double]]])
        #expect(Set(metrics.keys) == ["total_variation", "jensen_shannon"])
        #expect(try agree(#require(metrics["total_variation"]), expected.totalVariation))
        #expect(try agree(#require(metrics["jensen_shannon"]), expected.jensenShannon))
    }

    @Test("Without a figure the distances are a table")
    func table() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 1, 2], [1, 0, 0.5, 0.5]), to: "a.npy")
        try workshop.write(InputFiles.npy([2, 1, 2], [0, 1, 0.5, 0.5]), to: "b.npy")
        let text = try workshop.run("compare", "a.npy", "b.npy").text
        #expect(
            text == """
                head  total_variation  jensen_shannon
                   0            1.000           0.693
                   1            0.000           0.000

                """)
        let csv = try workshop.run("compare", "a.npy", "b.npy", "--csv").text
        #expect(csv.hasPrefix("head,total_variation,jensen_shannon\n0,1.0,0.69314718055994"))
        #expect(try workshop.names() == ["a.npy", "b.npy"])
    }

    @Test("The differences have 0 in the middle of their colours")
    func figure() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([1, 2], [0.75, 0.25]), to: "a.npy")
        try workshop.write(InputFiles.npy([1, 2], [0.25, 0.75]), to: "b.npy")
        let outcome = try workshop.run("compare", "a.npy", "b.npy", "-o", "ab.svg", "-o", "ab.png", "-o", "ab.pdf")
        #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.messages)")
        let svg = String(decoding: try workshop.data("ab.svg"), as: UTF8.self)
        #expect(svg.contains("Values from \u{2212}0.5 to 0.5."))
        // RdBu_r: more in A is red, more in B is blue.
        #expect(svg.contains("fill=\"#67001f\" d=\"M0 0") && svg.contains("fill=\"#053061\" d=\"M1 0"))
        _ = try workshop.run("compare", "a.npy", "a.npy", "-o", "aa.svg")
        #expect(SVGText(try workshop.data("aa.svg"))?.texts["desc"]?.contains("Values from 0 to 0") == true)
    }

    @Test("Titles name the positions of both where they differ")
    func titles() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([3, 2, 1, 2]), to: "a.npy")
        func texts(_ options: String...) throws -> [String: String] {
            _ = try workshop.run(["compare", "a.npy", "a.npy", "-o", "a.svg"] + options)
            return try #require(SVGText(try workshop.data("a.svg"))?.texts)
        }
        #expect(try texts("--select", "layer=0")["title"] == "Layer 0")
        #expect(try texts("--select", "layer=0", "--select-b", "layer=2")["title"] == "Layer 0 \u{2212} layer 2")
        let rows = try texts("--select", "layer=0:2", "--select-b", "layer=1:3")["desc"]
        #expect(rows?.contains("Rows: Layer 0 \u{2212} layer 1, Layer 1 \u{2212} layer 2.") == true)
    }

    @Test("--metric draws a distance as layers by heads")
    func metric() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run(
            Self.layers + ["--select-b", "layer=1:6", "--metric", "jensen-shannon", "-o", "a.svg"])
        #expect(outcome.status == 0, "\(outcome.messages)")
        let text = try #require(SVGText(try workshop.data("a.svg"))?.texts)
        #expect(text["title"] == "Jensen-Shannon divergence")
        #expect(text["desc"]?.hasPrefix("Heatmap of 5 layers by 12 heads") == true)
    }

    @Test("Parts of other shapes cannot be compared")
    func shapes() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 3]), to: "a.npy")
        try workshop.write(InputFiles.npy([3, 3]), to: "b.npy")
        let outcome = try workshop.run("compare", "a.npy", "b.npy")
        #expect(outcome.status == 65)
        for word in ["a.npy: tensor", "b.npy: tensor", "(2, 3)", "(3, 3)", "--select-b"] {
            #expect(outcome.messages.contains(word), "\(word)")
        }
        #expect(try workshop.run("compare", "a.npy", "b.npy", "--select-b", "query=1:", "--json").status == 0)
        #expect(try workshop.run("compare", "-", "-", "--input-format", "npy").status == 64)
        try workshop.write(InputFiles.npy([2, 3], [1, 0, 0, 0, -1, 0]), to: "c.npy")
        let scores = try workshop.run("compare", "a.npy", "c.npy")
        #expect(scores.status == 65 && scores.messages.contains("c.npy") && scores.messages.contains("-1"))
    }
}
