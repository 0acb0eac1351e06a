import Tensors

// Between the hidden axis of the projections and the axis of heads.
extension MultiHeadAttention {
    /// The projections of the inputs, each (B, H, n, size of a head).
    func split(
        queries: Tensor, keys: Tensor, values: Tensor?
    ) throws(AttentionError) -> (queries: Tensor, keys: Tensor, values: Tensor?) {
        try (
            split(queries, "queries", by: queryWeights, "W_q"),
            split(keys, "keys", by: keyWeights, "W_k"),
            values.map { values throws(AttentionError) in try split(values, "values", by: valueWeights, "W_v") }
        )
    }

    /// The result of all heads with their outputs (B, H, Q, size) joined and multiplied with W_oᵀ.
    func merged(_ result: AttentionResult) throws(AttentionError) -> AttentionResult {
        var output: Tensor?
        if let heads = result.output {
            let joined = try heads.swappingMiddleAxes()
            let (batch, queries) = (joined.shape[0], joined.shape[1])
            let hidden = Tensor(
                shape: try Shape(ofResult: [batch, queries, joined.shape[2] * joined.shape[3]]),
                elements: joined.elements)
            output = Tensor(
                shape: try Shape(ofResult: [batch, queries, outputWeights.shape[0]]),
                elements: hidden.projected(by: outputWeights))
        }
        return AttentionResult(
            scores: result.scores, weights: result.weights, masked: result.masked,
            droppedWeights: result.droppedWeights, output: output, deadRows: result.deadRows)
    }

    private func split(
        _ input: Tensor, _ operand: String, by weights: Tensor, _ parameter: String
    ) throws(AttentionError) -> Tensor {
        let shape = input.shape.dimensions
        guard shape.count == 3 else { throw .unexpectedRank(operand: operand, allowed: [3], found: shape) }
        guard shape[2] > 0 else { throw .emptyAxis(operand: operand, of: "feature", found: shape) }
        try weights.require(parameter, shape: [weights.shape[0], shape[2]])
        let projected = Tensor(
            shape: try Shape(ofResult: [shape[0], shape[1], heads, weights.shape[0] / heads]),
            elements: input.projected(by: weights))
        return try projected.swappingMiddleAxes()
    }
}

extension Tensor {
    /// (a, b, c, d) as (a, c, b, d): from blocks of the hidden axis to heads, and back.
    ///
    /// - Precondition: the tensor has four axes.
    func swappingMiddleAxes() throws(AttentionError) -> Tensor {
        precondition(shape.rank == 4, "heads need four axes, found \(shape)")
        let (outer, first, second, size) = (shape[0], shape[1], shape[2], shape[3])
        var swapped = [Float]()
        swapped.reserveCapacity(elements.count)
        // An empty tensor may still have a huge axis to loop over.
        for a in 0..<(elements.isEmpty ? 0 : outer) {
            for c in 0..<second {
                for b in 0..<first {
                    let start = ((a * first + b) * second + c) * size
                    swapped.append(contentsOf: elements[start..<start + size])
                }
            }
        }
        return Tensor(shape: try Shape(ofResult: [outer, second, first, size]), elements: swapped)
    }
}
