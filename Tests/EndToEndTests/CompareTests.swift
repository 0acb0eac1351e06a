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

    /// An archive of layers with these numbers, each one row of weights; the first weight is an eighth of the number.
    private func layers(_ numbers: [Int]) -> Data {
        let members = numbers.map { number in
            let weight = Float(number) / 8
            return (name: "layer\(number)", array: InputFiles.npy([1, 2], [weight, 1 - weight]))
        }
        return InputFiles.npz(members)
    }

    @Test("Layers that both files number are compared by number")
    func numbers() throws {
        let workshop = try Workshop()
        try workshop.write(layers([1, 2]), to: "a.npz")
        try workshop.write(layers([2, 3]), to: "b.npz")
        try workshop.write(layers([7, 8]), to: "c.npz")
        try workshop.write(InputFiles.npy([2, 1, 2], [0.125, 0.875, 0.25, 0.75]), to: "d.npy")
        let outcome = try workshop.run("compare", "a.npz", "b.npz", "--csv")
        #expect(outcome.text == "layer,total_variation,jensen_shannon\n2,0.0,0.0\n")
        #expect(outcome.messages.contains("layer 1 of A and layer 3 of B are left out"), "\(outcome.messages)")
        let one = try workshop.run("compare", "a.npz", "b.npz", "--select", "layer=1", "--select-b", "layer=3", "--csv")
        #expect(one.text.split(separator: "\n").last?.hasPrefix("0.25,") == true && !one.messages.contains("left out"))
        let both = try workshop.run("compare", "a.npz", "b.npz", "--select-b", "layer=2:", "--csv")
        #expect(both.text.hasPrefix("layer,layer_b,total_variation,jensen_shannon\n1,2,0.125,"), "\(both.text)")
        let none = try workshop.run("compare", "a.npz", "c.npz")
        #expect(none.status == 65 && none.messages.contains("layers 1, 2") && none.messages.contains("layers 7, 8"))
        #expect(none.messages.contains("--select layer=1 --select-b layer=7"), "\(none.messages)")
        let order = try workshop.run("compare", "a.npz", "d.npy", "--axes", "layer,query,key", "--csv")
        #expect(order.text.hasPrefix("layer,layer_b,") && order.text.contains("\n2,1,0.0,0.0"), "\(order.text)")
        #expect(order.messages.contains("compared in order"))
        let equal = try workshop.run("compare", "a.npz", "a.npz", "--csv")
        #expect(equal.text.hasPrefix("layer,total_variation") && !equal.messages.contains("left out"))
        let figure = try workshop.run(
            "compare", "a.npz", "b.npz", "--select-b", "layer=2:", "--metric", "total-variation", "-o", "m.svg")
        #expect(figure.status == 0, "\(figure.messages)")
        #expect(String(decoding: try workshop.data("m.svg"), as: UTF8.self).contains("1 \u{2212} 2"))
    }

    @Test("Different tokens of A and B are told")
    func tokens() throws {
        let workshop = try Workshop()
        for (name, words) in [("a", #""the","cat""#), ("b", #""cat","the""#), ("c", #""the","dog""#)] {
            try workshop.write(Data(#"{"tokens":[\#(words)],"weights":[[1,0],[0.5,0.5]]}"#.utf8), to: "\(name).json")
        }
        let reordered = try workshop.run("compare", "a.json", "b.json").messages
        #expect(reordered.contains("differ in their order: key 0 is 'the' in A and 'cat' in B"), "\(reordered)")
        let other = try workshop.run("compare", "a.json", "c.json").messages
        #expect(other.contains("the tokens of A and B differ: key 1 is 'cat' in A and 'dog' in B"), "\(other)")
        #expect(try workshop.run("compare", "a.json", "a.json").messages.isEmpty)
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
