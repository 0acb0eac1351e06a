import ArgumentParser
import Attention
import Heatmaps
import TensorFiles
import Tensors

/// What stands at the positions of the axes.
struct TokenOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Tokens of both axes: one a line, a JSON list, or FILE.npz:NAME (default: those in the files of the input, if any).",
            valueName: "file"))
    var tokens: String?
    @Option(help: ArgumentHelp("Tokens of the keys.", valueName: "file"))
    var xTokens: String?
    @Option(help: ArgumentHelp("Tokens of the queries.", valueName: "file"))
    var yTokens: String?
    @Flag(help: "Show tokens as they are; without it white space and the marks of tokenizers are made readable.")
    var rawTokens = false
    @Flag(help: "Join the pieces of words: sums over keys, means over queries, so that rows still sum to 1.")
    var mergeSubwords = false

    /// The files that are read, as far as they are given.
    var files: [String?] { [tokens, xTokens, yTokens] }

    /// Tokens and where they come from.
    struct Source {
        let tokens: [String]
        /// As errors call it.
        let name: String
    }

    /// The tokens given, else those of the file of weights.
    func sources(_ file: TensorFile) throws -> (keys: Source?, queries: Source?) {
        let own = try file.axisLabels()
        let given = try given()
        return (given.keys ?? source(own.x, in: file), given.queries ?? source(own.y, in: file))
    }

    /// The tokens given, else those of the files of queries and keys.
    func sources(keys: TensorFile, queries: TensorFile) throws -> (keys: Source?, queries: Source?) {
        // What labels the columns of a table of vectors are features, and the rows are tokens.
        func own(_ file: TensorFile, _ labels: (x: [String]?, y: [String]?), isKey: Bool) -> [String]? {
            isKey && ![.csv, .tsv].contains(file.format) ? labels.x : labels.y
        }
        let given = try given()
        return (
            try given.keys ?? source(own(keys, keys.axisLabels(), isKey: true), in: keys),
            try given.queries ?? source(own(queries, queries.axisLabels(), isKey: false), in: queries)
        )
    }

    /// The tokens given. One file for both axes is read once: a pipe has nothing left for a second time.
    private func given() throws -> (keys: Source?, queries: Source?) {
        let (keys, queries) = (xTokens ?? tokens, yTokens ?? tokens)
        let source = try keys.map { Source(tokens: try TokenOptions.read($0), name: $0) }
        if queries == keys { return (source, source) }
        return (source, try queries.map { Source(tokens: try TokenOptions.read($0), name: $0) })
    }

    private func source(_ found: [String]?, in file: TensorFile) -> Source? {
        found.map { Source(tokens: $0, name: "the tokens in \(file.path)") }
    }

    /// `FILE.npz:NAME` or a file of its own.
    private static func read(_ text: String) throws -> [String] {
        let reference = TensorReference(text)
        guard let name = reference.name else { return try TokenLabels.read(text) }
        return try TensorFile.open(reference.path).labels(named: name)
    }

    func shown(_ tokens: [String]) -> [String] {
        rawTokens ? tokens : tokens.map(TokenText.visible)
    }
}
