import Attention

/// What one score does to the softmax for one size d, over many draws of a query and its keys.
public struct ScoreStatistics: Hashable, Sendable {
    /// d, the size of a query and of a key.
    public let dimension: Int
    public let score: ScoreKind
    /// What a figure calls the score.
    public let name: String
    /// Of the scores of a query over its keys.
    public let variance: Estimate
    /// Of the weights, in nats.
    public let entropy: Estimate
    /// The largest weight of a query, in [0, 1].
    public let largestWeight: Estimate
    /// The Frobenius norm of the softmax's Jacobian, in [0, 1/2].
    public let jacobianNorm: Estimate

    /// The variance of the scores of standard normal queries and keys: d for the dot product, 1 for the scaled one; nil
    /// where it has no simple form.
    public var expectedVariance: Double? {
        switch score {
        case .dot: Double(dimension)
        case .scaledDot: 1
        case .additive, .bilinear, .gaussian, .cosine: nil
        }
    }
}
