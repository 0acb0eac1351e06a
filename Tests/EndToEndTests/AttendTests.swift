import Foundation
import Testing

/// A score on the inputs of reference.py: its options and the weights it must give.
struct ScoreCase: Sendable, CustomTestStringConvertible {
    let options: [String]
    let weights: [Float]
    var keys = "keys.npy"

    var testDescription: String { options.joined(separator: " ") }

    /// The numbers are of reference.py, beside this file.
    static let all = [
        ScoreCase(
            options: ["--score", "dot"],
            weights: [0.0937502, 0.5394949, 0.2047692, 0.1619857, 0.3606270, 0.0732658, 0.3182522, 0.2478550]),
        ScoreCase(
            options: [],
            weights: [0.1495252, 0.4106855, 0.2347497, 0.2050396, 0.3190648, 0.1271341, 0.2968495, 0.2569516]),
        ScoreCase(
            options: ["--scale", "2.5"],
            weights: [0.0109391, 0.8690039, 0.0771285, 0.0429285, 0.4668915, 0.0086861, 0.3415851, 0.1828373]),
        ScoreCase(
            options: ["--score", "scaled-dot", "--scale", "-0.5"],
            weights: [0.3503540, 0.1460493, 0.2370614, 0.2665353, 0.1821719, 0.4041660, 0.1939209, 0.2197412]),
        ScoreCase(
            options: ["--score", "cosine"],
            weights: [0.1040921, 0.5468473, 0.2059280, 0.1431325, 0.3072241, 0.0644677, 0.3001830, 0.3281251]),
        ScoreCase(
            options: ["--score", "cosine", "--scale", "4", "--color-scale", "row"],
            weights: [0.0012794, 0.9745491, 0.0195975, 0.0045740, 0.3110859, 0.0006032, 0.2835328, 0.4047781]),
        ScoreCase(
            options: ["--score", "gaussian"],
            weights: [0.0778969, 0.5240756, 0.1927966, 0.2052309, 0.3043666, 0.0722934, 0.3043666, 0.3189734]),
        ScoreCase(
            options: ["--score", "gaussian", "--width", "2"],
            weights: [0.0004683, 0.9593969, 0.0175720, 0.0225629, 0.3115835, 0.0009917, 0.3115835, 0.3758414]),
        ScoreCase(
            options: ["--score", "additive", "--parameters", "parameters.safetensors"],
            weights: [0.2189351, 0.1448498, 0.3863592, 0.2498559, 0.2372540, 0.1991483, 0.3143743, 0.2492234],
            keys: "short.npy"),
        ScoreCase(
            options: ["--score", "bilinear", "--parameters", "parameters.safetensors"],
            weights: [0.2326052, 0.2442448, 0.2666832, 0.2564668, 0.1973183, 0.1721041, 0.3650567, 0.2655208],
            keys: "short.npy"),
        ScoreCase(
            options: ["--mask", "bias.npy"],
            weights: [0.1897547, 0.1692023, 0.5565667, 0.0844763, 0.3405990, 0.1056946, 0.4068876, 0.1468188]),
    ]
}

extension Workshop {
    /// The inputs of reference.py.
    func writeOperands() throws {
        let files = [
            ("queries.npy", InputFiles.pattern(1, 2, 3)), ("keys.npy", InputFiles.pattern(2, 4, 3)),
            ("values.npy", InputFiles.pattern(3, 4, 2)), ("short.npy", InputFiles.pattern(4, 4, 2)),
            ("bias.npy", InputFiles.pattern(16, 2, 4)), ("wide-queries.npy", InputFiles.pattern(9, 2, 4)),
            ("wide-keys.npy", InputFiles.pattern(10, 3, 4)), ("wide-values.npy", InputFiles.pattern(15, 3, 4)),
            ("grouped-queries.npy", InputFiles.pattern(17, 4, 2, 3)),
            ("grouped-keys.npy", InputFiles.pattern(18, 2, 3, 3)),
        ]
        for (name, data) in files { try write(data, to: name) }
        try write(
            InputFiles.safetensors([
                InputFiles.pattern("W_q", 5, 5, 3), InputFiles.pattern("W_k", 6, 5, 2), InputFiles.pattern("w_v", 7, 5),
                InputFiles.pattern("W", 8, 3, 2),
            ]), to: "parameters.safetensors")
        try write(
            InputFiles.safetensors([
                InputFiles.pattern("W_q", 11, 4, 4), InputFiles.pattern("W_k", 12, 4, 4),
                InputFiles.pattern("W_v", 13, 4, 4), InputFiles.pattern("W_o", 14, 4, 4),
            ]), to: "heads.safetensors")
    }

