import Tensors

/// The dot product of query and key.
///
///     score(q, k) = q . k
///     scores      = queries keysᵀ             (B, Q, d) (B, d, K) -> (B, Q, K)
///
/// Its variance grows with d; `ScaledDotProductScore` undoes that.
///
/// Source: M.-T. Luong, H. Pham, C. Manning, "Effective Approaches to Attention-based Neural Machine Translation",
/// EMNLP 2015, section 3.1 ("dot").
public struct DotProductScore: ScoringFunction {
    public let name = "Dot-product"

    public init() {}

    /// - Throws: `AttentionError` when the shapes differ in batch, heads or features.
    public func scores(queries: Tensor, keys: Tensor) throws(AttentionError) -> Tensor {
        try dotProducts(queries: queries, keys: keys) { _ in 1 }
    }
}

/// The dot products of all queries with all keys, each times a factor that may depend on the number of features.
func dotProducts(
    queries: Tensor, keys: Tensor, scale: (Int) -> Float
) throws(AttentionError) -> Tensor {
    let axes = try AttentionAxes(queries: queries, keys: keys)
    let features = try axes.sharedFeatures()
    let product = MatrixProduct(
        matrixCount: axes.matrixCount, rows: axes.queryCount, inner: features, columns: axes.keyCount,
        rightLayout: .columnsByInner, scale: scale(features))
    return Tensor(shape: axes.scoreShape, elements: product(queries.elements, keys.elements))
}
