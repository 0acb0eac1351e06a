import Foundation
import Testing

/// The attentions of `generate`: n x n, then 1 x (n + 1), 1 x (n + 2), and so on.
@Suite("Decoding steps")
struct DecodingStepTests {
    private static let shapes = [(3, 3), (1, 4), (1, 5)]

    /// The weights of a step of a layer, (1, 2, queries, keys).
    private func values(layer: Int, step: Int) -> [Float] {
        let (queries, keys) = Self.shapes[step]
        return (0..<2 * queries * keys).map { Float(layer * 1000 + step * 100 + $0 + 1) / 10_000 }
    }

    /// What one map of each head should hold.
    private func expected(layers: Int) -> [Float] {
        var all = [Float]()
        for layer in 0..<layers {
            for head in 0..<2 {
                for step in 0..<3 {
                    let (queries, keys) = Self.shapes[step]
                    let values = values(layer: layer, step: step)
                    for query in 0..<queries {
                        let start = (head * queries + query) * keys
                        all += values[start..<start + keys] + [Float](repeating: .nan, count: 5 - keys)
                    }
                }
            }
        }
        return all
    }

    private func check(_ workshop: Workshop, _ file: String, layers: Int, _ options: [String] = []) throws {
        let outcome = try workshop.run(["render", file, "--save-weights", "w.npy", "-o", "a.svg"] + options)
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(outcome.messages.contains("3 decoding steps") && outcome.messages.contains("5 queries by 5 keys"))
        let saved = try workshop.array("w.npy")
        let expected = expected(layers: layers)
        #expect(saved.shape == (layers > 1 ? [layers, 2, 5, 5] : [2, 5, 5]))
        #expect(saved.values.count == expected.count)
        #expect(zip(saved.values, expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
        #expect(try workshop.description("a.svg").contains("\(layers * 2 * 7) masked cells."))
    }

    @Test(
        "Names with the numbers of steps and layers, in either order, and without words",
        arguments: ["step{s}_layer{l}", "layer.{l}.step.{s}", "a_{s}_{l}", "attn-{l}-{s}"])
    func names(pattern: String) throws {
        let workshop = try Workshop()
        var arrays: [(name: String, shape: [Int], values: [Float])] = []
        for step in 0..<3 {
            for layer in 0..<2 {
                let name = pattern.replacing("{s}", with: "\(step + 9)").replacing("{l}", with: "\(layer)")
                let (queries, keys) = Self.shapes[step]
                arrays.append((name, [1, 2, queries, keys], values(layer: layer, step: step)))
            }
        }
        try workshop.write(
            InputFiles.npz(arrays.map { ($0.name, InputFiles.npy($0.shape, $0.values)) }), to: "g.npz")
        try check(workshop, "g.npz", layers: 2)
        try workshop.write(try InputFiles.safetensors(arrays), to: "g.safetensors")
        try check(workshop, "g.safetensors", layers: 2)
    }

    @Test("One layer, and masks and metrics of steps")
    func oneLayer() throws {
        let workshop = try Workshop()
        let arrays = (0..<3).map { step in
            let (queries, keys) = Self.shapes[step]
            return ("step\(step)", InputFiles.npy([2, queries, keys], values(layer: 0, step: step)))
        }
        try workshop.write(InputFiles.npz(arrays), to: "g.npz")
        try check(workshop, "g.npz", layers: 1)
        let causal = try workshop.run("render", "g.npz", "--causal", "-o", "b.svg")
        #expect(causal.status == 0)
        #expect(try workshop.description("b.svg").contains("20 masked cells."))
        #expect(try workshop.run("analyze", "g.npz").status == 0)
        let one = try workshop.run("render", "g.npz:step0", "-o", "c.svg")
        #expect(one.status == 0 && !one.messages.contains("decoding"))
    }

    /// A nested list of the weights of a step, (1, 2, queries, keys).
    private func nested(layer: Int, step: Int) -> [Any] {
        let (queries, keys) = Self.shapes[step]
        let values = values(layer: layer, step: step)
        return [
            (0..<2).map { head in
                (0..<queries).map { query -> [Float] in
                    let start = (head * queries + query) * keys
                    return Array(values[start..<start + keys])
                }
            }
        ]
    }

