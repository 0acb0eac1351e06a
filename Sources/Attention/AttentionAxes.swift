import Tensors

/// The axes that queries and keys share, checked once for every score.
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
        for (operand, shape) in [("queries", queryShape), ("keys", keyShape)] {
            guard shape.count == 3 || shape.count == 4 else {
                throw .unexpectedRank(operand: operand, allowed: [3, 4], found: shape)
            }
            // Without features, or keys, a result could be far larger than what it is made of.
            guard shape[shape.count - 1] > 0 else {
                throw .emptyAxis(operand: operand, of: "feature", found: shape)
            }
        }
        guard keyShape[keyShape.count - 2] > 0 else { throw .emptyAxis(operand: "keys", of: "key", found: keyShape) }
        leading = Array(queryShape.dropLast(2))
        guard Array(keyShape.dropLast(2)) == leading else {
            throw .leadingAxesMismatch(operand: "keys", expected: leading, found: Array(keyShape.dropLast(2)))
        }
        queryCount = queryShape[leading.count]
        keyCount = keyShape[leading.count]
        queryFeatures = queryShape[leading.count + 1]
        keyFeatures = keyShape[leading.count + 1]
        scoreShape = try Shape(ofResult: leading + [queryCount, keyCount])
    }

    /// How many pairs of a query matrix and a key matrix there are.
    var matrixCount: Int { leading.reduce(1, *) }

    /// The size of queries and keys for a score that needs them to be equal.
    func sharedFeatures() throws(AttentionError) -> Int {
        guard queryFeatures == keyFeatures else {
            throw .featureMismatch(queries: queryFeatures, keys: keyFeatures)
        }
        return queryFeatures
    }

    /// Checks that there is one value for each key.
    func checkValues(_ values: Tensor) throws(AttentionError) {
        let shape = values.shape.dimensions
        let rank = leading.count + 2
        guard shape.count == rank else { throw .unexpectedRank(operand: "values", allowed: [rank], found: shape) }
        guard Array(shape.dropLast(2)) == leading else {
            throw .leadingAxesMismatch(operand: "values", expected: leading, found: Array(shape.dropLast(2)))
        }
        guard shape[rank - 2] == keyCount else {
            throw .valueCountMismatch(keys: keyCount, values: shape[rank - 2])
        }
    }
}

extension Shape {
    /// The shape of a result, whose sizes come from the inputs.
    init(ofResult dimensions: [Int]) throws(AttentionError) {
        do { try self.init(dimensions) } catch { throw .tensor(error) }
    }
}
