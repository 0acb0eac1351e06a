import Tensors

/// The names of the scoring functions.
public enum ScoreKind: String, CaseIterable, Sendable {
    case dot
    case scaledDot = "scaled-dot"
    case additive, bilinear, gaussian, cosine

    /// The names of the learned parameters of the score, as in the literature.
    public var parameterNames: [String] {
        switch self {
        case .dot, .scaledDot, .gaussian, .cosine: []
        case .additive: ["W_q", "W_k", "w_v"]
        case .bilinear: ["W"]
        }
    }

    /// The scoring function with this name.
    ///
    /// - Parameters:
    ///   - parameters: learned parameters by name; others than those of the score are ignored.
    ///   - scale: the factor of the scaled dot product or of the cosine; nil for their defaults, 1 / sqrt(d) and 1.
    ///   - width: the factor of the distances of the gaussian.
    /// - Throws: `AttentionError.missingParameter`, `.parameterMismatch` for a parameter of a wrong shape.
    public func scoringFunction(
        parameters: [String: Tensor] = [:], scale: Float? = nil, width: Float = 1
    ) throws(AttentionError) -> any ScoringFunction {
        func parameter(_ name: String) throws(AttentionError) -> Tensor {
            guard let tensor = parameters[name] else {
                throw .missingParameter(name, of: rawValue, found: parameters.keys.sorted())
            }
            return tensor
        }
        switch self {
        case .dot: return DotProductScore()
        case .scaledDot: return ScaledDotProductScore(scale: scale)
        case .cosine: return CosineScore(scale: scale ?? 1)
        case .gaussian: return GaussianScore(width: width)
        case .bilinear: return try BilinearScore(weights: parameter("W"))
        case .additive:
            return try AdditiveScore(
                queryWeights: parameter("W_q"), keyWeights: parameter("W_k"), valueWeights: parameter("w_v"))
        }
    }
}
