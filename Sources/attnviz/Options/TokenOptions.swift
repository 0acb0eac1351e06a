import ArgumentParser
import AttentionFigures

/// The tokens, which label the positions of the axes.
struct TokenOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Tokens of both axes: one per line, a JSON list, or FILE:NAME (default: those in the input files, if any). A JSON \
            list of lists, or an array (batch, tokens), has tokens for each entry of a batch.
            """, valueName: "file"))
    var tokens: String?
    @Option(help: ArgumentHelp("Tokens of the keys, the columns of the figure.", valueName: "file"))
    var xTokens: String?
    @Option(help: ArgumentHelp("Tokens of the queries, the rows of the figure.", valueName: "file"))
    var yTokens: String?
    @Flag(
        help: """
            Show tokens unchanged; by default byte-level tokens are decoded, and white space and the marks of tokenizers \
            are made readable.
            """)
    var rawTokens = false
    @Flag(help: "Number tokens that occur several times: the\u{2081}, the\u{2082}.")
    var numberRepeats = false
    @Flag(help: "Merge subword tokens into words: sums over keys, means over queries, so that rows still sum to 1.")
    var mergeSubwords = false

    /// The input files that are given.
    var files: [String?] { [tokens, xTokens, yTokens] }

    /// The tokens of the options, else those in the file of the weights.
    ///
    /// - Parameters:
    ///   - file: the file of the weights.
    ///   - given: the result of `given()`; nil calls it.
    ///   - columnsAreQueries: whether the last axis in the file is that of the queries; the options name the axes as drawn.
    func lists(
        _ file: TensorFile, _ given: (keys: TokenList?, queries: TokenList?)? = nil, columnsAreQueries: Bool
    ) throws -> (keys: TokenList?, queries: TokenList?) {
        let own = try file.axisLabelLists()
        let given = try given ?? self.given()
        let (keys, queries) = columnsAreQueries ? (own.y, own.x) : (own.x, own.y)
        return (given.keys ?? list(keys, in: file), given.queries ?? list(queries, in: file))
    }

    /// The tokens of the options, else those in the files of queries and keys.
    func lists(keys: TensorFile, queries: TensorFile) throws -> (keys: TokenList?, queries: TokenList?) {
        // In a table of vectors the columns are features; the tokens are the labels of its rows.
        func own(_ file: TensorFile, _ labels: (x: [[String]]?, y: [[String]]?), isKey: Bool) -> [[String]]? {
            isKey && !file.format.isTable ? labels.x : labels.y
        }
        let given = try given()
        return (
            try given.keys ?? list(own(keys, keys.axisLabelLists(), isKey: true), in: keys),
            try given.queries ?? list(own(queries, queries.axisLabelLists(), isKey: false), in: queries)
        )
    }

    /// The tokens of the options, else those lists in a file that fit an axis: one file may hold several stacks, whose sequences
    /// are those of the keys or of the queries.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - axes: the axes to label.
    ///   - isSequence: whether queries are positions of the sequence of the keys.
    func fitting(
        _ file: TensorFile, _ axes: WeightAxes, isSequence: Bool
    ) throws -> (keys: TokenList?, queries: TokenList?) {
        let (given, own) = (try given(), try file.axisLabelLists())
        func fits(_ count: Int) -> ([[String]]) -> Bool { { $0.allSatisfy { $0.count == count } } }
        let keys = [own.x, own.y].compactMap { $0 }.first(where: fits(axes.keyCount))
        let others = isSequence ? [keys, own.y, own.x] : [own.y, own.x]
        let queries = others.compactMap { $0 }.first {
            fits(axes.queryCount)($0) || isSequence && fits(axes.keyCount)($0)
        }
        return (given.keys ?? list(keys, in: file), given.queries ?? list(queries, in: file))
    }

    /// The tokens of the options. A file for both axes is read once, as it may be a pipe.
    func given() throws -> (keys: TokenList?, queries: TokenList?) {
        let (keys, queries) = (xTokens ?? tokens, yTokens ?? tokens)
        let list = try keys.map { try TokenList(contentsOf: $0) }
        if queries == keys { return (list, list) }
        return (list, try queries.map { try TokenList(contentsOf: $0) })
    }

    private func list(_ found: [[String]]?, in file: TensorFile) -> TokenList? {
        found.map { TokenList(entries: $0, name: "the tokens in \(file.path)") }
    }
}
