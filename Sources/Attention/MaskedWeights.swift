import Tensors

/// The weights that a masked softmax gives, together with what was masked.
public struct MaskedWeights: Hashable, Sendable {
    /// (B, [H,] Q, K): one row of weights for each query.
    public let weights: Tensor
    /// True where a key is masked, in the shape of the weights; nil without a mask.
    public let masked: BooleanTensor?

    /// True where a key is masked and has no weight: what a figure shows as masked.
    public var maskedCells: BooleanTensor? {
        masked?.where(zero: weights)
    }

    /// The queries without any key to attend to, in order.
    public let deadRows: [QueryRow]
}

extension BooleanTensor {
    /// The cells that are true and whose weight is 0.
    func `where`(zero weights: Tensor) -> BooleanTensor {
        BooleanTensor(shape: shape, elements: zip(elements, weights.elements).map { $0 && $1 == 0 })
    }
}
