import Tensors

/// What every head of a tensor of weights does.
///
///     let statistics = try AttentionStatistics(weights)       // (layers, heads, Q, K)
///     statistics.values(of: .entropy)                         // layers x heads, row-major, in nats
///     statistics.heads[0].pattern                             // .previousToken
public struct AttentionStatistics: Hashable, Sendable {
    /// The axes before queries and keys, such as (layers, heads); empty for a single matrix.
    public let leadingShape: [Int]
    /// Row-major over the leading axes.
    public let heads: [HeadStatistics]

    /// - Parameters:
    ///   - weights: (..., Q, K)
    ///   - queryPositions: the positions of the queries in their text, Q of them; nil for 0, 1, 2, ...
    ///   - keyPositions: the positions of the keys, K of them; nil for 0, 1, 2, ...
    ///   - separators: the places along the key axis that hold separators; nil measures no share of them
    /// - Throws: `AttentionError` for weights that are none, or a separator outside the keys.
    /// - Complexity: O(elements), with a logarithm for each element that is not 0.
    public init(
        _ weights: Tensor, queryPositions: [Int]? = nil, keyPositions: [Int]? = nil, separators: [Int]? = nil
    ) throws(AttentionError) {
        let matrices = try WeightMatrices(weights)
        for separator in separators ?? [] where !(0..<matrices.keys).contains(separator) {
            throw .noSuchKey(separator, keys: matrices.keys)
        }
        let queries = queryPositions ?? Array(0..<matrices.queries)
        let keys = keyPositions ?? Array(0..<matrices.keys)
        precondition(queries.count == matrices.queries, "\(queries.count) positions for \(matrices.queries) queries")
        precondition(keys.count == matrices.keys, "\(keys.count) positions for \(matrices.keys) keys")
        let meter = HeadMeter(queryPositions: queries, keyPositions: keys, separators: separators)
        leadingShape = matrices.leading
        heads = (0..<matrices.count).map { meter.measure($0, of: matrices) }
    }

    /// One value for each head, row-major over the leading axes; nil for separators that were not given.
    public func values(of metric: HeadMetric) -> [Double]? {
        let values = heads.compactMap { $0[metric] }
        return values.count == heads.count ? values : nil
    }
}
