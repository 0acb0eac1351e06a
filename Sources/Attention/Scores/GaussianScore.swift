import Tensors

/// The logarithm of a Gaussian kernel, so that the softmax gives the weights of kernel regression.
///
///     score(q, k)  = -0.5 ||width (q - k)||^2
///     softmax over k of the scores = K(q - k_i) / sum_j K(q - k_j),  K(u) = exp(-0.5 ||width u||^2)
///
/// As logarithms, the kernels of distant keys do not all underflow to 0.
///
/// Shapes: queries (B, Q, d), keys (B, K, d), scores (B, Q, K).
///
/// Source: E. Nadaraya, "On Estimating Regression", 1964; G. Watson, "Smooth Regression Analysis", 1964.
public struct GaussianScore: ScoringFunction {
    public let name = "Gaussian"
    /// The factor of the distances, an inverse bandwidth: the larger, the narrower the kernel. Learned in the articles.
    public let width: Float

    public init(width: Float = 1) {
        self.width = width
    }

    /// - Throws: `AttentionError` when the shapes differ in batch, heads or features.
    public func scores(queries: Tensor, keys: Tensor) throws(AttentionError) -> Tensor {
        let axes = try AttentionAxes(queries: queries, keys: keys)
        let features = try axes.sharedFeatures()
        return axes.pairwiseScores(
            queryRows: queries.elements, keyRows: keys.elements, size: features
        ) { query, key in
            var squaredDistance: Float = 0
            for feature in 0..<features {
                let distance = width * (query[feature] - key[feature])
                squaredDistance += distance * distance
            }
            return -0.5 * squaredDistance
        }
    }
}
