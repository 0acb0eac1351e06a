import Foundation
import Testing

/// A command line of `attend` that must fail, after `--queries` and `--keys`.
struct AttendRefusal: Sendable, CustomTestStringConvertible {
    let status: Int32
    let operands: [String]
    let options: [String]
    /// What the message must say.
    let facts: [String]

    init(
        _ status: Int32, _ options: [String] = [], queries: String = "queries.npy", keys: String = "keys.npy",
        says facts: String...
    ) {
        self.status = status
        operands = ["--queries", queries, "--keys", keys]
        self.options = options
        self.facts = facts
    }

    var testDescription: String { (operands + options).joined(separator: " ") }
}

@Suite("What attend refuses")
struct AttendErrorTests {
    static let usage = [
        AttendRefusal(64, ["--save-output", "o.npy"], says: "--save-output needs --values"),
        AttendRefusal(64, ["--score", "scaled"], says: "--score", "'scaled'"),
        AttendRefusal(64, ["--score", "additive"], says: "additive needs the parameter W_q", "--parameters"),
        AttendRefusal(
            64, ["--scale", "2", "--score", "gaussian"], says: "--scale 2.0", "scaled-dot and cosine",
            "gaussian has none"),
        AttendRefusal(64, ["--scale", "wide"], says: "'wide'", "--scale"),
        AttendRefusal(
            64, ["--scale", "panel"],
            says: "--scale is the factor of a score; panels share colours by --color-scale panel"),
        AttendRefusal(64, ["--scale", "nan"], says: "'nan'", "--scale"),
        AttendRefusal(64, ["--width", "2"], says: "--width is of gaussian"),
        AttendRefusal(64, ["--width", "inf", "--score", "gaussian"], says: "--width must be a finite number"),
        AttendRefusal(64, ["--heads", "-2"], says: "--heads must be 1 or more, found -2"),
        AttendRefusal(64, ["--heads", "2"], says: "--heads", "2 equal heads", "found 3"),
        AttendRefusal(
            64, ["--score", "dot", "--parameters", "parameters.safetensors"], says: "--score dot has no --parameters"),
        AttendRefusal(64, ["--parameters", "heads.safetensors"], says: "with --heads it takes W_q"),
        AttendRefusal(
            64, ["--heads", "1", "--parameters", "heads.safetensors", "--scale", "2"],
            says: "--scale cannot be given for heads"),
        AttendRefusal(64, ["--window", "0"], says: "error: --window: expected a width of at least 1, found 0"),
        AttendRefusal(64, ["--window", "-3"], says: "--window", "at least 1", "found -3"),
        AttendRefusal(64, ["--valid-lens", "-1"], says: "--valid-lens", "0 or more", "found -1"),
        AttendRefusal(
            64, ["--valid-lens", "1,2,3"], says: "--valid-lens: expected 1, one for each batch row; found 3"),
        AttendRefusal(64, ["--valid-lens", "2;6"], says: "whole numbers such as 2,6, or a file; found '2;6'"),
        AttendRefusal(64, ["--valid-lens", "1.5"], says: "found '1.5'"),
        AttendRefusal(64, ["--masked-fill", "-2e6"], says: "'-2e6'", "'-1e6' and '-inf'"),
        AttendRefusal(64, ["--select", "head=0"], says: "no axis 'head'", "query, key"),
        AttendRefusal(64, ["--columns", "-1"], says: "number of columns", "at least 1"),
        AttendRefusal(64, queries: "-:q", keys: "-:k", says: "stdin can be read once"),
        AttendRefusal(64, ["--save-weights", "w.npy", "--save-scores", "w.npy"], says: "both name w.npy"),
        AttendRefusal(
            64, ["--save-weights", "queries.npy"], says: "--save-weights queries.npy would overwrite an input"),
        AttendRefusal(64, ["--save-scores", "./keys.npy"], says: "--save-scores ./keys.npy would overwrite an input"),
        AttendRefusal(
            64, ["--reduce", "query=mean"], says: "--reduce query=mean: a heatmap keeps its queries and keys"),
        AttendRefusal(64, ["--save-weights", "w.doc"], says: "w.doc", ".npy"),
        AttendRefusal(
            64, ["--save-weights", "w.csv"], queries: "grouped-queries.npy", keys: "grouped-keys.npy", says: "w.csv",
            "two axes", "(4, 2, 3)"),
    ]

