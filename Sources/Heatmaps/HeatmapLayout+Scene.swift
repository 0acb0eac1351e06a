import Tensors

/// From a figure to its scene.
extension HeatmapLayout {
    /// The figure as a scene.
    ///
    /// - Throws: `FigureError` when titles or labels have wrong counts, the range is not a range, or the page cannot
    ///   hold the figure.
    package func scene() throws(FigureError) -> FigureScene {
        let values = try ColorScales(grid)
        try checkCells()
        try checkAnnotation(values)
        // Numbers take long to measure, so they are not made where no page has room for them.
        var annotations =
            AnnotationLayout<Measurer>.mayWiden(grid)
            ? AnnotationLayout(grid: grid, scales: values, measurer: measurer) : nil
        var (drawn, scales) = (grid, values)
        var plan = try plan(scales, wishedCell: annotations?.wishedCell)
        // Colours span the drawn cells, so scales are fitted again after pooling. The numbers at the new colorbar may be wider
        // and leave room for fewer cells: then the values are pooled once more.
        while plan.cellSize != drawn.cellGrid.size {
            drawn = try grid.pooled(to: plan.cellSize)
            scales = try ColorScales(drawn)
            plan = try self.plan(scales, highestRank: plan.rank)
        }
        if annotations == nil, grid.isAnnotated, plan.cellSize.isOne,
            plan.cell.side >= AnnotationLayout<Measurer>.smallestCell(grid.theme)
        {
            annotations = AnnotationLayout(grid: grid, scales: values, measurer: measurer)
        }
        return SceneBuilder(
            grid: drawn, scales: scales, plan: plan, annotations: annotations,
            description: FigureDescription(drawn, scales)
        ).scene()
    }

    /// The size of the cells for which the page has room, and the page. The size of the cells depends on the number of positions,
    /// not on the values, so it can be asked for before the values are read: with panels of one cell and a
    /// `HeatmapGrid.cellGrid` of one cell.
    ///
    /// - Throws: as `scene()`.
    package func outline() throws(FigureError) -> (cellSize: CellSize, page: FigureSize) {
        var open = grid
        open.cellGrid = CellGrid(queries: grid.cellGrid.queries, keys: grid.cellGrid.keys)
        open.colors = grid.colors.forUnknownValues
        let plan = try HeatmapLayout(open, measurer: measurer).plan(ColorScales(open))
        return (plan.cellSize, plan.page)
    }
}
