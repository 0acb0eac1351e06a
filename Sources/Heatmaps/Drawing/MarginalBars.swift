import Tensors

/// The bars of the marginals: for each panel one filled shape above it and one at its right, on lines of their own.
struct MarginalBars {
    let scale: MarginalScale
    let grid: HeatmapGrid
    let plan: LayoutPlan

    private var theme: FigureTheme { grid.theme }

    var items: [SceneItem] {
        var items: [SceneItem] = []
        var lines: [SceneLine] = []
        for strip in plan.marginals {
            guard let marginals = grid.panels[strip.panel]?.marginals else { continue }
            let values = strip.isAbove ? marginals.above : marginals.beside
            let largest = strip.isAbove ? scale.above : scale.beside
            let shares = largestOfCells(values, strip).map { largest > 0 ? $0 / largest : 0 }
            let corners = strip.isAbove ? above(shares, strip.frame) : beside(shares, strip.frame)
            items.append(
                .polygon(ScenePolygon(corners: corners, fill: theme.marginalFill, line: theme.marginalFill, width: 0)))
            let frame = strip.frame
            lines.append(
                strip.isAbove
                    ? SceneLine(
                        start: ScenePoint(x: frame.x, y: frame.maxY), end: ScenePoint(x: frame.maxX, y: frame.maxY))
                    : SceneLine(start: ScenePoint(x: frame.x, y: frame.y), end: ScenePoint(x: frame.x, y: frame.maxY)))
        }
        let strokes = StrokeGroup(color: theme.lineColor, width: theme.lineWidth, lines: lines, outlines: [])
        return items + [.strokes(strokes)]
    }

    /// The largest of the values of each cell: a lone peak keeps its height.
    private func largestOfCells(_ values: [Double], _ strip: LayoutPlan.MarginalStrip) -> [Double] {
        let cells = CellGrid(queries: grid.cellGrid.queries, keys: grid.cellGrid.keys, size: plan.cellSize)
        return strip.isAbove
            ? (0..<cells.columns).map { values[cells.keys(ofColumn: $0)].reduce(0, max) }
            : (0..<cells.rows).map { values[cells.queries(ofRow: $0)].reduce(0, max) }
    }

    private func above(_ shares: [Double], _ frame: SceneRect) -> [ScenePoint] {
        steps(shares) { ScenePoint(x: frame.x + $0 * plan.cell.width, y: frame.maxY - $1 * frame.height) }
    }

    private func beside(_ shares: [Double], _ frame: SceneRect) -> [ScenePoint] {
        steps(shares) { ScenePoint(x: frame.x + $1 * frame.width, y: frame.y + $0 * plan.cell.height) }
    }

    /// The outline of bars that stand side by side: out from the base, along their ends, and back.
    private func steps(_ shares: [Double], _ point: (_ cell: Double, _ share: Double) -> ScenePoint) -> [ScenePoint] {
        let ends = shares.enumerated().flatMap {
            [point(Double($0.offset), $0.element), point(Double($0.offset + 1), $0.element)]
        }
        return [point(0, 0)] + ends + [point(Double(shares.count), 0)]
    }
}
