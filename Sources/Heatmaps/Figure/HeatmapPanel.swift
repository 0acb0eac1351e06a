import Tensors

/// One heatmap: a matrix and which of its cells are masked. Rows run along the y axis, columns along the x axis.
public struct HeatmapPanel: Sendable {
    /// Shape (rows, columns); both at least 1.
    public let values: Tensor
    /// True for masked cells, row-major; nil when no cell is masked. The value of a masked cell is ignored.
    public let masked: [Bool]?
    /// The title above the panel.
    public var title: String?
    /// Texts that are written into the cells instead of numbers, row-major; an empty text is none. Nil writes numbers, if the
    /// figure does. There is one for each position; where cells hold several positions, none is written.
    public var cellTexts: [String]?
    /// Replaces the colormap of the figure in this panel; the colorbar does not show it.
    public var colormap: Colormap?
    /// Bars above the panel and at its right.
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

    /// The number of rows of cells.
    public var rows: Int { values.shape[0] }
    /// The number of columns of cells.
    public var columns: Int { values.shape[1] }

    /// The kind of each cell, row-major.
    var kinds: [CellKind] {
        guard let masked else { return values.elements.map { $0.isNaN ? .notANumber : .value } }
        return zip(values.elements, masked).map { $1 ? .masked : $0.isNaN ? .notANumber : .value }
    }

    /// The range of the values of a panel and the numbers of its cells of each kind.
    package struct Census: Hashable, Sendable {
        /// The smallest and largest finite value of the cells that are not masked.
        package var range: ClosedRange<Double>?
        package var finite = 0
        package var masked = 0
        package var notANumber = 0
        package var infinite = 0
        /// Whether all finite values are whole numbers.
        package var isWhole = true
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
                if census.isWhole, value != value.rounded() { census.isWhole = false }
            }
        }
        if lowest <= highest { census.range = Double(lowest)...Double(highest) }
        return census
    }
}

/// Whether a cell shows a value, or has one of the looks without a colour of the map.
enum CellKind: Hashable {
    case value, masked, notANumber
}
