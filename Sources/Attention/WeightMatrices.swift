import Tensors

/// The matrices (queries, keys) in a tensor of weights, checked once for all that measures them.
struct WeightMatrices {
    /// The axes before the last two, such as (layers, heads).
    let leading: [Int]
    let queries: Int
    let keys: Int
    let elements: [Float]

    /// - Parameters:
    ///   - weights: (..., Q, K); NaN is allowed, as softmax makes rows of it where every key is masked.
    ///   - operand: what errors call the weights.
    /// - Throws: `AttentionError` for fewer than two axes, an empty axis, or a negative or infinite element.
    init(_ weights: Tensor, operand: String = "weights") throws(AttentionError) {
        let shape = weights.shape.dimensions
        guard shape.count >= 2 else { throw .unexpectedRank(operand: operand, allowed: [2, 3, 4, 5], found: shape) }
        guard weights.shape.count > 0 else { throw .emptyAxis(operand: operand, of: "weight", found: shape) }
        if let place = weights.elements.firstIndex(where: { $0 < 0 || $0 == .infinity }) {
            var (index, rest) = ([Int](), place)
            for stride in weights.shape.strides {
                index.append(rest / stride)
                rest %= stride
            }
            throw .notAWeight(operand: operand, index: index, found: weights.elements[place])
        }
        leading = Array(shape.dropLast(2))
        queries = shape[shape.count - 2]
        keys = shape[shape.count - 1]
        elements = weights.elements
    }

    /// The number of matrices.
    var count: Int { leading.reduce(1, *) }

    /// Calls `body` with each row of one matrix, in order.
    func forEachRow(of matrix: Int, _ body: (_ query: Int, _ row: UnsafeBufferPointer<Float>) -> Void) {
        elements.withUnsafeBufferPointer { elements in
            for query in 0..<queries {
                let start = (matrix * queries + query) * keys
                body(query, UnsafeBufferPointer(rebasing: elements[start..<start + keys]))
            }
        }
    }
}

extension UnsafeBufferPointer<Float> {
    /// The sum of a row of weights in double precision; nil for a row that is no distribution: one with a NaN, or one
    /// without any weight, as a query has whose keys are all masked.
    var attention: Double? {
        let sum = reduce(0.0) { $0 + Double($1) }
        return sum > 0 ? sum : nil
    }
}
