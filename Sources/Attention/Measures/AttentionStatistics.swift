import Tensors

/// The metrics and patterns of all heads of a tensor of weights.
///
///     let statistics = try AttentionStatistics(weights)       // (layers, heads, Q, K)
///     let entropies = statistics.values(of: .entropy)         // layers x heads, row-major, in nats
///     let pattern = statistics.heads[0].pattern               // .previousToken
public struct AttentionStatistics: Hashable, Sendable {
    /// The sizes of the axes before queries and keys, such as (layers, heads); empty for a single matrix.
    public let leadingShape: [Int]
    /// Row-major over the leading axes.
    public let heads: [HeadStatistics]

    /// - Parameters:
    ///   - weights: (..., Q, K)
    ///   - queryPositions: the positions of the Q queries in the sequence; nil for 0, 1, 2, ...
    ///   - keyPositions: the positions of the K keys in the sequence; nil for 0, 1, 2, ...
    ///   - separators: the indices of keys that are separators; nil does not measure their share
    /// - Throws: `AttentionError` for negative or infinite weights, and for a separator outside the keys.
    /// - Complexity: O(elements), with a logarithm for each element that is not 0.
    public init(
        _ weights: Tensor, queryPositions: [Int]? = nil, keyPositions: [Int]? = nil, separators: [Int]? = nil
    ) throws {
        var axes = try WeightAxes(unnamed: weights)
        if let queryPositions {
            precondition(queryPositions.count == axes.queryCount, "\(queryPositions.count) positions of queries")
            axes.queries = NamedAxis(name: "query", positions: queryPositions)
        }
        if let keyPositions {
            precondition(keyPositions.count == axes.keyCount, "\(keyPositions.count) positions of keys")
            axes.keys = NamedAxis(name: "key", positions: keyPositions)
        }
        try self.init(TensorRows(weights, axes: axes), separators: separators)
    }

    /// - Parameters:
    ///   - rows: weights; the positions of their axes are those of queries and keys in the sequence
    ///   - separators: the indices of keys that are separators; nil does not measure their share
    ///   - hasPadding: whether keys that are masked for all queries are padding: the first key is then the first of the others
    ///   - pass: threads and block size
    /// - Throws: `AttentionError` for negative or infinite weights, and for a separator outside the keys; errors of producing
    ///   the rows.
    public init(
        _ rows: any WeightRows, separators: [Int]? = nil, hasPadding: Bool = false, pass: RowPass = RowPass()
    ) throws {
        let axes = rows.axes
        guard axes.weightCount > 0 else {
            throw AttentionError.emptyAxis(operand: .weights, of: "weight", found: axes.dimensions)
        }
        for separator in separators ?? [] where !(0..<axes.keyCount).contains(separator) {
            throw AttentionError.noSuchKey(separator, keys: axes.keyCount)
        }
        let positions = HeadPositions(
            queries: axes.queries.positions, keys: axes.keys.positions, separators: separators)
        leadingShape = axes.leading.map(\.positions.count)
        heads = try pass.run(over: rows) {
            HeadMeter(positions, leading: axes.index(ofMatrix: $0), hasPadding: hasPadding)
        }.map(
            \.statistics)
    }

    /// Zeros for the heads of weights that are not read.
    ///
    /// - Parameters:
    ///   - axes: the axes of the weights.
    ///   - hasSeparators: whether separators are measured.
    package init(unmeasured axes: WeightAxes, hasSeparators: Bool) {
        leadingShape = axes.leading.map(\.positions.count)
        heads = [HeadStatistics](repeating: HeadStatistics(unmeasured: hasSeparators), count: axes.matrixCount)
    }

    /// The values of a metric, row-major over the leading axes; nil for separators if none were given.
    public func values(of metric: HeadMetric) -> [Double]? {
        let values = heads.compactMap { $0[metric] }
        return values.count == heads.count ? values : nil
    }
}
