import Attention
import Heatmaps
import TensorFiles
import Tensors

/// A figure with its weights.
public struct DrawnWeights: Sendable {
    public var grid: HeatmapGrid
    /// The cells of all panels.
    public let cells: WeightCells
    /// Whether rows sum to less than 1 because sinks take a share of each.
    var hasSinks = false

    /// Notes on the weights for the reader of the figure.
    public var notes: [WeightsNote] {
        var notes: [WeightsNote] = []
        if cells.looksTransposed { notes.append(.looksTransposed) }
        if cells.fillCount > 0 { notes.append(.maskedFills(cells.fillCount)) }
        // Rows that are keys have no sum of their own.
        if let sums = cells.sumsBelowOne, !hasSinks, !cells.looksTransposed {
            notes.append(.rowsBelowOne(sums, isMasked: cells.masked?.contains { $0.contains(true) } ?? false))
        }
        if cells.emptyRows > 0 { notes.append(.emptyRows(cells.emptyRows)) }
        return notes
    }
}

/// A note on weights that are drawn.
public enum WeightsNote: Hashable, Sendable {
    /// The columns sum to 1 and the rows do not.
    case looksTransposed
    /// The number of scores that are masked, as they stand for a mask before the softmax.
    case maskedFills(Int)
    /// The smallest and the largest sum of a row, and whether weights are masked, which then are not 0.
    case rowsBelowOne(ClosedRange<Double>, isMasked: Bool)
    /// The number of queries whose keys are all masked.
    case emptyRows(Int)
}

extension WeightsNote: CustomStringConvertible {
    public var description: String {
        switch self {
        case .looksTransposed: "the columns sum to 1 and the rows do not: the rows may be keys"
        case .maskedFills(let count):
            "\(count) \(count == 1 ? "value of -10,000 or less is" : "values of -10,000 or less are") taken as masked, as in scores "
                + "before the softmax"
        case .rowsBelowOne(let sums, let isMasked):
            "the rows sum to \(Self.text(sums)), less than 1, "
                + (isMasked ? "as the weights that are masked are not 0" : "as with a sink or a part of the keys")
        case .emptyRows(let count): "\(count) \(count == 1 ? "query has" : "queries have") no key to attend to"
        }
    }

    private static func text(_ sums: ClosedRange<Double>) -> String {
        let ends = [sums.lowerBound, sums.upperBound].map { DecimalText.general($0, digits: 3) }
        return ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to ")
    }
}
