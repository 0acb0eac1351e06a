import Tensors

/// Scaled dot-product attention in several learned subspaces at once.
///
///     q_i, k_i, v_i = block i of queries W_qᵀ, keys W_kᵀ, values W_vᵀ      (B, H, n, hidden / H)
///     head_i        = softmax(mask(q_i k_iᵀ / sqrt(hidden / H))) v_i       (B, H, Q, hidden / H)
///     output        = concatenate(head_1, ..., head_H) W_oᵀ                (B, Q, outputs)
///
/// Parameters: W_q (hidden, dq), W_k (hidden, dk), W_v (hidden_v, dv), W_o (outputs, hidden_v), with hidden and hidden_v
/// multiples of H. There are no biases. Block i is the i-th of H consecutive blocks of the hidden axis.
///
/// Source: A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.2.2.
public struct MultiHeadAttention: Sendable {
    /// H.
    public let heads: Int
    /// W_q (hidden, dq).
    public let queryWeights: Tensor
    /// W_k (hidden, dk).
    public let keyWeights: Tensor
    /// W_v (hidden_v, dv).
    public let valueWeights: Tensor
    /// W_o (outputs, hidden_v).
    public let outputWeights: Tensor
    private let attention: SoftAttention

    /// - Throws: `AttentionError` if a parameter is not a matrix, does not fit another one or does not split into heads.
    public init(
        heads: Int, queryWeights: Tensor, keyWeights: Tensor, valueWeights: Tensor, outputWeights: Tensor,
        fill: MaskedFill = .negativeInfinity, dropout: Dropout? = nil
    ) throws(AttentionError) {
        let parameters = [
            ("W_q", queryWeights), ("W_k", keyWeights), ("W_v", valueWeights), ("W_o", outputWeights),
        ]
        for (name, weights) in parameters { try weights.requireMatrix(.parameter(name)) }
        for (name, weights) in [("W_q", queryWeights), ("W_v", valueWeights)] {
            guard heads > 0 && weights.shape[0] > 0 && weights.shape[0].isMultiple(of: heads) else {
                throw .indivisibleHeads(operand: .parameter(name), size: weights.shape[0], heads: heads)
            }
        }
        try keyWeights.require("W_k", shape: [queryWeights.shape[0], keyWeights.shape[1]])
        try outputWeights.require("W_o", shape: [outputWeights.shape[0], valueWeights.shape[0]])
        self.heads = heads
        self.queryWeights = queryWeights
        self.keyWeights = keyWeights
        self.valueWeights = valueWeights
        self.outputWeights = outputWeights
        attention = SoftAttention(score: ScaledDotProductScore(), fill: fill, dropout: dropout)
    }

    /// Attention without dropout. Scores and weights are (B, H, Q, K).
    ///
    /// - Parameters:
    ///   - queries: (B, Q, dq)
    ///   - keys: (B, K, dk)
    ///   - values: (B, K, dv), or nil for weights without an output
    ///   - mask: which keys each query may attend to, in every head
    /// - Throws: `AttentionError` when the shapes do not fit each other, the parameters or the mask.
    public func callAsFunction(
        queries: Tensor, keys: Tensor, values: Tensor? = nil, mask: AttentionMask = .none
    ) throws(AttentionError) -> AttentionResult {
        let inputs = try split(queries: queries, keys: keys, values: values)
        return try merged(attention(queries: inputs.queries, keys: inputs.keys, values: inputs.values, mask: mask))
    }

    /// Attention in training: dropout draws one number for each weight of (B, H, Q, K), in memory order.
    ///
    /// - Parameters:
    ///   - queries: (B, Q, dq)
    ///   - keys: (B, K, dk)
    ///   - values: (B, K, dv), or nil for weights without an output
    ///   - mask: which keys each query may attend to, in every head
    ///   - generator: the random numbers of dropout; unchanged if an error is thrown
    /// - Throws: `AttentionError` when the shapes do not fit each other, the parameters or the mask.
    public func callAsFunction(
        queries: Tensor, keys: Tensor, values: Tensor? = nil, mask: AttentionMask = .none,
        training generator: inout TorchGenerator
    ) throws(AttentionError) -> AttentionResult {
        let inputs = try split(queries: queries, keys: keys, values: values)
        return try merged(
            attention(
                queries: inputs.queries, keys: inputs.keys, values: inputs.values, mask: mask, training: &generator))
    }
}
