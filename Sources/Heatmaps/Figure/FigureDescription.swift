import Tensors

/// Describes a figure in words for readers who cannot see it: the number and the shape of its heatmaps, the range of the values,
/// the largest value and its position, the numbers of masked cells and NaN. All of them are counted over the cells that are drawn.
struct FigureDescription {
    let grid: HeatmapGrid
    let scales: ColorScales

    init(_ grid: HeatmapGrid, _ scales: ColorScales) {
        self.grid = grid
        self.scales = scales
    }

    /// The title of the document: that of the figure, or else of its columns and panels where there are at most three.
    var title: String {
        if let title = grid.titles.figure { return title }
        let titles = grid.titles.columns + grid.panels.compactMap { $0?.title }
        guard (1...3).contains(titles.count) else { return count == 1 ? "Heatmap" : "\(count) heatmaps" }
        return titles.joined(separator: ", ")
    }

    var text: String {
        if let text = grid.alternativeText { return text }
        var sentences: [String] = []
        let positions = [grid.cellGrid.queries, grid.cellGrid.keys]
        let size = "\(positions[0]) \(rowName) by \(positions[1]) \(columnName)"
        if count == 1 {
            sentences.append("Heatmap of \(size).")
        } else {
            sentences.append(
                "Grid of \(count) heatmaps in \(counted(grid.rows, "row")) and \(counted(grid.columns, "column")), "
                    + "each \(size).")
        }
        if !grid.cellGrid.size.isOne {
            let rule = grid.poolingRule == .maximum ? "maximum" : "mean"
            let sides = zip(positions, grid.cellGrid.size.sides).map { String(min($0, $1)) }
            sentences.append("Each cell is the \(rule) of \(sides.joined(separator: " by ")) values.")
        }
        if !grid.titles.columns.isEmpty { sentences.append("Columns: \(grid.titles.columns.joined(separator: ", ")).") }
        if !grid.titles.rows.isEmpty { sentences.append("Rows: \(grid.titles.rows.joined(separator: ", ")).") }
        let ranges = scales.censuses.compactMap { $0?.range }
        if let lowest = ranges.map(\.lowerBound).min(), let highest = ranges.map(\.upperBound).max() {
            sentences.append("Values from \(number(lowest)) to \(number(highest)).")
        }
        if let peak = Peak(grid), ranges.contains(where: { $0.lowerBound < $0.upperBound }) {
            sentences.append(sentence(peak))
        }
        sentences += grid.facts
        if scales.maskedCount > 0 { sentences.append("\(counted(scales.maskedCount, "masked cell")).") }
        if scales.notANumberCount > 0 { sentences.append("\(counted(scales.notANumberCount, "NaN cell")).") }
        return sentences.joined(separator: " ")
    }

    private func sentence(_ peak: Peak) -> String {
        let row = grid.y.named(grid.cellGrid.queries(ofRow: peak.row), fallback: "row")
        let column = grid.x.named(grid.cellGrid.keys(ofColumn: peak.column), fallback: "column")
        let cell = "\(row), \(column)\(panelName(peak.panel))"
        return "The largest value, \(number(Double(peak.value))), is "
            + (peak.count == 1 ? "at \(cell)." : "in \(peak.count) cells, first at \(cell).")
    }

    /// " in " and the titles of a panel, or else its row and column; empty for the only panel of a figure.
    private func panelName(_ index: Int) -> String {
        guard count > 1 else { return "" }
        let (row, column) = index.quotientAndRemainder(dividingBy: grid.columns)
        var titles: [String] = []
        if grid.titles.rows.indices.contains(row) { titles.append(grid.titles.rows[row]) }
        if grid.titles.columns.indices.contains(column) { titles.append(grid.titles.columns[column]) }
        if let title = grid.panels[index]?.title { titles.append(title) }
        return titles.isEmpty
            ? " in the heatmap of row \(row + 1), column \(column + 1)" : " in \(titles.joined(separator: ", "))"
    }

    private var count: Int { grid.panelCount }
    private var rowName: String { grid.y.label?.lowercased() ?? "rows" }
    private var columnName: String { grid.x.label?.lowercased() ?? "columns" }
    private func counted(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
    private func number(_ value: Double) -> String { NumberText.general(value, digits: digits) }

    private var digits: Int {
        let ranges = scales.censuses.compactMap { $0?.range }
        return NumberText.digits(from: ranges.map(\.lowerBound).min() ?? 0, to: ranges.map(\.upperBound).max() ?? 0)
    }
}
