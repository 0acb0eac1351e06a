import Tensors

/// The axes of queries and keys that fit each other.
struct AttentionAxes {
    /// (batch) or (batch, heads).
    let leading: [Int]
    let queryCount: Int
    let keyCount: Int
    let queryFeatures: Int
    let keyFeatures: Int
    /// (batch, [heads,] queries, keys).
    let scoreShape: Shape

    init(queries: Tensor, keys: Tensor) throws(AttentionError) {
        let queryShape = queries.shape.dimensions
        let keyShape = keys.shape.dimensions
        for (operand, shape) in [(AttentionInput.queries, queryShape), (.keys, keyShape)] {
            guard shape.count == 3 || shape.count == 4 else {
                throw .unexpectedRank(operand: operand, allowed: [3, 4], found: shape)
            }
            // Without features or keys, a small file could describe a result that is too large for memory.
            guard shape[shape.count - 1] > 0 else {
                throw .emptyAxis(operand: operand, of: "feature", found: shape)
            }
        }
        guard keyShape[keyShape.count - 2] > 0 else { throw .emptyAxis(operand: .keys, of: "key", found: keyShape) }
        leading = Array(queryShape.dropLast(2))
        guard Array(keyShape.dropLast(2)) == leading else {
            throw .leadingAxesMismatch(operand: .keys, expected: leading, found: Array(keyShape.dropLast(2)))
        }
        queryCount = queryShape[leading.count]
        keyCount = keyShape[leading.count]
        queryFeatures = queryShape[leading.count + 1]
        keyFeatures = keyShape[leading.count + 1]
        scoreShape = try Shape(ofResult: leading + [queryCount, keyCount])
    }

    /// The number of matrices (queries, keys).
    var matrixCount: Int { leading.reduce(1, *) }

    /// The number of features, for scores that need it to be equal for queries and keys.
    ///
    /// - Throws: `AttentionError.featureMismatch`.
    func sharedFeatures() throws(AttentionError) -> Int {
        guard queryFeatures == keyFeatures else {
            throw .featureMismatch(queries: queryFeatures, keys: keyFeatures)
        }
        return queryFeatures
    }

    /// Checks that there is one value for each key.
    ///
    /// - Throws: `AttentionError.unexpectedRank`, `.leadingAxesMismatch`, `.valueCountMismatch`.
    func checkValues(_ values: Tensor) throws(AttentionError) {
        let shape = values.shape.dimensions
        let rank = leading.count + 2
        guard shape.count == rank else { throw .unexpectedRank(operand: .values, allowed: [rank], found: shape) }
        guard Array(shape.dropLast(2)) == leading else {
            throw .leadingAxesMismatch(operand: .values, expected: leading, found: Array(shape.dropLast(2)))
        }
        guard shape[rank - 2] == keyCount else {
            throw .valueCountMismatch(keys: keyCount, values: shape[rank - 2])
        }
    }
}

extension Shape {
    /// The shape of a result, as an `AttentionError` if the sizes of the inputs make it too large.
    init(ofResult dimensions: [Int]) throws(AttentionError) {
        do { try self.init(dimensions) } catch { throw .tensor(error) }
    }
}
