import ArgumentParser
import AttentionFigures
import Tensors

/// The part of the weights to draw, and the arrangement of its panels.
struct PartOptions: ParsableArguments {
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            """
            Positions along axes (layer, batch, head, query, key); a single position drops its axis. May be given several \
            times, for other axes.
            """,
            valueName: "\"layer=3 head=0:4\""))
    var select: [String] = []
    @Option(
        help: ArgumentHelp(
            "Reduce an axis to its mean or max. May be given several times.", valueName: "head=mean"))
    var reduce: [String] = []
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Wrap the panels of a single axis into rows of this many.", valueName: "n"))
    var columns: Int?

    /// The part of the weights that the options describe.
    ///
    /// - Parameters:
    ///   - area: the range of queries and keys; nil for all.
    ///   - tokens: whether subword tokens are merged; nil for no.
    /// - Throws: `UsageError` for malformed `--select` or `--reduce`, `AxisError.selectedTwice`.
    func part(_ area: CropOptions? = nil, _ tokens: TokenOptions? = nil) throws -> WeightsPart {
        WeightsPart(
            selection: try AxisSelection(select.joined(separator: " ")),
            reductions: try reduce.map { try AxisReduction($0) },
            queries: area?.crop?.queries, keys: area?.crop?.keys, mergesWords: tokens?.mergeSubwords ?? false)
    }
}
