import Attention
import CairoRendering
import Heatmaps
import TensorFiles
import Tensors

/// Heatmaps of attention weights: a panel for each head, with queries as rows and keys as columns.
///
///     var figure = try WeightsFigure(ComputedWeights(queries: queries, keys: keys, mask: .causal))
///     figure.grid.titles.figure = "All 20,000 tokens"
///     try figure.write(to: "map.png")
///
/// The layout of the page determines how many positions a cell covers; then the source computes cells of that size. Only the
/// cells are held in memory, so the context may be of any length.
public struct WeightsFigure: Sendable {
    public let source: any WeightsSource
    public let part: WeightsPart
    /// The axes of the part, with the numbers and tokens of the positions drawn.
    public let axes: WeightAxes
    /// The figure without its weights: set titles, colours and the page here.
    public var grid: HeatmapGrid
    /// Whether bars show the mean weight of each key above a panel, and the entropy of each query at its right.
    public var hasMarginals = false
    /// Whether colour limits that are not set lie at the same distance from 0 on both sides.
    var isSymmetric = false
    private let arrangement: PanelArrangement

    /// - Parameters:
    ///   - source: the weights.
    ///   - part: the part of the weights to draw.
    ///   - columns: the number of panels in a row, if they have a single axis; nil for all.
    ///   - joinsRows: whether the first two of three axes with several positions are rows together, such as layers and batch.
    ///   - showsRawTokens: whether tokens are drawn unchanged; otherwise byte-level tokens are decoded, and white space and the
    ///     marks of tokenizers are made readable.
    ///   - numbersRepeats: whether tokens that occur several times carry their number, as in the₁ and the₂.
    /// - Throws: `AxisError` or `WeightsError` for a part that does not exist; `FigureError` if more than two leading axes have
    ///   several positions, or there are no weights.
    public init(
        _ source: any WeightsSource, part: WeightsPart = WeightsPart(), columns: Int? = nil,
        joinsRows: Bool = false, showsRawTokens: Bool = false, numbersRepeats: Bool = false
    ) throws {
        try self.init(
            source, part: part, columns: columns, joinsRows: joinsRows, tokensOf: source.axes,
            TokenStyle(showsRawTokens: showsRawTokens, numbersRepeats: numbersRepeats))
    }

    /// - Parameter tokenAxes: the axes with all tokens, of which `source` may have some or merged ones.
    init(
        _ source: any WeightsSource, part: WeightsPart, columns: Int?, joinsRows: Bool = false,
        tokensOf tokenAxes: WeightAxes,
        isMerged: Bool = false, _ style: TokenStyle
    ) throws {
        self.source = source
        self.part = part
        (axes, arrangement) = try source.naming {
            let axes = try part.axes(of: source.axes)
            return (axes, try PanelArrangement(axes, columns: columns, joinsRows: joinsRows))
        }
        let masked = source.canMask ? [true] : nil
        // The values are not known yet: panels of one cell, which covers all positions.
        let placeholder = try Tensor(shape: [1, 1], elements: [1])
        grid = try arrangement.grid { _, title in try HeatmapPanel(placeholder, masked: masked, title: title) }
        let (queries, keys) = (axes.queryCount, axes.keyCount)
        grid.cellGrid = CellGrid(queries: queries, keys: keys, size: CellSize(queries: queries, keys: keys))
        let isMerged = isMerged || part.mergesWords
        grid.x = HeatmapAxis(
            axes.keys, texts: style.texts(axes.keys, of: tokenAxes.keys, isMerged: isMerged), label: "Keys")
        // Queries that are positions of the keys have the numbers of these tokens among all.
        let isSequence = source.queriesAreKeyPositions && tokenAxes.haveTokensOfKeys
        let sequence = isSequence ? tokenAxes.keys : tokenAxes.queries
        grid.y = HeatmapAxis(
            axes.queries, texts: style.texts(axes.queries, of: sequence, isMerged: isMerged), label: "Queries")
        grid.colors.minimum = source.smallestColor
    }

