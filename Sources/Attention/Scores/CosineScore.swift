import Tensors

/// The cosine of the angle between query and key, times a scale.
///
///     score(q, k) = scale q . k / (max(||q||, 1e-8) max(||k||, 1e-8))
///     scores      = scale unit(queries) unit(keys)ᵀ      (B, Q, d) (B, d, K) -> (B, Q, K)
///
/// The score does not depend on the norms of q and k; the scale is the inverse temperature of the softmax. A zero query has
/// score 0 for every key.
///
/// Source: A. Graves, G. Wayne, I. Danihelka, "Neural Turing Machines", 2014, equations 5 and 6; the lower bound of the
/// norms is that of torch.nn.functional.cosine_similarity.
public struct CosineScore: ScoringFunction {
    public let name = "Cosine"
    public let scale: Float

    public init(scale: Float = 1) {
        self.scale = scale
    }

    /// - Throws: `AttentionError` when the shapes differ in batch, heads or features.
    public func scores(queries: Tensor, keys: Tensor) throws(AttentionError) -> Tensor {
        try dotProducts(queries: Self.unitRows(of: queries), keys: Self.unitRows(of: keys)) { _ in scale }
    }

    /// Each row divided by its norm, which is computed in double precision: squares of `Float` values neither overflow nor
    /// underflow there.
    private static func unitRows(of tensor: Tensor) -> Tensor {
        guard let size = tensor.shape.dimensions.last, size > 0 else { return tensor }
        var elements = tensor.elements
        for start in stride(from: 0, to: elements.count, by: size) {
            var squaredNorm = 0.0
            for index in start..<start + size { squaredNorm += Double(elements[index]) * Double(elements[index]) }
            let norm = max(squaredNorm.squareRoot(), 1e-8)
            for index in start..<start + size { elements[index] = Float(Double(elements[index]) / norm) }
        }
        return Tensor(shape: tensor.shape, elements: elements)
    }
}
