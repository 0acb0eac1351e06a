import Tensors

/// The way from a figure to its page.
extension HeatmapLayout {
    /// The finished page.
    ///
    /// - Throws: `FigureError` when titles or labels have wrong counts, the range is not a range, or the page cannot
    ///   hold the figure.
    package func scene() throws(FigureError) -> FigureScene {
        let values = try ColorScales(grid)
        let annotations = grid.annotation.map {
            AnnotationLayout($0, grid: grid, scales: values, measurer: measurer)
        }
        try checkCells()
        var (drawn, scales) = (grid, values)
        var plan = try plan(scales, wishedCell: annotations?.wishedCell)
        // The colours are those of the cells that are drawn. Their bar may be wider than that of the values, and so may leave
        // room for fewer of them.
        while plan.cellSize != drawn.cellGrid.size {
            drawn = try grid.pooled(to: plan.cellSize)
            scales = try ColorScales(drawn)
            plan = try self.plan(scales, highestRank: plan.rank)
        }
        return SceneBuilder(
            grid: drawn, scales: scales, plan: plan, annotations: annotations,
            description: FigureDescription(drawn, scales)
        ).scene()
    }

    /// The size of the cells that a page of this figure has room for, from the number of positions alone: to be asked before
    /// there are values. For that a panel may stand for all of its positions with one cell, see `HeatmapGrid.cellGrid`.
    ///
    /// - Throws: as `scene()`.
    package func cellSize() throws(FigureError) -> CellSize {
        var open = grid
        open.cellGrid = CellGrid(queries: grid.cellGrid.queries, keys: grid.cellGrid.keys)
        open.colors = grid.colors.standingIn
        return try HeatmapLayout(open, measurer: measurer).plan(ColorScales(open)).cellSize
    }
}
