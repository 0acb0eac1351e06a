import Tensors

/// The dot product of query and key, divided by the square root of their size.
///
///     score(q, k) = q . k / sqrt(d)
///     scores      = scale queries keysᵀ       (B, Q, d) (B, d, K) -> (B, Q, K)
///
/// When the components of q and k are independent with variance 1, so is the score, whatever d is.
///
/// Source: A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017, equation 1.
public struct ScaledDotProductScore: ScoringFunction {
    public let name = "Scaled dot-product"
    /// The factor of the dot product; nil stands for 1 / sqrt(d).
    public let scale: Float?

    public init(scale: Float? = nil) {
        self.scale = scale
    }

    /// - Throws: `AttentionError` when the shapes differ in batch, heads or features.
    public func scores(queries: Tensor, keys: Tensor) throws(AttentionError) -> Tensor {
        try dotProducts(queries: queries, keys: keys) { scale ?? 1 / Float($0).squareRoot() }
    }
}
