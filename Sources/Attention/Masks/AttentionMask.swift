import Tensors

/// The keys that each query may attend to. A mask applies to all heads, unless it has an axis for heads.
public enum AttentionMask: Sendable {
    /// Every query may attend to every key.
    case none
    /// One length for each batch row: key j is kept when j < length. A length beyond the keys masks nothing.
    case validLengths([Int])
    /// One length for each query of each batch row: key j is kept when j < length.
    case validLengthsPerQuery([[Int]])
    /// The causal mask: key j is kept for query i when j <= i. Query 0 is aligned with key 0.
    case causal
    /// A local window: key j is kept for query i when |i - j| < width. Combined with `causal` it is a sliding window of the
    /// last `width` keys.
    case window(width: Int)
    /// True where a query may attend to a key: (Q, K), (B, Q, K), or with heads (B, H, Q, K).
    case boolean(BooleanTensor)
    /// A bias that is added to the scores: (Q, K), (B, Q, K), or with heads (B, H, Q, K). Where it is -infinity, the key
    /// is masked.
    case additive(Tensor)
    /// A boolean or additive mask that is read in blocks of rows, such as one in a file that does not fit in memory.
    case stored(StoredMask)
    /// The conjunction: a key is kept when every mask keeps it, and the biases are added.
    indirect case all([AttentionMask])
}

/// A mask that is read in blocks of rows: (Q, K), (B, Q, K), or with heads (B, H, Q, K).
public struct StoredMask: Sendable {
    public let shape: Shape
    /// Whether the elements are a bias that is added to the scores; otherwise a key is kept where its element is not 0.
    public let isAdditive: Bool
    /// Reads the elements of a range of queries, row-major, at an index on each leading axis.
    let rows: @Sendable (_ leading: [Int], _ queries: Range<Int>) throws -> [Float]

    /// - Parameters:
    ///   - shape: (Q, K), (B, Q, K) or (B, H, Q, K)
    ///   - isAdditive: whether the elements are a bias
    ///   - rows: reads the elements of a range of queries, row-major, at an index on each axis before the queries; may be
    ///     called on several threads at once
    public init(
        shape: Shape, isAdditive: Bool,
        rows: @escaping @Sendable (_ leading: [Int], _ queries: Range<Int>) throws -> [Float]
    ) {
        self.shape = shape
        self.isAdditive = isAdditive
        self.rows = rows
    }
}
