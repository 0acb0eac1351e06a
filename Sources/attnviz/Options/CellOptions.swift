import ArgumentParser
import Heatmaps

/// What stands in the cells and at their positions.
struct CellOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Numbers in the cells: auto, .2f or .0%.", valueName: "format"))
    var annotate: String?
    @Flag(help: "In an SVG, pointing at a cell shows its query, its key and its value.")
    var hover = false
    @Option(help: ArgumentHelp("Longer labels of positions end in an ellipsis (default: 120pt).", valueName: "length"))
    var labelWidth: Length?

    /// - Throws: `FigureError.annotationFormat`.
    func apply(to figure: inout HeatmapGrid) throws {
        if let annotate { figure.annotation = try CellAnnotation(annotate) }
        figure.hasCellTitles = hover
        if let labelWidth {
            figure.theme.longestLabel = labelWidth.points(default: .point, resolution: figure.page.resolution)
        }
    }
}
