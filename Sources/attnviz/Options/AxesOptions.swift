import ArgumentParser
import AttentionFigures

/// The names and the order of the axes of a tensor in a file.
struct AxesOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The names of the axes, including 'query' and 'key' (default: by their number, such as layer,head,query,key \
            for four).
            """, valueName: "a,b,..."))
    var axes: String?
    @Flag(
        help: """
            Swap rows and columns with the tokens in the file, for matrices whose rows are keys. --x-tokens, --xlabel, \
            --split-x and --x-segments then still name the keys, which become the columns, and those of y the queries.
            """)
    var transpose = false

    /// A note on the default names of the axes, if they were used and are not obvious.
    func note(_ weights: StoredWeights) -> String? {
        axes == nil && weights.names.count > 2
            ? "the axes are taken as \(weights.names.joined(separator: ", ")); --axes names them otherwise" : nil
    }

    /// The names of all axes; nil without --axes.
    var names: [String]? { axes?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
}
