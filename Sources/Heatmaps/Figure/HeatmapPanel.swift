import Tensors

/// One heatmap: a matrix with a row for each query and a column for each key, and which of its cells are masked.
public struct HeatmapPanel: Sendable {
    /// Shape (queries, keys); both at least 1.
    public let values: Tensor
    /// Row-major, one for each cell; nil when no cell is masked. A masked cell is drawn as masked, whatever its value.
    public let masked: [Bool]?
    /// Written above the panel.
    public var title: String?
    /// Colours of its own instead of the figure's; the colorbar does not show them.
    public var colormap: Colormap?
    /// Bars beside the panel.
    public var marginals: PanelMarginals?

    /// - Throws: `FigureError` when `values` is not a matrix, is empty, or `masked` has another number of cells.
    public init(_ values: Tensor, masked: [Bool]? = nil, title: String? = nil) throws(FigureError) {
        guard values.shape.rank == 2 else { throw .notAMatrix(shape: values.shape.dimensions) }
        guard values.shape.count > 0 else { throw .emptyMatrix(shape: values.shape.dimensions) }
        if let masked, masked.count != values.shape.count {
            throw .maskCountMismatch(expected: values.shape.count, found: masked.count)
        }
        self.values = values
        self.masked = masked
        self.title = title
    }

    /// The number of queries.
    public var rows: Int { values.shape[0] }
    /// The number of keys.
    public var columns: Int { values.shape[1] }

    /// What each cell shows, row-major.
    var kinds: [CellKind] {
        guard let masked else { return values.elements.map { $0.isNaN ? .notANumber : .value } }
        return zip(values.elements, masked).map { $1 ? .masked : $0.isNaN ? .notANumber : .value }
    }

    /// What the cells of this panel are.
    package struct Census: Hashable, Sendable {
        /// The smallest and largest finite value of the cells that are not masked.
        package var range: ClosedRange<Double>?
        package var finite = 0
        package var masked = 0
        package var notANumber = 0
        package var infinite = 0
    }

    /// Counts the cells and finds the range of their values.
    package var census: Census {
        var census = Census()
        var lowest = Float.infinity
        var highest = -Float.infinity
        for (index, value) in values.elements.enumerated() {
            if let masked, masked[index] {
                census.masked += 1
            } else if value.isNaN {
                census.notANumber += 1
            } else if value.isInfinite {
                census.infinite += 1
            } else {
                census.finite += 1
                lowest = min(lowest, value)
                highest = max(highest, value)
            }
        }
        if lowest <= highest { census.range = Double(lowest)...Double(highest) }
        return census
    }
}
