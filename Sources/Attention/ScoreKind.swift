import Tensors

/// The scores by name, for programs that let a user choose one.
public enum ScoreKind: String, CaseIterable, Sendable {
    case dot
    case scaledDot = "scaled-dot"
    case additive, bilinear, gaussian, cosine

    /// The learned parameters that the score needs, by the names that the literature gives them.
    public var parameterNames: [String] {
        switch self {
        case .dot, .scaledDot, .gaussian, .cosine: []
        case .additive: ["W_q", "W_k", "w_v"]
        case .bilinear: ["W"]
        }
    }

    /// The score of that name.
    ///
    /// - Parameters:
    ///   - parameters: learned parameters by name; those that the score does not need are ignored.
    ///   - scale: the factor of the scaled dot product or of the cosine; nil takes their own.
    ///   - width: the width of the gaussian.
    /// - Throws: `AttentionError.missingParameter`, or `.parameterMismatch` for one of another shape.
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
