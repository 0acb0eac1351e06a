extension HeatmapGrid {
    /// Whether numbers or texts are wanted in the cells.
    var isAnnotated: Bool { annotation != nil || panels.contains { $0?.cellTexts != nil } }

    /// Whether a value is large enough for a number in its cell.
    func isAnnotated(_ value: Float) -> Bool { annotationLimit.map { value > Float($0) } ?? true }

    /// Writes texts into the cells instead of numbers.
    ///
    /// - Parameter texts: one for each position of each panel: panel after panel, row after row. An empty text is none.
    /// - Throws: `FigureError.cellTextCount`.
    public mutating func setCellTexts(_ texts: [String]) throws(FigureError) {
        let count = cellGrid.queries * cellGrid.keys
        guard texts.count == panelCount * count else {
            throw .cellTextCount(
                panels: panelCount, rows: cellGrid.queries, columns: cellGrid.keys, found: texts.count)
        }
        var start = 0
        for index in panels.indices where panels[index] != nil {
            panels[index]?.cellTexts = Array(texts[start..<start + count])
            start += count
        }
    }
}
