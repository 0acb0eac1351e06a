import Tensors

/// The attention weights of one head, pooled into cells while they were computed.
public struct AttentionMap: Hashable, Sendable {
    /// (cell rows, cell columns): the largest or the mean weight of each cell, in [0, 1].
    public let values: Tensor
    /// True for cells in which every key is masked for every query, in the shape of the values; nil without a mask.
    public let masked: BooleanTensor?
    /// The division of queries and keys into cells.
    public let grid: CellGrid
    /// For each query of the map the weight of key 0, in [0, 1], which many heads use as an attention sink.
    public let firstKeyWeights: [Float]
    /// The sum over the queries of the map of the weight of key 0.
    package var firstKeySum: Double { firstKeyWeights.reduce(0) { $0 + Double($1) } }
    /// The queries whose keys are all masked, in order, as indices of all queries; their weights are 0.
    public let deadQueries: [Int]
}
