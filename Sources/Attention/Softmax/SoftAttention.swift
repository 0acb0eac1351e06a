import Tensors

/// Soft attention: the mean of the values, weighted by the softmax of a score.
///
///     let attention = SoftAttention(score: ScaledDotProductScore())
///     let result = try attention(queries: queries, keys: keys, values: values, mask: .validLengths([2, 6]))
///
///     scores  = score(queries, keys)          (B, [H,] Q, K)
///     weights = softmax(mask(scores))         (B, [H,] Q, K)
///     output  = dropout(weights) values       (B, [H,] Q, dv)
///
/// Source: D. Bahdanau, K. Cho, Y. Bengio, "Neural Machine Translation by Jointly Learning to Align and Translate",
/// ICLR 2015; A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017.
public struct SoftAttention: Sendable {
    public let score: any ScoringFunction
    public let fill: MaskedFill
    /// Applied in training only; nil never drops a weight.
    public let dropout: Dropout?

    public init(score: any ScoringFunction, fill: MaskedFill = .negativeInfinity, dropout: Dropout? = nil) {
        self.score = score
        self.fill = fill
        self.dropout = dropout
    }

    /// Attention without dropout.
    ///
    /// - Parameters:
    ///   - queries: (B, [H,] Q, dq)
    ///   - keys: (B, [H,] K, dk)
    ///   - values: (B, [H,] K, dv), or nil for weights without an output
    ///   - mask: which keys each query may attend to
    /// - Throws: `AttentionError` when the shapes do not fit each other, the score or the mask.
    public func callAsFunction(
        queries: Tensor, keys: Tensor, values: Tensor? = nil, mask: AttentionMask = .none
    ) throws(AttentionError) -> AttentionResult {
        try attend(queries: queries, keys: keys, values: values, mask: mask) { _ in nil }
    }

    /// Attention in training: after all weights are computed, dropout draws one random number for each, in memory order.
    ///
    /// - Parameters:
    ///   - queries: (B, [H,] Q, dq)
    ///   - keys: (B, [H,] K, dk)
    ///   - values: (B, [H,] K, dv), or nil for weights without an output
    ///   - mask: which keys each query may attend to
    ///   - generator: the random numbers of dropout; unchanged if an error is thrown
    /// - Throws: `AttentionError` when the shapes do not fit each other, the score or the mask.
    public func callAsFunction(
        queries: Tensor, keys: Tensor, values: Tensor? = nil, mask: AttentionMask = .none,
        training generator: inout TorchGenerator
    ) throws(AttentionError) -> AttentionResult {
        try attend(queries: queries, keys: keys, values: values, mask: mask) { dropout?($0, using: &generator) }
    }

    private func attend(
        queries: Tensor, keys: Tensor, values: Tensor?, mask: AttentionMask, drop: (Tensor) -> Tensor?
    ) throws(AttentionError) -> AttentionResult {
        let axes = try AttentionAxes(queries: queries, keys: keys)
        if let values { try axes.checkValues(values) }
        let scores = try score.scores(queries: queries, keys: keys)
        let normalised = try MaskedSoftmax(mask: mask, fill: fill)(scores)
        let dropped = drop(normalised.weights)
        var output: Tensor?
        if let values { output = try axes.output(weights: dropped ?? normalised.weights, values: values) }
        return AttentionResult(
            scores: scores, weights: normalised.weights, masked: normalised.masked, droppedWeights: dropped,
            output: output, deadRows: normalised.deadRows)
    }
}

extension AttentionAxes {
    /// The weighted sums of the values: (B, [H,] Q, dv).
    fileprivate func output(weights: Tensor, values: Tensor) throws(AttentionError) -> Tensor {
        let size = values.shape[leading.count + 1]
        let shape = try Shape(ofResult: leading + [queryCount, size])
        let pool = MatrixProduct(
            matrixCount: matrixCount, rows: queryCount, inner: keyCount, columns: size, rightLayout: .innerByColumns)
        return Tensor(shape: shape, elements: pool(weights.elements, values.elements))
    }
}