    @Test("JSON: steps of layers, and rows of which each is one element longer")
    func json() throws {
        let workshop = try Workshop()
        let steps: [[Any]] = (0..<3).map { step in (0..<2).map { nested(layer: $0, step: step) } }
        try workshop.write(JSONSerialization.data(withJSONObject: steps), to: "steps.json")
        try check(workshop, "steps.json", layers: 2)
        try workshop.write(
            "{\"attention\": [[1.0], [0.25, 0.75], [0.5, 0.25, 0.25]], \"tokens\": [\"a\", \"b\", \"c\"]}",
            to: "rows.json")
        let outcome = try workshop.run("render", "rows.json", "--save-weights", "w.npy", "-o", "a.svg")
        #expect(outcome.status == 0 && outcome.messages.contains("3 decoding steps"), "\(outcome.messages)")
        #expect(try workshop.description("a.svg").contains("3 masked cells."))
        let saved = try workshop.array("w.npy")
        #expect(saved.shape == [3, 3] && saved.values[8] == 0.25 && saved.values[1].isNaN)
        try workshop.write("[[1.0], [0.25, 0.75, 0.5], [0.5, 0.25]]", to: "uneven.json")
        let refused = try workshop.run("render", "uneven.json")
        #expect(refused.status == 65 && refused.messages.contains("the rows have 1, 3, 2 elements"))
    }

    @Test("Tensors that are numbered through are the layers of one step after the other")
    func inTurn() throws {
        let workshop = try Workshop()
        var arrays: [(name: String, array: Data)] = []
        for step in 0..<3 {
            for layer in 0..<2 {
                let (queries, keys) = Self.shapes[step]
                let array = InputFiles.npy([1, 2, queries, keys], values(layer: layer, step: step))
                arrays.append(("arr_\(arrays.count)", array))
            }
        }
        try workshop.write(InputFiles.npz(arrays), to: "g.npz")
        try check(workshop, "g.npz", layers: 2)
    }

    @Test("A layer alone keeps its number; the last token of a text that was generated is left out")
    func alone() throws {
        let workshop = try Workshop()
        let arrays = (0..<3).map { step in
            let (queries, keys) = Self.shapes[step]
            return ("step\(step)_layer7", InputFiles.npy([1, 2, queries, keys], values(layer: 0, step: step)))
        }
        try workshop.write(InputFiles.npz(arrays), to: "g.npz")
        try workshop.write("a\nb\nc\nd\ne\nf\n", to: "t.txt")
        try check(workshop, "g.npz", layers: 1, ["--select", "layer=7", "--tokens", "t.txt"])
        #expect(try #require(SVGText(try workshop.data("a.svg"))).texts["title"]?.contains("Layer 7") ?? true)
        #expect(try workshop.run("render", "g.npz", "--select", "layer=0", "-o", "a.svg").status == 64)
    }

    @Test("Steps after a prompt stand at their positions, also under masks")
    func later() throws {
        let workshop = try Workshop()
        let rows: [(Int, [Float])] = [(6, [0.1, 0.2, 0.1, 0.2, 0.1, 0.3]), (7, [0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.3])]
        let arrays = rows.enumerated().map { ("step\($0.offset)", InputFiles.npy([1, $0.element.0], $0.element.1)) }
        try workshop.write(InputFiles.npz(arrays), to: "c.npz")
        let plain = try workshop.run("analyze", "c.npz", "--csv")
        let causal = try workshop.run("analyze", "c.npz", "--causal", "--csv")
        #expect(plain.status == 0 && plain.text == causal.text, "\(causal.messages)")
        #expect(plain.text.contains("0.3"))
        let drawn = try workshop.run("render", "c.npz", "--causal", "-o", "a.svg")
        #expect(drawn.messages.contains("positions 5 to 6"), "\(drawn.messages)")
    }
}
