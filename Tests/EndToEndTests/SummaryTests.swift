import Foundation
import Testing

@Suite("Summaries for programs and for people")
struct SummaryTests {
    /// The data of a tensor in a summary, after a check that it has just a shape and that many numbers.
    private func numbers(_ value: Any?, shape: [Int]) throws -> [Double] {
        let tensor = try #require(value as? [String: Any])
        #expect(Set(tensor.keys) == ["shape", "data"])
        #expect(tensor["shape"] as? [Int] == shape)
        let data = try #require(tensor["data"] as? [Double])
        #expect(data.count == shape.reduce(1, *))
        return data
    }

    @Test("dot-vs-scaled --json: seed, inputs, and both panels; no figure is drawn")
    func dotVersusScaled() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run("dot-vs-scaled", "--json")
        #expect(outcome.status == 0)
        #expect(try workshop.names().isEmpty)
        let summary = try outcome.json()
        #expect(Set(summary.keys) == ["seed", "queries", "keys", "values", "panels"])
        #expect(summary["seed"] as? Int == 0)
        let queries = try numbers(summary["queries"], shape: [2, 1, 2])
        #expect(zip(queries, [1.5410, -0.2934, -2.1788, 0.5684]).allSatisfy { abs($0 - $1) < 5e-5 })
        #expect(try numbers(summary["keys"], shape: [2, 10, 2]).allSatisfy { $0 == 1 })
        #expect(try numbers(summary["values"], shape: [2, 10, 4]).prefix(5) == [0, 1, 2, 3, 4])
        let panels = try #require(summary["panels"] as? [[String: Any]])
        #expect(panels.map { $0["title"] as? String } == ["Scaled dot-product", "Dot-product"])
        for panel in panels {
            #expect(Set(panel.keys) == ["title", "scores", "weights", "output"])
            _ = try numbers(panel["scores"], shape: [2, 10])
            let weights = try numbers(panel["weights"], shape: [2, 10])
            let expected = (0..<20).map { $0 < 2 ? 0.5 : (10..<16).contains($0) ? 1.0 / 6 : 0 }
            #expect(zip(weights, expected).allSatisfy { abs($0 - $1) < 1e-6 })
            let output = try numbers(panel["output"], shape: [2, 1, 4])
            #expect(zip(output, [2, 3, 4, 5, 10, 11, 12, 13]).allSatisfy { abs($0 - $1) < 1e-4 })
        }
    }

    @Test(
        "The other experiments report their panels",
        arguments: [
            ("identity", 1, [10, 10]), ("masked-softmax", 2, [2, 2, 4]), ("additive", 1, [2, 10]),
            ("score-functions", 6, [6, 10]),
        ])
    func experiments(subcommand: String, count: Int, shape: [Int]) throws {
        let summary = try Workshop().run(subcommand, "--json").json()
        let panels = try #require(summary["panels"] as? [[String: Any]])
        #expect(panels.count == count)
        for panel in panels { _ = try numbers(panel["weights"], shape: shape) }
    }

    @Test("--json beside -o gives the summary and the figure")
    func figureToo() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run("identity", "--json", "-o", "a.svg")
        #expect(try outcome.json()["seed"] as? Int == 0)
        #expect(try workshop.names() == ["a.svg"])
    }

    @Test("--dims makes a column for each size, and a panel of each score")
    func dimensions() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run("dot-vs-scaled", "--dims", "2,16", "--json", "-o", "a.svg")
        let panels = try #require(try outcome.json()["panels"] as? [[String: Any]])
        #expect(
            panels.map { $0["title"] as? String } == [
                "Scaled dot-product, d = 2", "Dot-product, d = 2", "Scaled dot-product, d = 16", "Dot-product, d = 16",
            ])
        let description = try #require(SVGText(try workshop.data("a.svg"))?.texts["desc"])
        #expect(description.contains("4 heatmaps in 2 rows and 2 columns"))
        #expect(description.contains("d = 2, d = 16"))
    }

    @Test("The seed and the keys of the command line reach the experiment")
    func options() throws {
        let workshop = try Workshop()
        let summary = try workshop.run(
            "dot-vs-scaled", "--seed", "-3", "--keys", "normal", "--queries", "3", "--num-keys", "4", "--dim", "5",
            "--json"
        ).json()
        #expect(summary["seed"] as? Int == -3)
        _ = try numbers(summary["queries"], shape: [3, 1, 5])
        let keys = try numbers(summary["keys"], shape: [3, 4, 5])
        #expect(Set(keys).count == 60)
    }

    @Test("--print-tensors prints inputs, d, scores, weights and outputs as PyTorch does")
    func printedTensors() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run("dot-vs-scaled", "--num-keys", "3", "--valid-lens", "2,3", "--print-tensors")
        #expect(outcome.status == 0)
        #expect(try workshop.names().isEmpty)
        #expect(
            outcome.text == """
                queries (2, 1, 2)
                tensor([[[ 1.5410, -0.2934]],

                        [[-2.1788,  0.5684]]])

                keys (2, 3, 2)
                tensor([[[1., 1.],
                         [1., 1.],
                         [1., 1.]],

                        [[1., 1.],
                         [1., 1.],
                         [1., 1.]]])

                values (2, 3, 4)
                tensor([[[ 0.,  1.,  2.,  3.],
                         [ 4.,  5.,  6.,  7.],
                         [ 8.,  9., 10., 11.]],

                        [[ 0.,  1.,  2.,  3.],
                         [ 4.,  5.,  6.,  7.],
                         [ 8.,  9., 10., 11.]]])

                d
                2

                Scaled dot-product: scores (2, 3)
                tensor([[ 0.8822,  0.8822,  0.8822],
                        [-1.1387, -1.1387, -1.1387]])

                Scaled dot-product: weights (2, 3)
                tensor([[0.5000, 0.5000, 0.0000],
                        [0.3333, 0.3333, 0.3333]])

                Scaled dot-product: output (2, 1, 4)
                tensor([[[2., 3., 4., 5.]],

                        [[4., 5., 6., 7.]]])

                Dot-product: scores (2, 3)
                tensor([[ 1.2476,  1.2476,  1.2476],
                        [-1.6104, -1.6104, -1.6104]])

                Dot-product: weights (2, 3)
                tensor([[0.5000, 0.5000, 0.0000],
                        [0.3333, 0.3333, 0.3333]])

                Dot-product: output (2, 1, 4)
                tensor([[[2., 3., 4., 5.]],

                        [[4., 5., 6., 7.]]])

                """)
    }

    @Test("Equal panels are explained on stderr in one line that names the option")
    func note() throws {
        let messages = try Workshop().run("dot-vs-scaled", "--json").messages
        #expect(messages.split(separator: "\n").count == 1)
        #expect(messages.contains("--keys normal"))
        #expect(try Workshop().run("dot-vs-scaled", "--keys", "normal", "--json").messages.isEmpty)
    }
}
