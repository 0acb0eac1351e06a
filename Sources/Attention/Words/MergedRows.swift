import Tensors

/// Weights between words, merged from weights between subword tokens: the sum over the tokens of a word as keys, and the mean
/// over its tokens as queries, so that rows still sum to 1.
///
/// A pair of words is masked if all pairs of their tokens are; other masked weights count as 0.
public struct MergedRows: WeightRows {
    public let axes: WeightAxes
    private let base: any WeightRows
    private let queries: SubwordGroups
    private let keys: SubwordGroups

    /// - Parameters:
    ///   - base: weights between tokens
    ///   - queries: the words of the queries
    ///   - keys: the words of the keys
    /// - Throws: `AttentionError.tokenCount` unless the words cover all queries and all keys.
    public init(_ base: any WeightRows, queries: SubwordGroups, keys: SubwordGroups) throws(AttentionError) {
        var axes = base.axes
        for (name, words, count) in [("queries", queries, axes.queryCount), ("keys", keys, axes.keyCount)] {
            let covered = words.groups.last?.upperBound ?? 0
            guard covered == count else { throw .tokenCount(axis: name, tokens: covered, positions: count) }
        }
        axes.queries = NamedAxis(name: "query", positions: Array(queries.words.indices), labels: queries.words)
        axes.keys = NamedAxis(name: "key", positions: Array(keys.words.indices), labels: keys.words)
        self.axes = axes
        self.base = base
        self.queries = queries
        self.keys = keys
    }

    public var canMask: Bool { base.canMask }
    /// A row is merged from the rows of all tokens of a word.
    public var rowElements: Int {
        let tokens = (base.axes.queryCount + max(1, axes.queryCount) - 1) / max(1, axes.queryCount)
        return base.rowElements * max(1, tokens)
    }

    public func memory(rows: Int) -> Int {
        let longest = queries.groups.map(\.count).max() ?? 1
        return base.memory(rows: rows * max(1, longest)) + rows * axes.keyCount * (MemoryLayout<Float>.size + 1)
    }

    public func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        var (weights, masked, emptyRows) = ([Float](), [Bool](), 0)
        weights.reserveCapacity(rows.count * axes.keyCount)
        let groups = queries.groups[rows]
        if let first = groups.first, let last = groups.last {
            try base.withRows(first.lowerBound..<last.upperBound, of: matrix) { block in
                emptyRows += block.emptyRows
                for group in groups { merge(group, of: block, into: &weights, &masked) }
            }
        }
        return try RowBlock.with(
            matrix: matrix, rows: rows, keys: axes.keyCount, weights: weights, masks: canMask ? masked : nil,
            emptyRows: emptyRows, body)
    }

    /// Appends the row of one word as query.
    ///
    /// - Parameters:
    ///   - tokens: the query rows of the tokens of the word.
    ///   - block: weights that include these rows.
    ///   - weights: the weights of the words so far.
    ///   - masked: the mask of the words so far; unchanged if there is no mask.
    private func merge(_ tokens: Range<Int>, of block: RowBlock, into weights: inout [Float], _ masked: inout [Bool]) {
        let rows = tokens.map { token in
            let index = token - block.rows.lowerBound
            return (weights: block.row(index), mask: block.mask(index))
        }
        for keyTokens in keys.groups {
            var (sum, isMasked) = (0.0, true)
            for row in rows {
                for key in keyTokens where row.mask?[key] != true {
                    sum += Double(row.weights[key])
                    isMasked = false
                }
            }
            weights.append(Float(sum / Double(tokens.count)))
            if canMask { masked.append(isMasked) }
        }
    }
}