    /// The number of positions per cell at which the figure fits the page.
    ///
    /// - Throws: `FigureError` if the figure cannot be laid out.
    public func cellSize(with renderer: FigureRenderer) throws(FigureError) -> CellSize {
        try gridWithMarginals.cellSize(with: renderer)
    }

    /// Lays the figure out without its weights: what is wrong with it is an error before any weight is read or computed.
    ///
    /// - Parameters:
    ///   - renderer: measures the texts.
    ///   - pass: threads and memory limit.
    /// - Returns: the size of the cells and of the page.
    /// - Throws: `FigureError` if the figure cannot be laid out; `WeightsError.marginalsOfPart` for marginals of a part of the
    ///   queries or keys; `MemoryError`.
    public func plan(with renderer: FigureRenderer, pass: RowPass = RowPass()) throws -> FigurePlan {
        try checkMarginals()
        let plan = try renderer.plan(of: gridWithMarginals)
        try source.checkCells(
            of: part, size: plan.cellSize, rule: grid.poolingRule, hasMarginals: hasMarginals, pass: pass)
        return plan
    }

    private func checkMarginals() throws {
        if hasMarginals, try !part.drawsAll(of: source.axes) { throw WeightsError.marginalsOfPart }
    }

    /// The figure without its weights, with marginals of 0, for which the layout leaves room.
    private var gridWithMarginals: HeatmapGrid {
        guard hasMarginals else { return grid }
        var grid = grid
        let zero = PanelMarginals(
            above: [Double](repeating: 0, count: axes.keyCount),
            beside: [Double](repeating: 0, count: axes.queryCount))
        for index in grid.panels.indices { grid.panels[index]?.marginals = zero }
        (grid.captionAbove, grid.captionBeside) = (.received, .entropy)
        return grid
    }

    /// The figure with its weights.
    ///
    /// - Parameters:
    ///   - cellSize: the size of a cell, see `cellSize(with:)`.
    ///   - pass: threads and memory limit.
    /// - Throws: as `WeightsSource.cells`; `WeightsError.marginalsOfPart` for marginals of a part of the queries or keys.
    public func drawn(cellSize: CellSize, pass: RowPass = RowPass()) throws -> DrawnWeights {
        try checkMarginals()
        let cells = try source.cells(
            of: part, size: cellSize, rule: grid.poolingRule, hasMarginals: hasMarginals, pass: pass)
        let drawn = DrawnWeights(grid: try filled(cells), cells: cells, hasSinks: source.hasSinks)
        return isSymmetric ? drawn.symmetric() : drawn
    }

    private func filled(_ cells: WeightCells) throws -> HeatmapGrid {
        var grid = gridWithMarginals
        grid.cellGrid = cells.grid
        let shape = [cells.grid.rows, cells.grid.columns]
        for (index, matrix) in arrangement.matrices.enumerated() {
            guard let matrix, let placeholder = grid.panels[index] else { continue }
            var panel = try HeatmapPanel(
                Tensor(shape: shape, elements: cells.values[matrix]), masked: cells.masked?[matrix],
                title: placeholder.title)
            panel.colormap = placeholder.colormap
            panel.cellTexts = placeholder.cellTexts
            panel.marginals = cells.marginals.map {
                PanelMarginals(above: $0[matrix].received, beside: $0[matrix].entropy)
            }
            grid.panels[index] = panel
        }
        grid.addFact(firstKeyShare: cells.firstKeyShare)
        return grid
    }

    /// Draws the figure and writes it to a file, whose extension, svg, png or pdf, is the format.
    ///
    /// - Throws: as `drawn(cellSize:pass:)`; `FigureError`, `RenderingError`, `TensorFileError`.
    public func write(to path: String, pass: RowPass = RowPass()) throws {
        let renderer = try FigureRenderer()
        try drawn(cellSize: cellSize(with: renderer), pass: pass).grid.write(to: path, with: renderer)
    }
}

extension MarginalCaption {
    static let received = MarginalCaption("received")
    static let entropy = MarginalCaption("entropy", unit: "nats")
}
