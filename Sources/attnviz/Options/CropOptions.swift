import ArgumentParser
import Tensors

/// Which queries and keys are drawn, and what a cell shows of several of them.
struct CropOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Draw these queries and these keys only, each 'from:to' as in Python: either end may be left out, and negative ones \
            count from the end of the axis. attend still sums over all keys.
            """, valueName: "q0:q1,k0:k1"), transform: Crop.init)
    var crop: Crop?
    @Option(
        help: ArgumentHelp(
            "What a cell shows of several positions: their largest value, or their mean. The colours span the cells.",
            valueName: "max|mean"))
    var pool = PoolingRule.maximum

    /// The queries and keys of `--crop`, all without it.
    ///
    /// - Parameters:
    ///   - part: what else chooses positions
    ///   - queries: the number of queries
    ///   - keys: the number of keys
    /// - Throws: `UsageError` when they are not inside the axes, or `--select` chooses some as well.
    func cropped(_ part: PartOptions, queries: Int, keys: Int) throws -> (queries: Range<Int>, keys: Range<Int>) {
        guard let crop else { return (0..<queries, 0..<keys) }
        for choice in try part.selection().choices where ["query", "key"].contains(choice.axis) {
            throw UsageError("--crop and --select both choose positions of the axis '\(choice.axis)'; use one of them.")
        }
        return (
            try crop.range(crop.queries, of: "queries", count: queries),
            try crop.range(crop.keys, of: "keys", count: keys)
        )
    }
}
