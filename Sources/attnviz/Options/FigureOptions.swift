import ArgumentParser
import Heatmaps

/// What every figure can be asked for. Options that are not given leave the figure as it is.
struct FigureOptions: ParsableArguments {
    @OptionGroup(title: "Text") var titles: TitleOptions
    @OptionGroup(title: "Colour") var colors: ColorOptions
    @OptionGroup(title: "Cells") var cells: CellOptions
    @OptionGroup(title: "Page") var page: PageOptions

    /// - Parameter positions: those of the whole that the figure shows; nil where it shows all.
    /// - Throws: `UsageError` for an unknown colormap or a wrong number of titles, `FigureError` for what cannot be drawn.
    func apply(to figure: inout HeatmapGrid, positions: DrawnPositions? = nil) throws {
        page.apply(to: &figure)
        try titles.apply(to: &figure)
        try colors.apply(to: &figure)
        try cells.apply(to: &figure, positions: positions)
    }
}
