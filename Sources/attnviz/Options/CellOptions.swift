import ArgumentParser
import Heatmaps

/// What stands in the cells and at their positions.
struct CellOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Numbers in the cells: auto, .2f or .0%.", valueName: "format"))
    var annotate: String?
    @Option(help: ArgumentHelp("Longer labels of positions end in an ellipsis (default: 120pt).", valueName: "length"))
    var labelWidth: Length?

    /// - Throws: `FigureError.annotationFormat`.
    func apply(to figure: inout HeatmapGrid) throws {
        if let annotate { figure.annotation = try CellAnnotation(annotate) }
        if let labelWidth {
            figure.theme.longestLabel = labelWidth.points(default: .point, resolution: figure.page.resolution)
        }
    }
}
