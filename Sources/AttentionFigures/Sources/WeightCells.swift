import Attention
import Tensors

/// The weights of a part pooled into cells, and statistics of the weights before pooling.
public struct WeightCells: Sendable {
    /// The axes of the part before pooling.
    public let axes: WeightAxes
    /// The division of each matrix into cells.
    public let grid: CellGrid
    public let rule: PoolingRule
    /// The values of the cells of each matrix; matrices and cells are in row-major order. Masked cells are 0.
    public let values: [[Float]]
    /// True for masked cells, in the order of the values; nil without a mask.
    public let masked: [[Bool]]?
    /// The mean weight of each key and the entropy of each query, for each matrix; nil unless they were requested.
    public let marginals: [AttentionMarginals]?
    /// The number of queries whose keys are all masked, in all matrices, before reductions.
    public let emptyRows: Int
    /// The mean weight of the first key over all queries; nil if not all keys are in the part, or the rows do not look like
    /// attention (see `AttentionSurvey`).
    public let firstKeyShare: Double?
    /// Whether the columns sum to 1 and the rows do not, so that the rows are probably keys. False if not all keys are in the
    /// part.
    public let looksTransposed: Bool
    /// The number of scores that stand for a mask and are masked, as in scores before the softmax.
    public internal(set) var fillCount = 0
    /// The smallest and the largest sum of a row, if no row sums to more than 1 and one to less; nil otherwise, and if not all
    /// keys are in the part.
    public internal(set) var sumsBelowOne: ClosedRange<Double>?
}
