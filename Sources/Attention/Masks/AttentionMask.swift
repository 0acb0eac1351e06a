import Tensors

/// The keys that each query may attend to. A mask applies to all heads, unless it has an axis for heads.
///
/// Queries and keys are positions of sequences. `offset` is the position of the first query in the sequence of the keys: with
/// a cache of keys the queries are the last positions, and the offset is K - Q (see `QueryPosition`).
public enum AttentionMask: Sendable {
    /// Every query may attend to every key.
    case none
    /// One length for each batch row: key j is kept when j < length. A length beyond the keys masks nothing.
    case validLengths([Int])
    /// One length for each query of each batch row: key j is kept when j < length.
    case validLengthsPerQuery([[Int]])
    /// The causal mask: key j is kept for query i when j <= i + offset.
    case causal(offset: Int)
    /// A local window: key j is kept for query i when |i + offset - j| < width. Combined with `causal` it is a sliding window
    /// of the last `width` keys.
    case window(width: Int, offset: Int)
    /// Booleans or a bias for each key, or for each pair of a query and a key.
    case tensor(MaskTensor)
    /// The conjunction: a key is kept when every mask keeps it, and the biases are added.
    indirect case all([AttentionMask])

    /// The causal mask whose query 0 is at the position of key 0.
    public static var causal: AttentionMask { .causal(offset: 0) }

    /// A local window whose query 0 is at the position of key 0.
    public static func window(width: Int) -> AttentionMask { .window(width: width, offset: 0) }

    /// True where a query may attend to a key, see `MaskTensor` for the shapes.
    public static func boolean(_ allowed: BooleanTensor, axes: [String]? = nil) -> AttentionMask {
        .tensor(MaskTensor(allowed, axes: axes))
    }

    /// A bias that is added to the scores, see `MaskTensor` for the shapes. Where it is -10,000 or less, the key is masked.
    public static func additive(_ bias: Tensor, axes: [String]? = nil) -> AttentionMask {
        .tensor(MaskTensor(bias, axes: axes))
    }
}
