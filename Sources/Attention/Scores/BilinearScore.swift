import Tensors

/// A dot product through a learned matrix, for queries and keys of different size.
///
///     score(q, k) = qᵀ W k
///     scores      = (queries W) keysᵀ         (B, Q, dq) (dq, dk) (B, dk, K) -> (B, Q, K)
///
/// Parameters: W (dq, dk).
///
/// Source: M.-T. Luong, H. Pham, C. Manning, "Effective Approaches to Attention-based Neural Machine Translation",
/// EMNLP 2015, section 3.1 ("general").
public struct BilinearScore: ScoringFunction {
    public let name = "Bilinear"
    /// W (dq, dk).
    public let weights: Tensor

    /// - Throws: `AttentionError.unexpectedRank` when `weights` is not a matrix.
    public init(weights: Tensor) throws(AttentionError) {
        try weights.requireMatrix(.parameter("W"))
        self.weights = weights
    }

    /// - Throws: `AttentionError` when the shapes differ in batch or heads, or do not fit the weights.
    public func scores(queries: Tensor, keys: Tensor) throws(AttentionError) -> Tensor {
        let axes = try AttentionAxes(queries: queries, keys: keys)
        try weights.require("W", shape: [axes.queryFeatures, axes.keyFeatures])
        let project = MatrixProduct(
            matrixCount: 1, rows: axes.matrixCount * axes.queryCount, inner: axes.queryFeatures,
            columns: axes.keyFeatures, rightLayout: .innerByColumns)
        let compare = MatrixProduct(
            matrixCount: axes.matrixCount, rows: axes.queryCount, inner: axes.keyFeatures, columns: axes.keyCount,
            rightLayout: .columnsByInner)
        let projected = project(queries.elements, weights.elements)
        return Tensor(shape: axes.scoreShape, elements: compare(projected, keys.elements))
    }
}
