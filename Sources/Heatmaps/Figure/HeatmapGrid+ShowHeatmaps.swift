import Tensors

extension HeatmapGrid {
    /// The articles' `show_heatmaps`: the same arguments, and nearly the same look.
    ///
    /// One difference is on purpose: the colorbar holds for all panels, not only for the last one drawn.
    ///
    /// - Parameters:
    ///   - matrices: shape (rows, columns, m, n).
    ///   - xLabel: the name of the x axis.
    ///   - yLabel: the name of the y axis.
    ///   - titles: one for each column.
    ///   - figureSize: width and height of the page in inches.
    ///   - colormap: a name that `Colormap.named(_:)` knows.
    /// - Throws: `FigureError` when the shape, the titles, the size or the name do not fit.
    public static func showHeatmaps(
        _ matrices: Tensor, xLabel: String, yLabel: String, titles: [String] = [],
        figureSize: (width: Double, height: Double) = (2.5, 2.5), colormap: String = "Reds"
    ) throws(FigureError) -> HeatmapGrid {
        guard matrices.shape.rank == 4 else { throw .notAGrid(shape: matrices.shape.dimensions) }
        var figure = try HeatmapGrid(matrices: matrices)
        figure.x.label = xLabel
        figure.y.label = yLabel
        figure.titles.columns = titles
        figure.colors.colormap = try Colormap.named(colormap)
        figure.theme = .article
        figure.page.size = FigureSize(width: figureSize.width * 72, height: figureSize.height * 72)
        return figure
    }
}
