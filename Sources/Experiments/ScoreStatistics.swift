import Attention

/// Statistics of one score and its softmax for one size d, over many draws of a query and its keys.
public struct ScoreStatistics: Hashable, Sendable {
    /// d, the size of a query and of a key.
    public let dimension: Int
    public let score: ScoreKind
    /// The name of the score in figures.
    public let name: String
    /// The sample variance of the scores of a query over its keys.
    public let variance: Estimate
    /// The entropy of the weights, in nats.
    public let entropy: Estimate
    /// The largest weight of a query, in [0, 1].
    public let largestWeight: Estimate
    /// The Frobenius norm of the softmax's Jacobian, in [0, 1/2].
    public let jacobianNorm: Estimate

    /// The expected variance of the scores of standard normal queries and keys: d for the dot product, 1 for the scaled dot
    /// product; nil for other scores, which have no simple formula.
    public var expectedVariance: Double? {
        switch score {
        case .dot: Double(dimension)
        case .scaledDot: 1
        case .additive, .bilinear, .gaussian, .cosine: nil
        }
    }
}
