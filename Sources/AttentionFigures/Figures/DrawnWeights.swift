import Attention
import Heatmaps
import TensorFiles
import Tensors

/// A figure with its weights.
public struct DrawnWeights: Sendable {
    public var grid: HeatmapGrid
    /// The cells of all panels.
    public let cells: WeightCells

    /// Notes on the weights for the reader of the figure.
    public var notes: [WeightsNote] {
        var notes: [WeightsNote] = []
        if cells.looksTransposed { notes.append(.looksTransposed) }
        if cells.emptyRows > 0 { notes.append(.emptyRows(cells.emptyRows)) }
        return notes
    }
}

/// A note on weights that are drawn.
public enum WeightsNote: Hashable, Sendable {
    /// The columns sum to 1 and the rows do not.
    case looksTransposed
    /// The number of queries whose keys are all masked.
    case emptyRows(Int)
}

extension WeightsNote: CustomStringConvertible {
    public var description: String {
        switch self {
        case .looksTransposed: "the columns sum to 1 and the rows do not: the rows may be keys"
        case .emptyRows(let count): "\(count) \(count == 1 ? "query has" : "queries have") no key to attend to"
        }
    }
}
