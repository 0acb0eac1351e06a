import Tensors

/// How much of each input token has reached each token after all layers, when the heads of a layer are averaged and each
/// layer has a residual connection beside its attention.
///
///     A_l = residual I + (1 - residual) mean over heads of weights[l]      rows divided by their sums
///     rollout = A_(L-1) ... A_1 A_0                                       layer 0 acts first
///
/// Source: S. Abnar, W. Zuidema, "Quantifying Attention Flow in Transformers", ACL 2020, section 3.
public struct AttentionRollout: Hashable, Sendable {
    /// The share of a token that passes a layer without attention, in [0, 1).
    public let residual: Double

    /// - Throws: `AttentionError.residualOutOfRange`.
    public init(residual: Double = 0.5) throws(AttentionError) {
        guard residual >= 0, residual < 1 else { throw .residualOutOfRange(residual) }
        self.residual = residual
    }

    /// - Parameter weights: (layers, heads, n, n). A query without any weight keeps its own token only; a NaN spreads to all
    ///   tokens that attend to its own.
    /// - Returns: (n, n): a row for each token after the last layer, a column for each input token.
    /// - Throws: `AttentionError` for another number of axes, or as many keys as there are not queries.
    /// - Complexity: O(layers n^2 (heads + n)).
    public func callAsFunction(_ weights: Tensor) throws(AttentionError) -> Tensor {
        let shape = weights.shape.dimensions
        guard shape.count == 4 else { throw .unexpectedRank(operand: "weights", allowed: [4], found: shape) }
        let matrices = try WeightMatrices(weights)
        guard matrices.queries == matrices.keys else { throw .notSquare(operand: "weights", found: shape) }
        let size = matrices.keys
        var rollout = [Double](repeating: 0, count: size * size)
        for token in 0..<size { rollout[token * size + token] = 1 }
        for layer in 0..<shape[0] {
            rollout = Self.product(mixing(layer, of: matrices, heads: shape[1]), rollout, size: size)
        }
        return Tensor(shape: try Shape(ofResult: [size, size]), elements: rollout.map { Float($0) })
    }

    /// A_l: (n, n), row-major.
    private func mixing(_ layer: Int, of matrices: WeightMatrices, heads: Int) -> [Double] {
        let size = matrices.keys
        var mixing = [Double](repeating: 0, count: size * size)
        for head in 0..<heads {
            matrices.forEachRow(of: layer * heads + head) { query, row in
                for (key, weight) in row.enumerated() { mixing[query * size + key] += Double(weight) }
            }
        }
        for query in 0..<size {
            let row = query * size..<(query + 1) * size
            for place in row { mixing[place] *= (1 - residual) / Double(heads) }
            mixing[query * size + query] += residual
            let sum = mixing[row].reduce(0, +)
            if sum != 0 { for place in row { mixing[place] /= sum } } else { mixing[query * size + query] = 1 }
        }
        return mixing
    }

    private static func product(_ left: [Double], _ right: [Double], size: Int) -> [Double] {
        var product = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for inner in 0..<size {
                let factor = left[row * size + inner]
                // Nothing comes from a token without weight, not even its NaN.
                guard factor != 0 else { continue }
                for column in 0..<size { product[row * size + column] += factor * right[inner * size + column] }
            }
        }
        return product
    }
}
