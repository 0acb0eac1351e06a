import Tensors

/// The score of each key for each query, from which a softmax computes the weights.
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
    /// The name of the score in figures, such as "Scaled dot-product".
    var name: String { get }

    /// The raw scores, before any mask.
    ///
    /// - Parameters:
    ///   - queries: (B, [H,] Q, dq)
    ///   - keys: (B, [H,] K, dk), with the B and H of the queries
    /// - Returns: (B, [H,] Q, K)
    /// - Throws: `AttentionError` when the shapes do not fit each other or the score's parameters.
    func scores(queries: Tensor, keys: Tensor) throws(AttentionError) -> Tensor
}
