import Tensors

/// A figure as a value: titled heatmaps in rows and columns with shared axes and colorbars.
///
///     var figure = try HeatmapGrid(panels: [[HeatmapPanel(weights)]])
///     figure.x.label = "Keys"
///     figure.titles.figure = "Layer 3"
///
/// `FigureRenderer` of the module CairoRendering draws it. Sizes are in points (1/72 inch).
public struct HeatmapGrid: Figure {
    public let rows: Int
    public let columns: Int
    /// `rows` x `columns` panels, row-major; nil where a cell of the grid is left empty. All panels have the same shape.
    public package(set) var panels: [HeatmapPanel?]
    public var titles = HeatmapTitles()
    public var x = HeatmapAxis()
    public var y = HeatmapAxis()
    public var colors = ColorEncoding()
    public var colorbar = Colorbar()
    public var theme = FigureTheme.standard
    /// Whether an SVG holds the colours of a dark page too, and shows those that its viewer prefers (`prefers-color-scheme`).
    /// Other formats have the colours of `theme`.
    public var followsReader = false
    public var page = FigurePage()
    /// The value that a cell shows of several positions.
    public var poolingRule = PoolingRule.maximum
    /// The positions along both axes and the size of a cell of the panels. The size is 1 unless the values were pooled before
    /// the figure was made: then set it, so that axes, marks and descriptions count positions. Where a page has no room for
    /// the cells of the panels, they are pooled further.
    public var cellGrid: CellGrid
    /// Writes the values into the cells, and is the format of the colorbars; nil writes none.
    public var annotation: CellAnnotation?
    /// Numbers and texts are written only into cells whose value is larger than this; nil writes them into all.
    public var annotationLimit: Double?
    /// Names the bars above the panels; nil leaves them unnamed. See `HeatmapPanel.marginals`.
    public var captionAbove: MarginalCaption?
    /// Names the bars at the right of the panels; nil leaves them unnamed.
    public var captionBeside: MarginalCaption?
    /// Whether thin lines are drawn between the cells.
    public var hasGridLines = false
    /// The cells that are outlined in every panel.
    public var marks: [CellMark] = []
    /// Whether an SVG shows the positions and the value of the cell that the pointer is on.
    public var hasCellTitles = false
    /// Sentences that are added to the generated description, after the one about the largest value.
    public var facts: [String] = []
    /// Replaces the generated description for readers who cannot see the figure.
    public var alternativeText: String?
    /// The author in the metadata of PDF and PNG.
    public var author = ""
    /// Keywords in the metadata of PDF, separated by commas.
    public var keywords = ""

    /// - Throws: `FigureError` when there is no panel, rows differ in length, or panels differ in shape.
    public init(panels grid: [[HeatmapPanel?]]) throws(FigureError) {
        guard let first = grid.first, let shape = grid.joined().lazy.compactMap({ $0 }).first?.values.shape else {
            throw .noPanels
        }
        for (row, panels) in grid.enumerated() {
            guard panels.count == first.count else {
                throw .raggedRows(expected: first.count, found: panels.count, row: row)
            }
            for (column, panel) in panels.enumerated() {
                guard let found = panel?.values.shape, found != shape else { continue }
                throw .panelShapeMismatch(
                    expected: shape.dimensions, found: found.dimensions, row: row, column: column)
            }
        }
        rows = grid.count
        columns = first.count
        panels = Array(grid.joined())
        cellGrid = CellGrid(queries: shape[0], keys: shape[1])
    }

    /// The panel at (row, column); nil for an empty cell of the grid, and outside of the grid.
    public func panel(row: Int, column: Int) -> HeatmapPanel? {
        guard (0..<rows).contains(row), (0..<columns).contains(column) else { return nil }
        return panels[row * columns + column]
    }

    /// (rows, columns) of every panel.
    var panelShape: Shape {
        guard let panel = panels.lazy.compactMap({ $0 }).first else { preconditionFailure("a grid has a panel") }
        return panel.values.shape
    }
}
