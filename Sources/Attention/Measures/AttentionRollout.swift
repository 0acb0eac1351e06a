import Tensors

/// Attention rollout: the share of each input token in each token after all layers, with the heads of a layer averaged and a
/// residual connection in each layer.
///
///     A_l = residual I + (1 - residual) mean over heads of weights[l]      rows divided by their sums
///     rollout = A_(L-1) ... A_1 A_0                                       layer 0 acts first
///
/// Source: S. Abnar, W. Zuidema, "Quantifying Attention Flow in Transformers", ACL 2020, section 3.
public struct AttentionRollout: Hashable, Sendable {
    /// The weight of the residual connection, in [0, 1).
    public let residual: Double

    /// - Throws: `AttentionError.residualOutOfRange`.
    public init(residual: Double = 0.5) throws(AttentionError) {
        guard residual >= 0, residual < 1 else { throw .residualOutOfRange(residual) }
        self.residual = residual
    }

    /// - Parameter weights: (layers, heads, n, n). A row without weights is replaced by one that attends to its own token; a
    ///   NaN spreads to all tokens that attend to the token of its row.
    /// - Returns: (n, n): a row for each token after the last layer, a column for each input token.
    /// - Throws: `AttentionError` for another number of axes, for matrices that are not square, and for negative or infinite
    ///   weights.
    public func callAsFunction(_ weights: Tensor) throws -> Tensor {
        let shape = weights.shape.dimensions
        guard shape.count == 4 else {
            throw AttentionError.unexpectedRank(operand: .weights, allowed: [4], found: shape)
        }
        let layers = (0..<shape[0]).map { Array($0 * shape[1]..<($0 + 1) * shape[1]) }
        return try self(TensorRows(weights, axes: WeightAxes(unnamed: weights)), layers: layers)
    }

    /// - Parameters:
    ///   - rows: weights (..., n, n).
    ///   - layers: the matrices of the heads of each layer, in the order of the layers.
    ///   - pass: threads and block size.
    /// - Returns: (n, n).
    /// - Throws: `AttentionError` for matrices that are not square, and for negative or infinite weights; errors of producing
    ///   the rows.
    /// - Complexity: O(layers n^2 (heads + n)) time, O(n^2) memory.
    public func callAsFunction(_ rows: any WeightRows, layers: [[Int]], pass: RowPass = RowPass()) throws -> Tensor {
        let axes = rows.axes
        guard axes.queryCount == axes.keyCount else {
            throw AttentionError.notSquare(operand: .weights, found: axes.dimensions)
        }
        guard axes.weightCount > 0, !layers.isEmpty else {
            throw AttentionError.emptyAxis(operand: .weights, of: "weight", found: axes.dimensions)
        }
        let size = axes.keyCount
        let height = pass.blockRows(of: rows)
        var rollout = [Double](repeating: 0, count: size * size)
        for token in 0..<size { rollout[token * size + token] = 1 }
        for heads in layers {
            let blocks = stride(from: 0, to: size, by: height).map { $0..<min($0 + height, size) }
            let current = rollout
            rollout = try concurrentMap(blocks.count, threads: pass.threadCount) { index in
                Result {
                    var layer = [Double](repeating: 0, count: blocks[index].count * size)
                    for head in heads {
                        try rows.withRows(blocks[index], of: head) {
                            try WeightCheck.check($0, leading: axes.index(ofMatrix: head), .weights)
                            Self.add($0, to: &layer)
                        }
                    }
                    addResidual(to: &layer, rows: blocks[index], heads: heads.count, size: size)
                    return Self.product(layer, current, size: size)
                }
            }.flatMap { try $0.get() }
        }
        return Tensor(shape: try Shape(ofResult: [size, size]), elements: rollout.map { Float($0) })
    }

    private static func add(_ block: RowBlock, to sums: inout [Double]) {
        for index in 0..<block.rows.count {
            let (row, mask) = (block.row(index), block.mask(index))
            for key in 0..<row.count where mask?[key] != true { sums[index * row.count + key] += Double(row[key]) }
        }
    }

    /// Replaces sums over the heads by rows of A_l.
    private func addResidual(to layer: inout [Double], rows: Range<Int>, heads: Int, size: Int) {
        for (index, query) in rows.enumerated() {
            let row = index * size..<(index + 1) * size
            for element in row { layer[element] *= (1 - residual) / Double(heads) }
            layer[row.lowerBound + query] += residual
            let sum = layer[row].reduce(0, +)
            if sum != 0 {
                for element in row { layer[element] /= sum }
            } else {
                layer[row.lowerBound + query] = 1
            }
        }
    }

    /// The matrix product of (rows, n) and (n, n).
    private static func product(_ left: [Double], _ right: [Double], size: Int) -> [Double] {
        var product = [Double](repeating: 0, count: left.count)
        for row in 0..<left.count / size {
            for inner in 0..<size {
                let factor = left[row * size + inner]
                // A token with weight 0 contributes nothing, even if its row is NaN.
                guard factor != 0 else { continue }
                for column in 0..<size { product[row * size + column] += factor * right[inner * size + column] }
            }
        }
        return product
    }
}
