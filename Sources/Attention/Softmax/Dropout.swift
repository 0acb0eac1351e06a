import Tensors

/// Sets weights to 0 at random in training, and scales the others so that the expected sum is unchanged.
///
///     dropped[i] = 0                       with probability p
///                  weights[i] / (1 - p)    otherwise
///
/// It returns a copy, as figures show the weights before dropout.
///
/// Source: N. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 15, 2014.
public struct Dropout: Hashable, Sendable {
    /// The probability that a weight is dropped, in [0, 1).
    public let probability: Double

    /// - Throws: `AttentionError.dropoutProbabilityOutOfRange` unless the probability is in [0, 1).
    public init(probability: Double) throws(AttentionError) {
        guard probability >= 0 && probability < 1 else { throw .dropoutProbabilityOutOfRange(probability) }
        self.probability = probability
    }

    /// A copy of `weights` with some of them dropped, the same ones as by `torch.nn.Dropout` with these random numbers.
    public func callAsFunction(_ weights: Tensor, using generator: inout TorchGenerator) -> Tensor {
        generator.dropout(weights, probability: probability)
    }
}
