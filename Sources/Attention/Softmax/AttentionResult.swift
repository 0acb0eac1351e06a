import Tensors

/// The output of attention, with the scores and weights that it was computed from.
public struct AttentionResult: Hashable, Sendable {
    /// (B, [H,] Q, K): the raw scores, before any mask.
    public let scores: Tensor
    /// (B, [H,] Q, K): the weights, before dropout.
    public let weights: Tensor
    /// True where a key is masked, in the shape of the weights; nil without a mask.
    public let masked: BooleanTensor?
    /// (B, [H,] Q, K): the weights after dropout; nil unless dropout was applied in training.
    public let droppedWeights: Tensor?
    /// The weighted sums of the values, after dropout: (B, [H,] Q, dv), or (B, Q, outputs) of `MultiHeadAttention`. Nil
    /// without values.
    public let output: Tensor?
    /// The queries whose keys are all masked, in order. See `MaskedFill` for their weights.
    public let deadRows: [QueryRow]

    /// True where a key is masked and its weight is 0, which figures draw as masked. With a fill of -1e6, masked keys have
    /// weights in rows whose keys are all masked.
    public var maskedCells: BooleanTensor? {
        masked?.where(zero: weights)
    }
}
