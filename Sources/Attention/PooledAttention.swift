import Tensors

/// A map of attention weights that were pooled into cells.
public struct PooledAttention: Hashable, Sendable {
    /// (cells of queries, cells of keys): the largest or the mean weight of each cell, in [0, 1].
    public let values: Tensor
    /// True for the cells in which no query may attend to any key, in the shape of the values; nil without a mask.
    public let masked: BooleanTensor?
    public let rule: CellPooling.Rule
    /// How many queries one cell holds; the last cell may hold fewer.
    public let queriesPerCell: Int
    /// How many keys one cell holds; the last cell may hold fewer.
    public let keysPerCell: Int
    /// The queries that are drawn.
    public let queries: Range<Int>
    /// The keys that are drawn.
    public let keys: Range<Int>
    public let statistics: QueryStatistics
    /// The drawn queries without any key to attend to, in order; their weights are 0.
    public let deadQueries: [Int]
}
