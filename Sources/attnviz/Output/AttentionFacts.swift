import Heatmaps

extension HeatmapAxis {
    /// Names the axis; its positions are called query and key on axes of queries and keys.
    mutating func rename(_ label: String?) {
        self.label = label
        positionName = label == "Queries" ? "query" : label == "Keys" ? "key" : nil
    }
}

extension HeatmapGrid {
    /// The mean attention on the first key in words: "Mean attention on the first key, <s>: 0.31."; nil unless the values look
    /// like attention.
    var firstKeyFact: String? {
        guard let share = firstKeyShare else { return nil }
        var key = ""
        if case .tokens(let tokens) = x.labels, let first = tokens.first { key = ", \(first)" }
        return "Mean attention on the first key\(key): \(NumberText.general(share))."
    }

    /// The mean over all queries of the weight on the first key; nil where cells stand for several positions, and unless the
    /// values look like attention: every row that is not masked as a whole sums to 1 within 1e-3 and has nothing below 0.
    private var firstKeyShare: Double? {
        guard cellGrid.size.isOne, cellGrid.keys > 1 else { return nil }
        var (share, rows) = (0.0, 0)
        for panel in panels.compactMap({ $0 }) {
            for row in 0..<panel.rows {
                let cells = row * panel.columns..<(row + 1) * panel.columns
                let open = cells.filter { panel.masked?[$0] != true }
                guard !open.isEmpty else { continue }
                let weights = open.map { panel.values.elements[$0] }
                // A sum that is not a number is not near 1 either.
                let sum = weights.reduce(0) { $0 + Double($1) }
                guard weights.allSatisfy({ $0 >= 0 }), (sum - 1).magnitude <= 1e-3 else { return nil }
                rows += 1
                if open.first == cells.lowerBound { share += Double(weights[0]) }
            }
        }
        return rows > 0 ? share / Double(rows) : nil
    }
}
