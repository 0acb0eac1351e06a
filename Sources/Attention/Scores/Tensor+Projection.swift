import Tensors

extension Tensor {
    /// A linear layer without bias along the last axis: x Wᵀ.
    ///
    /// - Parameter weights: W (outputs, inputs).
    /// - Returns: the elements of (..., outputs), row-major.
    /// - Precondition: the last axis of the tensor has `inputs` elements, at least one.
    func projected(by weights: Tensor) -> [Float] {
        let (outputs, inputs) = (weights.shape[0], weights.shape[1])
        let project = MatrixProduct(
            matrixCount: 1, rows: shape.count / inputs, inner: inputs, columns: outputs, rightLayout: .columnsByInner)
        return project(elements, weights.elements)
    }

    func requireMatrix(_ operand: AttentionInput) throws(AttentionError) {
        guard shape.rank == 2 else {
            throw .unexpectedRank(operand: operand, allowed: [2], found: shape.dimensions)
        }
    }

    func require(_ parameter: String, shape expected: [Int]) throws(AttentionError) {
        guard shape.dimensions == expected else {
            throw .parameterMismatch(parameter: parameter, expected: expected, found: shape.dimensions)
        }
    }
}
