import Tensors

extension HeatmapGrid {
    /// A figure of all matrices in a tensor of the shape (m, n), one panel; (columns, m, n), a row of panels; or
    /// (rows, columns, m, n), a grid.
    ///
    /// - Throws: `FigureError.notAGrid` for another rank, `.emptyMatrix` when an axis has no elements.
    public init(matrices: Tensor) throws(FigureError) {
        let shape = matrices.shape.dimensions
        guard (2...4).contains(shape.count) else { throw .notAGrid(shape: shape) }
        guard matrices.shape.count > 0 else { throw .emptyMatrix(shape: shape) }
        let rows = shape.count == 4 ? (0..<shape[0]).map { matrices.slice($0) } : [matrices]
        var grid: [[HeatmapPanel?]] = []
        for row in rows {
            let columns = shape.count > 2 ? (0..<row.shape[0]).map { row.slice($0) } : [row]
            var panels: [HeatmapPanel?] = []
            for matrix in columns { panels.append(try HeatmapPanel(matrix)) }
            grid.append(panels)
        }
        try self.init(panels: grid)
    }

    /// The colour scales in use: one for the figure, or one for each row, each column or each panel, as `colors.sharing` says.
    ///
    /// - Throws: `FigureError.invalidRange`, `.notPositive`, `.centerOutside` or `.notAllowed` when range and norm do not fit.
    public func colorScales() throws(FigureError) -> [ColorScale] {
        try ColorScales(self).scales
    }
}
