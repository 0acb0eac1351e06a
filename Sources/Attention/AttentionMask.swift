import Tensors

/// Which keys each query may attend to. A mask applies to every head alike, unless it has an axis for heads.
public enum AttentionMask: Hashable, Sendable {
    /// Every query may attend to every key.
    case none
    /// One length for each batch row: key j is kept when j < length. A length beyond the keys masks nothing.
    case validLengths([Int])
    /// One length for each query of each batch row: key j is kept when j < length.
    case validLengthsPerQuery([[Int]])
    /// No query looks ahead: key j is kept when j <= i, for query i. Aligned at the first query and the first key.
    case causal
    /// Only near keys: key j is kept when |i - j| < width, for query i. Together with `causal` that is the sliding window of
    /// the last `width` keys.
    case window(width: Int)
    /// True where a query may attend to a key: (Q, K), (B, Q, K), or with heads (B, H, Q, K).
    case boolean(BooleanTensor)
    /// A bias that is added to the scores: (Q, K), (B, Q, K), or with heads (B, H, Q, K). Where it is -infinity, the key
    /// is masked.
    case additive(Tensor)
    /// All of them together: a key is kept when each mask keeps it, and biases add up.
    indirect case all([AttentionMask])
}
