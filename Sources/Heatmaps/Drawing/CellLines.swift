/// Lines on the cells: between all of them, between parts of the axes, and around chosen ones.
///
/// Separators and outlines have a casing in the colour of the page on both sides, which makes them visible on cells of any
/// colour.
struct CellLines {
    let grid: HeatmapGrid
    let plan: LayoutPlan

    private var theme: FigureTheme { grid.theme }
    /// The smallest side of a cell in points that has lines around it: in smaller ones they would cover most of the cell.
    private static var smallestCell: Double { 4 }

    static func hasRoom(_ plan: LayoutPlan) -> Bool { plan.cell.side >= smallestCell }

    var items: [SceneItem] {
        var items: [SceneItem] = []
        if grid.hasGridLines, Self.hasRoom(plan) {
            items.append(lines(plan.panels.flatMap { between($0.frame) }, theme.caseColor, theme.lineWidth))
        }
        if !plan.separators.isEmpty {
            let width = theme.lineWidth * 1.6
            items.append(lines(plan.separators, theme.caseColor, min(3 * width, plan.cell.side / 2)))
            items.append(lines(plan.separators, theme.lineColor, min(width, plan.cell.side / 4)))
        }
        if !grid.marks.isEmpty {
            let width = min(max(0.75, 1.4 * theme.lineWidth), plan.cell.side / 8)
            let cells = plan.panels.flatMap { panel in grid.marks.map { cell($0, in: panel.frame) } }
            // Outlines lie outside of their rectangles, so these are inset: the line is inside of the cell, its casing on both sides.
            items.append(outlines(cells.map { $0.insetBy(2 * width) }, theme.caseColor, 4 * width))
            items.append(outlines(cells.map { $0.insetBy(width) }, theme.titleColor, 2 * width))
        }
        return items
    }

    private func lines(_ lines: [SceneLine], _ color: RGBColor, _ width: Double) -> SceneItem {
        .strokes(StrokeGroup(color: color, width: width, lines: lines, outlines: []))
    }

    private func outlines(_ rects: [SceneRect], _ color: RGBColor, _ width: Double) -> SceneItem {
        .strokes(StrokeGroup(color: color, width: width, lines: [], outlines: rects))
    }

    private func between(_ frame: SceneRect) -> [SceneLine] {
        let columns = Int((frame.width / plan.cell.width).rounded())
        let rows = Int((frame.height / plan.cell.height).rounded())
        let upright = (1..<max(1, columns)).map { column in
            let x = frame.x + Double(column) * plan.cell.width
            return SceneLine(start: ScenePoint(x: x, y: frame.y), end: ScenePoint(x: x, y: frame.maxY))
        }
        let level = (1..<max(1, rows)).map { row in
            let y = frame.y + Double(row) * plan.cell.height
            return SceneLine(start: ScenePoint(x: frame.x, y: y), end: ScenePoint(x: frame.maxX, y: y))
        }
        return upright + level
    }

    /// The frame of the drawn cell that holds the marked position.
    private func cell(_ mark: CellMark, in frame: SceneRect) -> SceneRect {
        let size = plan.cell
        return SceneRect(
            x: frame.x + Double(mark.column / plan.cellSize.keys) * size.width,
            y: frame.y + Double(mark.row / plan.cellSize.queries) * size.height, width: size.width,
            height: size.height
        )
    }
}