    /// Runs `attend` without a figure and gives the weights that it saves.
    func attend(_ queries: String, _ keys: String, _ options: [String] = []) throws -> SavedArray {
        let outcome = try run(
            ["attend", "--queries", queries, "--keys", keys, "--json", "--save-weights", "weights.npy"] + options)
        try #require(outcome.status == 0, "\(outcome.messages)")
        return try array("weights.npy")
    }
}

@Suite("Attention from queries and keys")
struct AttendTests {
    private static let minilm = [
        "attend", "--queries", PackageFiles.path("Examples/minilm/q_layer0.npy"), "--keys",
        PackageFiles.path("Examples/minilm/k_layer0.npy"), "--tokens", PackageFiles.path("Examples/minilm/tokens.txt"),
    ]

    @Test("Of a model's queries and keys: the weights of its first layer")
    func model() throws {
        let workshop = try Workshop()
        let options = ["--columns", "5", "--json", "-o", "a.svg", "--save-weights", "weights.npy"]
        let outcome = try workshop.run(Self.minilm + options)
        #expect(outcome.status == 0)
        #expect(
            outcome.messages == "attnviz: the axes are taken as head, query, feature; --axes names them otherwise\n")
        let layers = try PackageFiles.array("Examples/minilm/attentions.npy")
        let layer = Array(layers.values.prefix(12 * 13 * 13))
        #expect(try workshop.array("weights.npy").matches([12, 13, 13], layer))

