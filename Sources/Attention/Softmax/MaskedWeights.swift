import Tensors

/// The weights of a masked softmax, and their mask.
public struct MaskedWeights: Hashable, Sendable {
    /// (B, [H,] Q, K): one row of weights for each query.
    public let weights: Tensor
    /// True where a key is masked, in the shape of the weights; nil without a mask.
    public let masked: BooleanTensor?

    /// True where a key is masked and its weight is 0, which figures draw as masked.
    public var maskedCells: BooleanTensor? {
        masked?.where(zero: weights)
    }

    /// The queries whose keys are all masked, in order.
    public let deadRows: [QueryRow]
}

extension BooleanTensor {
    /// True where this tensor is true and the weight is 0.
    func `where`(zero weights: Tensor) -> BooleanTensor {
        BooleanTensor(shape: shape, elements: zip(elements, weights.elements).map { $0 && $1 == 0 })
    }
}
