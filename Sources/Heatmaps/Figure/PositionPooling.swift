import Tensors

/// How queries and keys are pooled into cells where there are more of them than dots.
public struct PositionPooling: Hashable, Sendable {
    public enum Rule: String, CaseIterable, Sendable {
        /// The largest value: a lone peak stays visible at every size.
        case maximum = "max"
        /// The mean; masked positions count with value 0.
        case mean
    }

    public var rule: Rule
    /// What each cell of the panels stands for already; the last of a row or column may stand for fewer.
    public private(set) var factor: PositionsPerCell = 1
    /// (queries, keys) that the panels stand for; nil when each cell is one query and one key.
    public let positions: Shape?
    /// (rows, columns) of the cells that hold them.
    private(set) var cells: Shape?

    /// Panels with a cell for each query and key.
    public init(_ rule: Rule = .maximum) {
        self.rule = rule
        positions = nil
    }

    /// Panels whose cells were pooled before they came.
    ///
    /// - Parameters:
    ///   - rule: what a cell shows of its positions
    ///   - factor: what a cell stands for
    ///   - positions: (queries, keys)
    /// - Throws: `FigureError.notAMatrix`, `.emptyMatrix`, or `.invalidSize` for a factor below 1.
    public init(_ rule: Rule, factor: PositionsPerCell, positions: Shape) throws(FigureError) {
        guard positions.rank == 2 else { throw .notAMatrix(shape: positions.dimensions) }
        guard positions.count > 0 else { throw .emptyMatrix(shape: positions.dimensions) }
        for side in factor.sides where side < 1 {
            throw .invalidSize(name: "pooling factor", value: Double(side), allowed: "at least 1")
        }
        self.rule = rule
        self.factor = factor
        self.positions = positions
        do throws(TensorError) {
            cells = try Shape(factor.cells(positions.dimensions))
        } catch {
            preconditionFailure("no more cells than positions: \(error)")
        }
    }

    /// The same positions, as if the panels had a cell for each of them.
    var unpooled: PositionPooling {
        var pooling = self
        pooling.factor = 1
        pooling.cells = positions
        return pooling
    }

    static func cells(_ count: Int, factor: Int) -> Int { count / factor + (count.isMultiple(of: factor) ? 0 : 1) }
}
