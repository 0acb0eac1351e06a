import Foundation
import Testing

@Suite("Documentation")
struct DocumentationTests {
    /// The examples of the readme, the catalogues and the documentation comments.
    private func documented() throws -> [Documents.Example] {
        let pages = try ["README.md"] + Documents.paths(in: "Sources", "md")
        let written = try pages.flatMap { page in
            Documents.blocks("swift", in: try Documents.text(page)).map { Documents.Example(page, $0) }
        }
        let commented = try Documents.paths(in: "Sources", "swift").flatMap { source in
            Documents.comments(in: try Documents.text(source)).map { Documents.Example(source, $0) }
        }
        return written + commented
    }

    private let programs = "Tests/DocumentationExamples"

    /// The examples that are compiled: what stands between "Example: DOCUMENT" and "End of example".
    private func compiled() throws -> [Documents.Example] {
        try Documents.paths(in: programs, "swift").flatMap { path in
            try Documents.text(path).components(separatedBy: "// Example: ").dropFirst().map { part in
                let lines = part.components(separatedBy: "// End of example")[0].split(separator: "\n")
                return Documents.Example(String(try #require(lines.first)), lines.dropFirst())
            }
        }
    }

    @Test("Every example is compiled as it stands in its document, and nothing else is")
    func examplesAreCompiled() throws {
        let (documented, compiled) = (try documented(), try compiled())
        for example in documented where !compiled.contains(example) {
            Issue.record("\(example.document): not in \(programs):\n\(example.lines.joined(separator: "\n"))")
        }
        for example in compiled where !documented.contains(example) {
            Issue.record("\(programs): not in \(example.document):\n\(example.lines.joined(separator: "\n"))")
        }
        #expect(documented.count >= 35 && Set(documented).count == documented.count)
    }

    @Test("The examples of a page import what they use, and no more")
    func imports() throws {
        func imports(_ lines: some Sequence<Substring>) -> Set<Substring> {
            Set(lines.filter { $0.hasPrefix("import ") })
        }
        var named: [String: Set<Substring>] = [:]
        for page in try ["README.md"] + Documents.paths(in: "Sources", "md") {
            // The readme is compiled by README.swift, the pages of Heatmaps.docc by Heatmaps.swift.
            let module = page.split(separator: "/").dropLast().last?.split(separator: ".").first ?? "README"
            for block in Documents.blocks("swift", in: try Documents.text(page)) {
                named[String(module), default: []].formUnion(imports(block))
            }
        }
        for (module, imported) in named {
            let lines = try Documents.text("\(programs)/\(module).swift").split(separator: "\n")
            #expect(imports(lines) == imported, "\(module)")
        }
    }

    @Test(
        "A catalogue lists every public type of its library, and no other",
        arguments: [
            "Tensors", "TensorFiles", "Attention", "Heatmaps", "CairoRendering", "AttentionFigures", "Experiments",
        ])
    func topics(library: String) throws {
        let sources = try Documents.paths(in: "Sources/\(library)", "swift").map(Documents.text).joined()
        let declaration = #/\npublic (?:indirect |final )*(?:struct|enum|protocol|class) (\w+)/#
        let types = Set(sources.matches(of: declaration).map { String($0.1) })
        let catalogue = try Documents.text("Sources/\(library)/\(library).docc/\(library).md")
        let listed = catalogue.matches(of: #/\n- ``(\w+)``/#).map { String($0.1) }
        #expect(Set(listed) == types && listed.count == types.count)
    }

    @Test("Every example runs")
    func examplesRun() throws {
        let shop = try Workshop()
        let tokens = ["[CLS]", "a", "cat", "sat", "down", "[SEP]"]
        let weights = InputFiles.npy([2, 4, 6, 6], rows(of: 48, keys: 6))
        try shop.write(weights, to: "attentions.npy")
        for name in ["attentions.npz", "others.npz"] {
            let arrays = [(name: "weights", array: weights), (name: "tokens", array: InputFiles.npy(tokens: tokens))]
            try shop.write(InputFiles.npz(arrays), to: name)
        }
        try shop.write(
            InputFiles.safetensors([InputFiles.pattern("q", 1, 6, 8), InputFiles.pattern("k", 2, 6, 8)]),
            to: "qk.safetensors")
        try shop.write(tokens.joined(separator: "\n") + "\n", to: "tokens.txt")
        try shop.write(
            InputFiles.npy([6, 6], bytes: [UInt8](repeating: 1, count: 36), type: "|b1"), to: "mask.npy")
        let outcome = try shop.run(Workshop.products.appendingPathComponent("DocumentationExamples"), [])
        try #require(outcome.status == 0, "\(outcome.text.suffix(400))\(outcome.messages)")
        let written = [
            "figure.svg", "map.png", "head.svg", "part.npy", "heads.png", "heads.svg", "difference.pdf", "rollout.svg",
            "grid.svg", "entropy.svg", "distances.svg", "heads.json", "dims.svg", "study.svg", "weights.npy",
        ]
        for name in written { #expect(try !shop.data(name).isEmpty, "\(name)") }
    }

    /// So many rows of weights: positive, and 1 in sum.
    private func rows(of count: Int, keys: Int) -> [Float] {
        (0..<count).flatMap { row in
            let parts = (0..<keys).map { Float(($0 * 5 + row * 3) % 7 + 1) }
            return parts.map { $0 / parts.reduce(0, +) }
        }
    }

    /// The commands in the readme that run the program, on one line each.
    static func commands() throws -> [String] {
        Documents.blocks("sh", in: try Documents.text("README.md")).flatMap { lines in
            lines.joined(separator: "\n").replacing("\\\n", with: " ").components(separatedBy: "\n")
        }.filter { $0.hasPrefix("attnviz ") }
    }

    @Test("The readme has its commands in blocks of sh")
    func count() throws { #expect(try Self.commands().count >= 30) }

    @Test("Every command of the readme runs", arguments: try commands())
    func run(command: String) throws {
        let shop = try Workshop()
        for folder in ["Examples", "Output"] {
            try FileManager.default.createSymbolicLink(
                atPath: shop.folder.appendingPathComponent(folder).path, withDestinationPath: PackageFiles.path(folder))
        }
        // Stands for a context that is too long for a test.
        try shop.write(InputFiles.pattern(1, 600, 8), to: "q.npy")
        try shop.write(InputFiles.pattern(2, 600, 8), to: "k.npy")
        // 2000 draws take long in a program that was built for debugging.
        let draws = command.contains("--stats") ? " --draws 50" : ""
        let outcome = try shop.shell("\"$0\" " + command.dropFirst("attnviz ".count) + draws)
        #expect(outcome.status == 0, "\(outcome.messages)")
        let outputs = command.matches(of: /-o (\S+)/).map { String($0.1) }
        for name in outputs { #expect(try !shop.data(name).isEmpty, "\(name)") }
        #expect(!outputs.isEmpty || !outcome.output.isEmpty)
    }

    @Test("Options that the readme names exist")
    func options() throws {
        let names = [
            "identity", "dot-vs-scaled", "score-functions", "render", "attend", "info", "analyze", "compare", "diff",
        ]
        let known = Set(
            try names.flatMap { name in
                try Workshop().run(name, "--help").text.matches(of: /--[a-z][a-z-]*[a-z]/).map { String($0.output) }
            })
        // Those of other programs aside: Swift, its package manager and Python.
        let parts = try Documents.text("README.md").components(separatedBy: "\n## ").filter {
            !$0.hasPrefix("Benchmark")
        }
        for option in parts.joined().matches(of: /--[a-z][a-z-]*[a-z]/).map({ String($0.output) }) {
            #expect(known.contains(option))
        }
    }
}
