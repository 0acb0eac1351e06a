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
    /// True where a query may attend to a key: (Q, K), (B, Q, K), or with heads (B, H, Q, K).
    case boolean(BooleanTensor)
    /// A bias that is added to the scores: (Q, K), (B, Q, K), or with heads (B, H, Q, K). Where it is -infinity, the key
    /// is masked.
    case additive(Tensor)
}

/// What replaces the score of a masked key before the softmax.
public enum MaskedFill: Hashable, Sendable, CaseIterable {
    /// -1e6, the articles' rule. A masked key gets weight 0 as long as some key of its row scores well above -1e6; a row
    /// without any valid key becomes uniform over all keys.
    case largeNegative
    /// -infinity. A masked key gets weight 0, always; a row without any valid key becomes all zero.
    case negativeInfinity

    var score: Float {
        switch self {
        case .largeNegative: -1e6
        case .negativeInfinity: -.infinity
        }
    }
}
