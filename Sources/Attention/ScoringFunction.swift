import Tensors

/// How well each key answers each query: the first half of attention.
///
///     weights = softmax(mask(score(queries, keys)))
///     output  = weights values
///
/// Glossary of the dimensions, used throughout this library:
/// - B: batch rows; H: heads, an optional axis after B
/// - Q: queries; K: keys, and as many values
/// - dq, dk, dv: the size (features) of one query, key, value; d where queries and keys must agree
/// - h: the hidden size of a score that projects both
public protocol ScoringFunction: Sendable {
    /// What a figure calls this score, such as "Scaled dot-product".
    var name: String { get }

    /// The raw score of every key for every query, before any mask.
    ///
    /// - Parameters:
    ///   - queries: (B, [H,] Q, dq)
    ///   - keys: (B, [H,] K, dk), with the B and H of the queries
    /// - Returns: (B, [H,] Q, K)
    /// - Throws: `AttentionError` when the shapes do not fit each other or the score's parameters.
    func scores(queries: Tensor, keys: Tensor) throws(AttentionError) -> Tensor
}
