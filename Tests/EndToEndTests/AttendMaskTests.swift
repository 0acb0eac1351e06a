import Foundation
import Testing

@Suite("Masks of attend")
struct AttendMaskTests {
    /// Four equal queries and five equal keys: every weight is one over the number of keys that are left.
    private func workshop(_ leading: [Int] = [], queries: Int = 4, keys: Int = 5) throws -> Workshop {
        let workshop = try Workshop()
        for (name, count) in [("q.npy", queries), ("k.npy", keys)] {
            let shape = leading + [count, 2]
            let ones = [Float](repeating: 1, count: shape.reduce(1, *))
            try workshop.write(InputFiles.npy(shape, ones), to: name)
        }
        return workshop
    }

    /// The number of keys that each row has left, and whether these come first.
    private func lengths(_ weights: SavedArray) throws -> [Int] {
        let size = try #require(weights.shape.last)
        return stride(from: 0, to: weights.values.count, by: size).map { start in
            weights.values[start..<start + size].filter { $0 > 0 }.count
        }
    }

    @Test("The article's queries and keys, saved as files, give 1/2 on two keys and 1/6 on six")
    func article() throws {
        let workshop = try Workshop()
        let experiment = try workshop.run("dot-vs-scaled", "--json").json()
        for name in ["queries", "keys"] {
            let tensor = try #require(experiment[name] as? [String: Any])
            let values = try #require(tensor["data"] as? [Double])
            let shape = try #require(tensor["shape"] as? [Int])
            try workshop.write(InputFiles.npy(shape, values.map(Float.init)), to: "\(name).npy")
        }
        let weights = try workshop.attend("queries.npy", "keys.npy", ["--valid-lens", "2,6", "-o", "a.svg"])
        let expected = (0..<20).map { $0 < 2 ? 0.5 : (10..<16).contains($0) ? 1 / 6 : 0 as Float }
        #expect(weights.matches([2, 1, 10], expected))
        let description = try workshop.description("a.svg")
        #expect(description.contains("Columns: Batch 0, Batch 1."))
        #expect(description.contains("12 masked cells."))
    }

    @Test("Valid lengths of a file count batch rows, or queries of batch rows")
    func lengthFiles() throws {
        let workshop = try workshop([2])
        try workshop.write(InputFiles.npy([2], bytes: [3, 5], type: "|u1"), to: "rows.npy")
        try workshop.write(InputFiles.npy([2, 4], [1, 2, 3, 4, 5, 4, 3, 2]), to: "queries.npy")
        try workshop.write("[[1, 2, 3, 4], [5, 4, 3, 2]]", to: "queries.json")
        let rows = try workshop.attend("q.npy", "k.npy", ["--valid-lens", "rows.npy"])
        #expect(try lengths(rows) == [3, 3, 3, 3, 5, 5, 5, 5])
        #expect(rows.shape == [2, 4, 5])
        for file in ["queries.npy", "queries.json"] {
            let queries = try workshop.attend("q.npy", "k.npy", ["--valid-lens", file])
            #expect(try lengths(queries) == [1, 2, 3, 4, 5, 4, 3, 2])
        }
    }

