/// The largest finite value among the cells of a figure that are not masked, and the first cell that has it, in reading order.
struct Peak: Equatable {
    private(set) var value: Float
    /// The index of the panel in the grid's list, and the cell in it.
    private(set) var panel: Int
    private(set) var row: Int
    private(set) var column: Int
    /// How many cells have this value.
    private(set) var count = 0

    /// - Returns: nil when no cell has a finite value.
    init?(_ grid: HeatmapGrid) {
        (value, panel, row, column) = (-.infinity, 0, 0, 0)
        for (index, panel) in grid.panels.enumerated() {
            guard let panel else { continue }
            for (cell, value) in panel.values.elements.enumerated()
            where value >= self.value && value.isFinite && panel.masked?[cell] != true {
                if value > self.value {
                    (row, column) = cell.quotientAndRemainder(dividingBy: panel.columns)
                    (self.value, self.panel, count) = (value, index, 0)
                }
                count += 1
            }
        }
        guard count > 0 else { return nil }
    }
}
