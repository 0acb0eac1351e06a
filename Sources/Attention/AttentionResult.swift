import Tensors

/// Everything that attention computed on the way from queries, keys and values to its output.
public struct AttentionResult: Hashable, Sendable {
    /// (B, [H,] Q, K): the raw scores, before any mask.
    public let scores: Tensor
    /// (B, [H,] Q, K): the weights, before dropout.
    public let weights: Tensor
    /// True where a key is masked, in the shape of the weights; nil without a mask.
    public let masked: BooleanTensor?
    /// (B, [H,] Q, K): the weights after dropout; nil unless dropout was applied in training.
    public let droppedWeights: Tensor?
    /// The weighted sum of the values, after dropout: (B, [H,] Q, dv), or (B, Q, outputs) from several heads. Nil
    /// without values.
    public let output: Tensor?
    /// The queries without any key to attend to, in order. `MaskedFill` says what became of their weights.
    public let deadRows: [QueryRow]

    /// True where a key is masked and has no weight: what a figure shows as masked. Under the -1e6 rule the keys of a row
    /// without any valid key do have weights.
    public var maskedCells: BooleanTensor? {
        masked?.where(zero: weights)
    }
}