    @Test("One length holds for the heads of one sequence; a length for each head is none")
    func heads() throws {
        let workshop = try workshop([3])
        #expect(
            try lengths(workshop.attend("q.npy", "k.npy", ["--valid-lens", "2"])) == .init(repeating: 2, count: 12))
        let outcome = try workshop.run(
            "attend", "--queries", "q.npy", "--keys", "k.npy", "--valid-lens", "2,6", "--json")
        #expect(outcome.status == 64)
        #expect(
            outcome.messages.contains(
                "expected 1, one for each batch row, or 3 to take the first axis as the batch; found 2"))
    }

    @Test(
        "Causal, window, and both",
        arguments: [
            (["--causal"], "10000 11000 11100 11110"), (["--window", "2"], "11000 11100 01110 00111"),
            (["--causal", "--window", "2"], "10000 11000 01100 00110"), (["--window", "1"], "10000 01000 00100 00010"),
            (["--causal", "--valid-lens", "2"], "10000 11000 11000 11000"),
        ].map { ($0.0 + ["--query-offset", "start"], $0.1) } + [
            // Fewer queries than keys are the last positions.
            (["--causal"], "11000 11100 11110 11111"), (["--window", "2"], "11100 01110 00111 00011"),
            (["--causal", "--window", "2"], "11000 01100 00110 00011"), (["--window", "1"], "01000 00100 00010 00001"),
            (["--causal", "--query-offset", "end"], "11000 11100 11110 11111"),
            (["--causal", "--query-offset", "2"], "11100 11110 11111 11111"),
            (["--query-offset", "1"], "11111 11111 11111 11111"),
        ])
    func patterns(options: [String], expected: String) throws {
        let workshop = try workshop()
        let weights = try workshop.attend("q.npy", "k.npy", options + ["-o", "a.svg"])
        let kept = weights.values.map { $0 > 0 ? "1" : "0" }.joined()
        #expect(kept == expected.filter { $0 != " " })
        let masked = expected.filter { $0 == "0" }.count
        #expect(
            try workshop.description("a.svg").contains("\(masked) masked cell\(masked == 1 ? "" : "s").")
                == (masked > 0))
        #expect(weights.rowSums.allSatisfy { abs($0 - 1) < 1e-6 })
    }

    @Test("Truth values say where a query may attend; numbers are added, and -infinity masks")
    func files() throws {
        let workshop = try workshop(queries: 2, keys: 3)
        try workshop.write(InputFiles.npy([2, 3], bytes: [1, 0, 1, 0, 0, 1], type: "|b1"), to: "bool.npy")
        let allowed = try workshop.attend("q.npy", "k.npy", ["--mask", "bool.npy", "-o", "bool.svg"])
        #expect(allowed.values == [0.5, 0, 0.5, 0, 0, 1])
        let bias: [Float] = [0, -.infinity, 0, -.infinity, -.infinity, 3]
        try workshop.write(InputFiles.npy([2, 3], bias), to: "bias.npy")
        let biased = try workshop.attend("q.npy", "k.npy", ["--mask", "bias.npy", "-o", "bias.svg"])
        #expect(biased.values == allowed.values)
        #expect(try workshop.data("bool.svg") == workshop.data("bias.svg"))
        #expect(try workshop.description("bool.svg").contains("3 masked cells."))
        try workshop.write(InputFiles.npz([("no", InputFiles.npy([2, 3], [1, 1, 1, 1, 1, 1]))]), to: "masks.npz")
        let constant = try workshop.attend("q.npy", "k.npy", ["--mask", "masks.npz:no", "-o", "open.svg"])
        #expect(constant.values.allSatisfy { abs($0 - 1.0 / 3) < 1e-6 })
        #expect(try !workshop.description("open.svg").contains("masked"))
    }

    @Test("A mask may have an axis of batch rows, and one of heads")
    func leadingAxes() throws {
        let batches = try workshop([2], queries: 1, keys: 2)
        try batches.write(InputFiles.npy([2, 1, 2], bytes: [1, 0, 0, 1], type: "|b1"), to: "mask.npy")
        let rows = try batches.attend("q.npy", "k.npy", ["--mask", "mask.npy"])
        #expect(rows.matches([2, 1, 2], [1, 0, 0, 1]))
        let heads = try workshop([1, 2], queries: 1, keys: 2)
        try heads.write(InputFiles.npy([1, 2, 1, 2], bytes: [1, 0, 0, 1], type: "|b1"), to: "mask.npy")
        let planes = try heads.attend("q.npy", "k.npy", ["--mask", "mask.npy", "-o", "a.svg"])
        #expect(planes.matches([1, 2, 1, 2], [1, 0, 0, 1]))
        #expect(try heads.description("a.svg").contains("Columns: Head 0, Head 1."))
    }

    @Test("A query without keys: zeros and a note, or with -1e6 uniform weights as in the articles")
    func deadRows() throws {
        let workshop = try workshop([2], queries: 1, keys: 4)
        let note = "attnviz: the axes are taken as batch, query, feature; --axes names them otherwise\n"
        let arguments = ["attend", "--queries", "q.npy", "--keys", "k.npy", "--valid-lens", "0,2", "--json"]
        let zero = try workshop.run(arguments + ["--save-weights", "zero.npy"])
        #expect(zero.status == 0)
        #expect(zero.messages.contains("1 query has no key to attend to"))
        #expect(try workshop.array("zero.npy").values == [0, 0, 0, 0, 0.5, 0.5, 0, 0])
        let named = try workshop.run(arguments + ["--masked-fill", "-inf", "--save-weights", "named.npy"])
        #expect(named.messages == zero.messages)
        #expect(try workshop.data("named.npy") == workshop.data("zero.npy"))
        let uniform = try workshop.run(arguments + ["--masked-fill", "-1e6", "--save-weights", "uniform.npy"])
        #expect(uniform.status == 0)
        #expect(uniform.messages.contains("uniform"))
        #expect(try workshop.array("uniform.npy").values == [0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0, 0])
        #expect(try workshop.run(arguments.map { $0 == "0,2" ? "1,2" : $0 }).messages == note)
    }
}