    static let data = [
        AttendRefusal(65, queries: "queries.npy", keys: "short.npy", says: "short.npy", "3 features", "found 2"),
        AttendRefusal(65, queries: "vector.npy", says: "vector.npy", "2 or 3 or 4 axes", "(3,)"),
        AttendRefusal(65, queries: "queries.npy", keys: "hollow.npy", says: "hollow.npy", "at least one key"),
        AttendRefusal(
            65, queries: "grouped-keys.npy", keys: "three.npy", says: "three.npy", "divides the 2 query heads",
            "found 3"),
        AttendRefusal(65, ["--values", "queries.npy"], says: "queries.npy: values", "4, one for each key", "found 2"),
        AttendRefusal(
            65, ["--score", "additive", "--parameters", "parameters.safetensors"], says: "parameters.safetensors: W_k",
            "(5, 3)", "found (5, 2)"),
        AttendRefusal(
            65, ["--score", "additive", "--parameters", "heads.safetensors"], says: "heads.safetensors",
            "needs the parameter w_v", "W_k, W_o, W_q, W_v"),
        AttendRefusal(
            65, ["--heads", "1", "--parameters", "parameters.safetensors"], says: "parameters.safetensors",
            "multi-head attention needs the parameter W_v"),
        AttendRefusal(65, ["--valid-lens", "half.npy"], says: "half.npy", "whole numbers", "2.5"),
        AttendRefusal(
            65, ["--valid-lens", "grouped-keys.npy"], says: "grouped-keys.npy", "(batch) or (batch, query)", "(2, 3, 3)"
        ),
        AttendRefusal(65, ["--valid-lens", "long.npy"], says: "long.npy: valid lengths", "2", "found 3"),
        AttendRefusal(65, ["--mask", "short.npy"], says: "short.npy: additive mask", "(2, 4)", "found (4, 2)"),
        AttendRefusal(65, ["--tokens", "three.txt"], says: "three.txt: expected 4 tokens, one for each key, found 3"),
    ]

    static let files = [
        AttendRefusal(66, queries: "missing.npy", says: "missing.npy", "No such file"),
        AttendRefusal(66, ["--values", "missing.npy"], says: "missing.npy", "No such file"),
        AttendRefusal(66, ["--score", "bilinear", "--parameters", "missing.npz"], says: "missing.npz"),
        AttendRefusal(66, ["--mask", "missing.npy"], says: "missing.npy"),
        AttendRefusal(66, ["--valid-lens", "lengths.npy"], says: "lengths.npy", "No such file"),
        AttendRefusal(
            73, ["--save-scores", "s.npy", "--save-weights", "nowhere/w.npy"], says: "nowhere/w.npy",
            "there is no folder 'nowhere/'"),
    ]

    private func check(_ refusal: AttendRefusal) throws {
        let workshop = try Workshop()
        try workshop.writeOperands()
        try workshop.write("old", to: "old.svg")
        try workshop.write("a\nb\nc\n", to: "three.txt")
        let files = [
            ("vector.npy", InputFiles.npy([3])), ("hollow.npy", InputFiles.npy([0, 3])),
            ("three.npy", InputFiles.npy([3, 3, 3])), ("half.npy", InputFiles.npy([1], [2.5])),
            ("long.npy", InputFiles.npy([1, 3], [1, 2, 3])),
        ]
        for (name, data) in files { try workshop.write(data, to: name) }
        let before = try workshop.names()
        let outcome = try workshop.run(["attend", "-o", "old.svg"] + refusal.operands + refusal.options)
        #expect(outcome.status == refusal.status, "\(outcome.messages)")
        for fact in refusal.facts { #expect(outcome.messages.contains(fact), "\(outcome.messages)") }
        #expect(outcome.messages.lowercased().components(separatedBy: "error:").count == 2, "one message")
        #expect(try workshop.names() == before)
        #expect(try workshop.data("old.svg") == Data("old".utf8))
    }

    @Test("Wrong usage: 64", arguments: usage)
    func wrongUsage(_ refusal: AttendRefusal) throws { try check(refusal) }

    @Test("Tensors that do not fit: 65", arguments: data)
    func badData(_ refusal: AttendRefusal) throws { try check(refusal) }

    @Test("Files that cannot be read or written: 66, 73", arguments: files)
    func noFile(_ refusal: AttendRefusal) throws { try check(refusal) }
}
