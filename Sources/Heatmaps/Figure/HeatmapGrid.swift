import Tensors

/// A figure as a value: titled heatmaps in rows and columns with shared axes and colorbars.
///
///     var figure = try HeatmapGrid(panels: [[HeatmapPanel(weights)]])
///     figure.x.label = "Keys"
///     figure.titles.figure = "Layer 3"
///
/// `HeatmapLayout` turns it into a page.
public struct HeatmapGrid: Figure {
    public let rows: Int
    public let columns: Int
    /// Row-major; nil where a place is empty. All panels have the same shape.
    public package(set) var panels: [HeatmapPanel?]
    public var titles = HeatmapTitles()
    public var x = HeatmapAxis()
    public var y = HeatmapAxis()
    public var colors = ColorEncoding()
    public var colorbar = Colorbar()
    public var theme = FigureTheme.standard
    /// An SVG has a dark look besides and shows the one that its reader prefers; other formats have the theme's.
    public var followsReader = false
    public var page = FigurePage()
    /// The value that a cell shows where it stands for several positions.
    public var poolingRule = PoolingRule.maximum
    /// The positions along both axes, and the size of the cells of the panels in positions: 1 unless the values were pooled
    /// before they came. The page may ask for still larger cells.
    public var cellGrid: CellGrid
    /// Numbers in the cells; nil for none.
    public var annotation: CellAnnotation?
    /// What the bars above the panels show, where panels have marginals; nil names nothing.
    public var captionAbove: MarginalCaption?
    /// What the bars at the right of the panels show, where panels have marginals; nil names nothing.
    public var captionBeside: MarginalCaption?
    /// Thin lines between the cells.
    public var hasGridLines = false
    /// Cells that are outlined.
    public var marks: [CellMark] = []
    /// An SVG says the query, the key and the value of the cell that the reader points at.
    public var hasCellTitles = false
    /// Sentences about the values that the generated description has besides its own, behind the one on the largest value.
    public var facts: [String] = []
    /// Replaces the generated description for readers who cannot see the figure.
    public var alternativeText: String?
    /// Who made the figure: kept in PDF and PNG.
    public var author = ""
    /// Words to find the figure by, separated by commas: kept in PDF.
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

    /// The panel at that place, nil where it is empty.
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
