import Tensors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A network with one hidden layer, for queries and keys of different size.
///
///     score(q, k)     = w_v . tanh(W_q q + W_k k)
///     hidden[i, j]    = tanh(queries[i] W_qᵀ + keys[j] W_kᵀ)      (B, Q, K, h)
///     scores[i, j]    = hidden[i, j] w_v                          (B, Q, K)
///
/// Parameters: W_q (h, dq), W_k (h, dk), w_v (1, h) or (h). There is no bias.
///
/// Source: D. Bahdanau, K. Cho, Y. Bengio, "Neural Machine Translation by Jointly Learning to Align and Translate",
/// ICLR 2015 (arXiv 2014), appendix A.1.2.
public struct AdditiveScore: ScoringFunction {
    public let name = "Additive"
    /// W_q (h, dq).
    public let queryWeights: Tensor
    /// W_k (h, dk).
    public let keyWeights: Tensor
    /// w_v (1, h) or (h).
    public let valueWeights: Tensor

    /// - Throws: `AttentionError` when W_q or W_k is not a matrix, or the hidden sizes differ.
    public init(queryWeights: Tensor, keyWeights: Tensor, valueWeights: Tensor) throws(AttentionError) {
        try queryWeights.requireMatrix(.parameter("W_q"))
        try keyWeights.requireMatrix(.parameter("W_k"))
        let hidden = queryWeights.shape[0]
        try keyWeights.require("W_k", shape: [hidden, keyWeights.shape[1]])
        guard [[1, hidden], [hidden]].contains(valueWeights.shape.dimensions) else {
            throw .parameterMismatch(parameter: "w_v", expected: [1, hidden], found: valueWeights.shape.dimensions)
        }
        self.queryWeights = queryWeights
        self.keyWeights = keyWeights
        self.valueWeights = valueWeights
    }

    /// - Throws: `AttentionError` when the shapes differ in batch or heads, or do not fit the weights.
    public func scores(queries: Tensor, keys: Tensor) throws(AttentionError) -> Tensor {
        let axes = try AttentionAxes(queries: queries, keys: keys)
        let hidden = queryWeights.shape[0]
        try queryWeights.require("W_q", shape: [hidden, axes.queryFeatures])
        try keyWeights.require("W_k", shape: [hidden, axes.keyFeatures])
        return valueWeights.elements.withUnsafeBufferPointer { weights in
            axes.pairwiseScores(
                queryRows: queries.projected(by: queryWeights), keyRows: keys.projected(by: keyWeights), size: hidden
            ) { query, key in
                var score: Float = 0
                for unit in 0..<hidden { score += weights[unit] * tanh(query[unit] + key[unit]) }
                return score
            }
        }
    }
}
