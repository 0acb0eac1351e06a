import Attention
import Heatmaps
import Tensors

/// A figure of weights as JSON: its axes, titles and labels, and the limits of its colour scale, without the weights.
public struct FigureSummary: Encodable, Sendable {
    /// The sizes of the axes of the part, before pooling.
    public let shape: [Int]
    public let axes: [String]
    /// The numbers of the positions along each axis before queries and keys, such as those of the layers; nil where all count
    /// from 0.
    public let positions: [String: [Int]]?
    /// The number of queries that a cell covers; nil if no positions were pooled.
    public let queriesPerCell: Int?
    /// The number of keys that a cell covers; nil if no positions were pooled.
    public let keysPerCell: Int?
    public let title: String?
    public let rows: Int
    public let columns: Int
    public let columnTitles: [String]
    public let rowTitles: [String]
    /// The title of each panel, row-major; nil if panels have no titles of their own.
    public let panelTitles: [String]?
    public let xLabels: [String]?
    public let yLabels: [String]?
    /// The lower limit of the colour scale; the least one if there are several scales.
    public let vmin: Double
    /// The upper limit of the colour scale; the largest one if there are several scales.
    public let vmax: Double

    /// - Throws: `FigureError` if the limits of the colours are not a range.
    public init(_ drawn: DrawnWeights) throws(FigureError) {
        let (figure, cells) = (drawn.grid, drawn.cells)
        shape = cells.axes.dimensions
        axes = cells.axes.all.map(\.name)
        positions = HeadIndex(cells.axes).positions
        queriesPerCell = cells.grid.size.isOne ? nil : cells.grid.size.queries
        keysPerCell = cells.grid.size.isOne ? nil : cells.grid.size.keys
        title = figure.titles.figure
        rows = figure.rows
        columns = figure.columns
        columnTitles = figure.titles.columns
        rowTitles = figure.titles.rows
        let titles = figure.panels.map { $0?.title }
        panelTitles = titles.contains { $0 != nil } ? titles.map { $0 ?? "" } : nil
        xLabels = Self.labels(figure.x.labels, count: figure.cellGrid.keys)
        yLabels = Self.labels(figure.y.labels, count: figure.cellGrid.queries)
        let scales = try figure.colorScales()
        vmin = scales.map(\.minimum).min() ?? 0
        vmax = scales.map(\.maximum).max() ?? 0
    }

    /// The labels as text; nil for positions that count from 0.
    private static func labels(_ labels: AxisLabels, count: Int) -> [String]? {
        switch labels {
        case .tokens(let tokens): tokens
        case .counted(let first): (first..<first + count).map(String.init)
        case .indices, .none: nil
        }
    }
}
