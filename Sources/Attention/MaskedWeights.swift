import Tensors

/// The weights that a masked softmax gives, together with what was masked.
public struct MaskedWeights: Hashable, Sendable {
    /// (B, [H,] Q, K): one row of weights for each query.
    public let weights: Tensor
    /// True where a key is masked, in the shape of the weights; nil without a mask.
    public let masked: BooleanTensor?
    /// The queries without any key to attend to, in order.
    public let deadRows: [QueryRow]
}
