/// What stands out among the values of a figure; masked cells are not looked at.
struct ValueSurvey {
    /// The largest finite value and the first cell that has it, in reading order.
    struct Peak: Equatable {
        let value: Float
        /// The place in the grid's list of panels, and the cell in it.
        let panel: Int
        let row: Int
        let column: Int
        /// How many cells have this value.
        var count = 1
    }

    private(set) var peak: Peak?
    /// The mean over all queries of the weight on the first key; nil where cells stand for several positions, and unless the
    /// values look like attention: every row that is not masked as a whole sums to 1 within 1e-3 and has nothing below 0.
    private(set) var firstKeyShare: Double?

    init(_ grid: HeatmapGrid) {
        var (looksLikeAttention, share, rows) = (grid.cellGrid.size.isOne, 0.0, 0)
        for (place, panel) in grid.panels.enumerated() {
            guard let panel else { continue }
            let (values, masked) = (panel.values.elements, panel.masked)
            for row in 0..<panel.rows {
                var (sum, open) = (0.0, 0)
                for column in 0..<panel.columns {
                    let index = row * panel.columns + column
                    if let masked, masked[index] { continue }
                    let value = values[index]
                    open += 1
                    sum += Double(value)
                    if !(value >= 0) { looksLikeAttention = false }
                    see(value, panel: place, row: row, column: column)
                }
                guard open > 0 else { continue }
                rows += 1
                // A sum that is not a number is not near 1 either.
                if !((sum - 1).magnitude <= 1e-3) { looksLikeAttention = false }
                let first = row * panel.columns
                if masked?[first] != true { share += Double(values[first]) }
            }
        }
        if looksLikeAttention, rows > 0, grid.cellGrid.keys > 1 {
            firstKeyShare = share / Double(rows)
        }
    }

    private mutating func see(_ value: Float, panel: Int, row: Int, column: Int) {
        guard let peak else {
            if value.isFinite { self.peak = Peak(value: value, panel: panel, row: row, column: column) }
            return
        }
        if value == peak.value {
            self.peak?.count += 1
        } else if value > peak.value, value.isFinite {
            self.peak = Peak(value: value, panel: panel, row: row, column: column)
        }
    }
}
