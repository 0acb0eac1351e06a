import Tensors

// Projects the inputs and splits the hidden axis into heads, and back.
extension MultiHeadAttention {
    /// The projections of inputs (B, n, d), each (B, H, n, size of a head).
    func split(
        queries: Tensor, keys: Tensor, values: Tensor?
    ) throws(AttentionError) -> (queries: Tensor, keys: Tensor, values: Tensor?) {
        try (
            split(queries, .queries, by: queryWeights, "W_q"),
            split(keys, .keys, by: keyWeights, "W_k"),
            values.map { values throws(AttentionError) in try split(values, .values, by: valueWeights, "W_v") }
        )
    }

    /// The projections of inputs with or without a batch axis, each (B, H, n, size of a head).
    ///
    /// - Parameters:
    ///   - queries: (Q, dq) or (B, Q, dq).
    ///   - keys: (K, dk) or (B, K, dk).
    ///   - values: (K, dv) or (B, K, dv); nil for weights without an output.
    /// - Throws: `AttentionError` if an input does not fit its parameter.
    package func projected(
        queries: Tensor, keys: Tensor, values: Tensor?
    ) throws(AttentionError) -> (queries: Tensor, keys: Tensor, values: Tensor?) {
        func batched(_ tensor: Tensor) -> Tensor { tensor.shape.rank == 2 ? tensor.addingLeadingAxis() : tensor }
        return try split(queries: batched(queries), keys: batched(keys), values: values.map(batched))
    }

    /// The shapes of the projections of inputs of these shapes.
    ///
    /// - Throws: as `projected(queries:keys:values:)`.
    package func projectedShapes(
        queries: Shape, keys: Shape, values: Shape?
    ) throws(AttentionError) -> (queries: Shape, keys: Shape, values: Shape?) {
        (
            try projectedShape(queries, .queries, by: queryWeights, "W_q"),
            try projectedShape(keys, .keys, by: keyWeights, "W_k"),
            try values.map { shape throws(AttentionError) in
                try projectedShape(shape, .values, by: valueWeights, "W_v")
            }
        )
    }

    private func projectedShape(
        _ shape: Shape, _ operand: AttentionInput, by weights: Tensor, _ parameter: String
    ) throws(AttentionError) -> Shape {
        guard [2, 3].contains(shape.rank) else {
            throw .unexpectedRank(operand: operand, allowed: [2, 3], found: shape.dimensions)
        }
        let size = shape[shape.rank - 1]
        guard size > 0 else { throw .emptyAxis(operand: operand, of: "feature", found: shape.dimensions) }
        try weights.require(parameter, shape: [weights.shape[0], size])
        let batches = shape.rank == 3 ? shape[0] : 1
        return try Shape(ofResult: [batches, heads, shape[shape.rank - 2], weights.shape[0] / heads])
    }

    /// The result with the outputs (B, H, Q, size) of the heads concatenated and multiplied by W_oᵀ: (B, Q, outputs).
    func merged(_ result: AttentionResult) throws(AttentionError) -> AttentionResult {
        var output: Tensor?
        if let heads = result.output {
            let swapped = try heads.swappingMiddleAxes()
            let (batch, queries) = (swapped.shape[0], swapped.shape[1])
            let hidden = Tensor(
                shape: try Shape(ofResult: [batch, queries, swapped.shape[2] * swapped.shape[3]]),
                elements: swapped.elements)
            output = Tensor(
                shape: try Shape(ofResult: [batch, queries, outputWeights.shape[0]]),
                elements: hidden.projected(by: outputWeights))
        }
        return AttentionResult(
            scores: result.scores, weights: result.weights, masked: result.masked,
            droppedWeights: result.droppedWeights, output: output, deadRows: result.deadRows)
    }

    private func split(
        _ input: Tensor, _ operand: AttentionInput, by weights: Tensor, _ parameter: String
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
    /// The transpose (a, b, c, d) to (a, c, b, d): from (B, n, H, size) to (B, H, n, size), and back.
    ///
    /// - Precondition: the tensor has four axes.
    func swappingMiddleAxes() throws(AttentionError) -> Tensor {
        precondition(shape.rank == 4, "heads need four axes, found \(shape)")
        let (outer, first, second, size) = (shape[0], shape[1], shape[2], shape[3])
        var swapped = [Float]()
        swapped.reserveCapacity(elements.count)
        // A tensor without elements may have other axes that are too long to loop over.
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
