import ArgumentParser
import AttentionFigures
import Tensors

extension PoolingRule: ExpressibleByArgument {}

/// The range of queries and keys to draw, and how positions are pooled into cells.
struct CropOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Draw only these queries and keys, each 'from:to' as in Python: either end may be omitted, and negative ones \
            count from the end of the axis. The softmax of attend still runs over all keys.
            """, valueName: "q0:q1,k0:k1"), transform: Crop.init)
    var crop: Crop?
    @Option(
        help: ArgumentHelp(
            "Pool several positions into a cell by their largest value or their mean. The colour scale spans the cells.",
            valueName: "max|mean"))
    var pool = PoolingRule.maximum
}

/// A range of queries and a range of keys on the command line: `0:512,7680:8192`.
struct Crop {
    let queries: PositionRange
    let keys: PositionRange

    /// - Throws: `ValidationError` for other text.
    init(argument: String) throws {
        let ranges = argument.split(separator: ",", omittingEmptySubsequences: false).map(Self.range)
        guard ranges.count == 2, let queries = ranges[0], let keys = ranges[1] else {
            throw ValidationError(
                "expected queries and keys as from:to,from:to, such as 0:512,7680:8192 or :,-100:; found '\(argument)'."
            )
        }
        self.queries = queries
        self.keys = keys
    }

    private static func range(_ text: Substring) -> PositionRange? {
        let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
        guard ends.count == 2 else { return nil }
        let numbers = ends.map(Int.init)
        guard zip(ends, numbers).allSatisfy({ $0.isEmpty || $1 != nil }) else { return nil }
        return PositionRange(from: numbers[0], to: numbers[1])
    }
}
