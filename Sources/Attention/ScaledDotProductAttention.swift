import Tensors

/// The attention weights of scaled dot products, as in transformers.
///
///     weights = softmax(mask(scale queries keysᵀ))
///
/// For other scores, outputs and dropout see `SoftAttention`; for contexts whose weights do not fit in memory see
/// `AttentionRows`.
///
/// Source: A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017, equation 1.
public struct ScaledDotProductAttention: Sendable {
    /// The factor of the dot products; nil stands for 1 / sqrt(d).
    public let scale: Float?

    public init(scale: Float? = nil) { self.scale = scale }

    /// - Parameters:
    ///   - queries: (Q, d), (H, Q, d) or (B, H, Q, d); (B, Q, d) with a mask that has an entry for each batch row
    ///   - keys: the same with K instead of Q; the number of query heads may be a multiple of the number of key heads
    ///   - mask: the keys that each query may attend to
    /// - Returns: weights whose axes are those of the queries: (query, key), (head, query, key), (batch, query, key) or
    ///   (batch, head, query, key)
    /// - Throws: `AttentionError` if the shapes do not fit each other or the mask.
    public func weights(queries: Tensor, keys: Tensor, mask: AttentionMask = .none) throws -> AttentionWeights {
        let leadingAxis: HeadLayout.LeadingAxis =
            mask.isForBatches(of: queries.shape, keyCount: keys.shape.dimensions.dropLast().last ?? 0) ? .batch : .head
        let layout = try OperandLayout(queries: queries.shape, keys: keys.shape, leadingAxis: leadingAxis)
        return try queries.elements.withUnsafeBufferPointer { queryElements in
            try keys.elements.withUnsafeBufferPointer { keyElements in
                let rows = try AttentionRows(
                    layout, queries: queryElements, keys: keyElements,
                    axes: WeightAxes(
                        layout, leading: WeightAxes.leadingNames(rank: queries.shape.rank, leadingAxis: leadingAxis)),
                    score: ScaledDotProductScore(scale: scale), mask: mask)
                return try AttentionWeights(rows)
            }
        }
    }
}
