import ArgumentParser
import AttentionFigures
import Heatmaps

/// The options of all figures. An option that is not given leaves the figure unchanged.
struct FigureOptions: ParsableArguments {
    @OptionGroup(title: "Text") var titles: TitleOptions
    @OptionGroup(title: "Colour") var colors: ColorOptions
    @OptionGroup(title: "Cells") var cells: CellOptions
    @OptionGroup(title: "Page") var page: PageOptions

    /// Applies the options to a figure that has its values.
    ///
    /// - Throws: `UsageError` for an unknown colormap or a wrong number of titles, `FigureError` for invalid options,
    ///   `AttentionError.notAWeight` for marginals of values that are not weights.
    func apply(to figure: inout HeatmapGrid) throws {
        try apply(to: &figure, axes: nil)
        if cells.marginals { try figure.addMarginals() }
        // With --json alone nothing is drawn, so an invalid range has to be reported here.
        if colors.vmin != nil || colors.vmax != nil { _ = try figure.colorScales() }
    }

    /// Applies the options to a figure whose weights have not been computed yet.
    ///
    /// - Parameter isTransposed: whether the rows of the map in the file, and of the texts of its cells, are keys.
    /// - Throws: as for a figure with values; `UsageError` for a position outside the figure.
    func apply(to figure: inout WeightsFigure, isTransposed: Bool = false) throws {
        try apply(to: &figure.grid, axes: figure.axes, isTransposed: isTransposed)
        figure.hasMarginals = cells.marginals
    }

    private func apply(to figure: inout HeatmapGrid, axes: WeightAxes?, isTransposed: Bool = false) throws {
        page.apply(to: &figure)
        try titles.apply(to: &figure)
        try colors.apply(to: &figure)
        try cells.apply(to: &figure, axes: axes, isTransposed: isTransposed)
    }
}