        let summary = try outcome.json()
        let reported = try #require(summary["weights"] as? [String: Any])
        #expect(reported["shape"] as? [Int] == [12, 13, 13])
        let data = try #require(reported["data"] as? [Double])
        #expect(zip(data, layer).allSatisfy { abs($0 - Double($1)) < 1e-6 })
        #expect(summary["rows"] as? Int == 3 && summary["columns"] as? Int == 5)
        #expect(summary["panelTitles"] as? [String] == (0..<12).map { "Head \($0)" } + ["", "", ""])
        #expect(summary["vmin"] as? Double == 0)
        #expect((summary["xLabels"] as? [String])?.prefix(3) == ["[CLS]", "the", "cat"])
        #expect(summary["xLabels"] as? [String] == summary["yLabels"] as? [String])
        #expect(try workshop.description("a.svg").hasPrefix("Grid of 12 heatmaps in 3 rows and 5 columns"))
    }

    @Test("Each score, with its options and parameters", arguments: ScoreCase.all)
    func score(_ score: ScoreCase) throws {
        let workshop = try Workshop()
        try workshop.writeOperands()
        let weights = try workshop.attend("queries.npy", score.keys, score.options)
        #expect(weights.matches([2, 4], score.weights), "\(weights.values)")
    }

    @Test("Scores are saved raw, the output is the weighted means of the values, and CSV holds a matrix")
    func results() throws {
        let workshop = try Workshop()
        try workshop.writeOperands()
        let outcome = try workshop.run(
            "attend", "--queries", "queries.npy", "--keys", "keys.npy", "--values", "values.npy", "--score",
            "scaled-dot",
            "--save-scores", "scores.npy", "--save-output", "output.npy", "--save-weights", "weights.csv", "--json")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let products: [Float] = [
            -0.7968750, 0.9531250, -0.0156250, -0.2500000, 0.9843750, -0.6093750, 0.8593750, 0.6093750,
        ]
        #expect(try workshop.array("scores.npy").matches([2, 4], products.map { $0 / Float(3).squareRoot() }))
        let output: [Float] = [-0.1920616, 0.3090827, -0.3563033, 0.2574139]
        #expect(try workshop.array("output.npy").matches([2, 2], output))
        #expect((try outcome.json()["output"] as? [String: Any])?["shape"] as? [Int] == [2, 2])
        let rows = String(decoding: try workshop.data("weights.csv"), as: UTF8.self).split(separator: "\n")
        #expect(rows.map { $0.split(separator: ",").count } == [4, 4])
        #expect(rows[0].hasPrefix("0.14952"))
    }

    @Test("--heads splits the features into consecutive blocks")
    func split() throws {
        let workshop = try Workshop()
        try workshop.writeOperands()
        let weights = try workshop.attend("wide-queries.npy", "wide-keys.npy", ["--heads", "2", "-o", "a.svg"])
        let expected: [Float] = [
            0.1848161, 0.3211116, 0.4940723, 0.3190288, 0.2557781, 0.4251931, 0.3815721, 0.3988136, 0.2196143,
            0.3177862, 0.2492137, 0.4330001,
        ]
        #expect(weights.matches([2, 2, 3], expected))
        #expect(try workshop.description("a.svg").contains("Columns: Head 0, Head 1."))
    }

    @Test("--heads with W_q, W_k, W_v and W_o projects first")
    func projected() throws {
        let workshop = try Workshop()
        try workshop.writeOperands()
        let weights = try workshop.attend(
            "wide-queries.npy", "wide-keys.npy",
            [
                "--heads", "2", "--parameters", "heads.safetensors", "--values", "wide-values.npy", "--save-output",
                "output.npy",
            ])
        let expected: [Float] = [
            0.2707622, 0.2958351, 0.4334027, 0.2830723, 0.2795756, 0.4373521, 0.4114023, 0.1363749, 0.4522227,
            0.2209957, 0.5769829, 0.2020214,
        ]
        #expect(weights.matches([2, 2, 3], expected))
        let output: [Float] = [
            -0.5795422, 0.7897489, -0.4262859, 0.2174454, -1.1586241, 1.0398743, -0.6690751, 0.8167656,
        ]
        #expect(try workshop.array("output.npy").matches([2, 4], output, within: 2e-6))
    }

    @Test("Several query heads may share a key head, and the titles say which")
    func grouped() throws {
        let workshop = try Workshop()
        try workshop.writeOperands()
        let weights = try workshop.attend("grouped-queries.npy", "grouped-keys.npy", ["-o", "a.svg"])
        let expected: [Float] = [
            0.3515905, 0.2385454, 0.4098641, 0.2923383, 0.3346979, 0.3729638, 0.5497792, 0.2210493, 0.2291714,
            0.3217283, 0.4372149, 0.2410568, 0.2541618, 0.2806766, 0.4651615, 0.3808910, 0.3511885, 0.2679205,
            0.3512791, 0.3418998, 0.3068210, 0.3687395, 0.3524768, 0.2787837,
        ]
        #expect(weights.matches([4, 2, 3], expected))
        let titles = "Columns: Head 0 (KV 0), Head 1 (KV 0), Head 2 (KV 1), Head 3 (KV 1)."
        #expect(try workshop.description("a.svg").contains(titles))
    }

    @Test("Queries and keys may be tensors of one file, or of stdin")
    func oneFile() throws {
        let workshop = try Workshop()
        try workshop.writeOperands()
        let expected = try workshop.attend("queries.npy", "keys.npy", []).values
        let both = [("q", InputFiles.pattern(1, 2, 3)), ("k", InputFiles.pattern(2, 4, 3))]
        try workshop.write(InputFiles.npz(both), to: "both.npz")
        #expect(try workshop.attend("both.npz:q", "both.npz:k", []).values == expected)
        let piped = try workshop.shell(
            "cat both.npz | \"$0\" attend --queries -:q --keys keys.npy --json --save-weights piped.npy")
        #expect(piped.status == 0, "\(piped.messages)")
        #expect(try workshop.array("piped.npy").values == expected)
    }

    @Test("--select, --reduce and --columns choose what is drawn; what --select leaves is saved")
    func view() throws {
        let workshop = try Workshop()
        func summary(_ options: String..., saving shape: [Int]) throws -> [String: Any] {
            let outcome = try workshop.run(Self.minilm + ["--json", "--save-weights", "weights.npy"] + options)
            #expect(outcome.status == 0, "\(outcome.messages)")
            #expect(try workshop.array("weights.npy").shape == shape)
            return try outcome.json()
        }
        let part = try summary("--select", "head=3,-1 query=2:5 key=7", saving: [2, 3, 1])
        #expect(part["columnTitles"] as? [String] == ["Head 3", "Head 11"])
        #expect(part["yLabels"] as? [String] == ["cat", "sat", "on"])
        #expect((part["xLabels"] as? [String])?.count == 1)
        let mean = try summary("--reduce", "head=mean", saving: [12, 13, 13])
        #expect(mean["title"] as? String == "Mean over heads")
        #expect(mean["columns"] as? Int == 1)
        #expect(try summary("--select", "head=5", saving: [13, 13])["title"] as? String == "Head 5")
        #expect(try summary("--select", "head=0:5", "--columns", "2", saving: [5, 13, 13])["rows"] as? Int == 3)
    }

    @Test("--scale is the factor of the score, --color-scale says which panels share colours")
    func scales() throws {
        let workshop = try Workshop()
        try workshop.writeOperands()
        func drawing(_ options: String...) throws -> (figure: Data, weights: [Float]) {
            let weights = try workshop.attend("grouped-queries.npy", "grouped-keys.npy", options + ["-o", "a.svg"])
            return (try workshop.data("a.svg"), weights.values)
        }
        let (plain, shared) = (try drawing(), try drawing("--color-scale", "shared"))
        #expect(plain.figure == shared.figure)
        let panels = try drawing("--color-scale", "panel")
        #expect(panels.figure != plain.figure && panels.weights == plain.weights)
        let both = try drawing("--color-scale", "panel", "--scale", "3")
        let other = try drawing("--scale", "3", "--color-scale", "panel")
        #expect(both == other)
        #expect(both.weights != plain.weights)
        #expect(try drawing("--scale", "3").figure != both.figure)
    }
}
