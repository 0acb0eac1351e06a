import AttentionFigures
import Foundation
import Support
import Testing

/// Every option of `attend` gives the same for 16 tokens alone and for the same tokens at the head of 2,100, where the kernel
/// may take over and the others are masked.
@Suite struct ProgramTests {
    private static let sizes = [16, 2100]
    /// The files that there are for both sizes: "q.npy" stands for "q16.npy" and "q2100.npy".
    private static let inputs = ["q.npy", "k.npy", "nan.npy", "allowed.npy", "bias.npy", "tokens.txt"]

    @Test(arguments: [
        ["--causal", "--pool", "mean"], ["--window", "5", "--masked-fill", "-1e6"],
        ["--mask", "bias.npy", "--scale", "0.5"],
        ["--score", "dot"], ["--score", "cosine", "--masked-fill", "-1e6"], ["--score", "gaussian", "--width", "0.7"],
        ["--score", "additive", "--parameters", "parameters.npz"],
        ["--score", "bilinear", "--parameters", "parameters.npz"],
        [
            "--heads", "2", "--reduce", "head=mean", "--tokens", "tokens.txt", "--merge-subwords", "--mask",
            "allowed.npy",
        ],
        ["--heads", "2", "--select", "head=1 query=3,5,7 key=0:9"], ["--select", "query=2 key=4"],
        ["--queries", "nan.npy", "--causal"],
    ])
    func optionsAtBothLengths(options: [String]) throws {
        let program = try Program()
        try Self.writeInputs(program.folder, options)
        let runs = try Self.sizes.map { size in
            var arguments = ["attend", "--valid-lens", "16"] + options + ["--save-weights", "saved\(size).npy"]
            if !options.contains("--queries") { arguments += ["--queries", "q.npy"] }
            arguments += ["--keys", "k.npy"]
            if !options.contains("--select") { arguments += ["--select", "query=0:16 key=0:16"] }
            for (index, argument) in arguments.enumerated() where Self.inputs.contains(argument) {
                arguments[index] = argument.replacingOccurrences(of: ".", with: "\(size).")
            }
            let outcome = try program.run(arguments + ["--json", "-o", "figure\(size).svg"])
            #expect(outcome.status == 0, "\(options), \(size) tokens: \(outcome.messages)")
            return outcome
        }
        let notes = runs.map { run in
            run.messages.split(separator: "\n").filter { !$0.contains("summary has no scores and weights") }
        }
        #expect(notes[0] == notes[1], "\(options)")
        let summaries = try runs.map {
            try #require(try JSONSerialization.jsonObject(with: $0.output) as? [String: Any], "\(options)")
        }
        #expect(summaries[0].keys.sorted() == summaries[1].keys.sorted(), "\(options)")
        for key in summaries[0].keys where !["weights", "scores"].contains(key) {
            let (one, other) = (summaries[0][key], summaries[1][key])
            if let one = one as? Double, let other = other as? Double {
                #expect(agree(one, other), "\(options): \(key)")
            } else {
                #expect("\(one ?? "")" == "\(other ?? "")", "\(options): \(key)")
            }
        }
        let saved = try Self.sizes.map { try TensorFile.open(program.folder.path("saved\($0).npy")).tensor().read() }
        #expect(saved[0].shape == saved[1].shape, "\(options)")
        let isSame = agree(saved[0].elements.map(Double.init), saved[1].elements.map(Double.init))
        #expect(isSame, "\(options): saved weights")
    }

    /// The inputs of both lengths; the long ones begin as the short ones.
    private static func writeInputs(_ folder: TemporaryFolder, _ options: [String]) throws {
        var generator = SeededGenerator(seed: 700_000)
        let features = 4
        let (short, long) = (16, 2100)
        func write(_ name: String, _ shape: [Int], _ elements: [Float]) throws {
            try TensorWriter.write([("a", try Tensor(shape: shape, elements: elements))], to: folder.path(name))
        }
        let queries = generator.normals(short * features)
        for (name, elements) in [
            ("q", queries), ("k", generator.normals(short * features)), ("nan", [.nan] + queries.dropFirst()),
        ] {
            let rest = [Float](repeating: 0.5, count: (long - short) * features)
            try write("\(name)16.npy", [short, features], elements)
            try write("\(name)2100.npy", [long, features], elements + rest)
        }
        // The same matrix in the corner of a large one.
        func widened<Element>(_ matrix: [Element], _ rest: Element) -> [Element] {
            var wide = [Element](repeating: rest, count: long * long)
            for row in 0..<short {
                wide.replaceSubrange(row * long..<row * long + short, with: matrix[row * short..<row * short + short])
            }
            return wide
        }
        func write(_ name: String, _ size: Int, _ type: String, _ elements: [some Any]) throws {
            let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(size), \(size)), }\n"
            let start: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0]
            try elements.withUnsafeBytes { _ = try folder.write(start + Array(header.utf8) + $0, to: name) }
        }
        if options.contains("bias.npy") {
            let bias = generator.normals(short * short)
            try write("bias16.npy", short, "<f4", bias)
            try write("bias2100.npy", long, "<f4", widened(bias, 0))
        }
        if options.contains("allowed.npy") {
            let allowed = (0..<short * short).map { _ -> UInt8 in generator.chance(0.6) ? 1 : 0 }
            try write("allowed16.npy", short, "|b1", allowed)
            try write("allowed2100.npy", long, "|b1", widened(allowed, 1))
        }
        let tokens = RandomPart.tokens(short, &generator)
        for (size, list) in [(short, tokens), (long, tokens + (short..<long).map { "t\($0)" })] {
            try folder.write(Array((list.joined(separator: "\n") + "\n").utf8), to: "tokens\(size).txt")
        }
        func tensor(_ shape: [Int]) throws -> Tensor {
            try Tensor(shape: shape, elements: generator.normals(shape.reduce(1, *)))
        }
        try TensorWriter.write(
            [
                ("W", tensor([features, features])), ("W_q", tensor([3, features])), ("W_k", tensor([3, features])),
                ("w_v", tensor([3])),
            ], to: folder.path("parameters.npz"))
    }

    /// What is about all queries and all keys, over the whole long context.
    @Test func marginalsOfALongContext() throws {
        let program = try Program()
        try Self.writeInputs(program.folder, ["allowed.npy"])
        let outcome = try program.run([
            "attend", "--queries", "q2100.npy", "--keys", "k2100.npy", "--mask", "allowed2100.npy", "--tokens",
            "tokens2100.txt", "--merge-subwords", "--marginals", "--json", "-o", "figure.png",
        ])
        #expect(outcome.status == 0, "\(outcome.messages)")
    }
}
