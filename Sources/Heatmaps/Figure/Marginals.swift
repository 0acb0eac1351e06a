/// The marginals of all panels of a grid, under one scale each.
struct Marginals {
    /// One for each place of the grid; nil where it is empty.
    let panels: [PanelMarginals?]
    let largestReceived: Double
    let largestEntropy: Double

    /// - Throws: `FigureError.negativeWeight`.
    init(_ grid: HeatmapGrid) throws(FigureError) {
        var panels: [PanelMarginals?] = []
        for panel in grid.panels {
            guard let panel else {
                panels.append(nil)
                continue
            }
            panels.append(try PanelMarginals(panel))
        }
        self.panels = panels
        largestReceived = panels.compactMap { $0?.received.max() }.max() ?? 0
        largestEntropy = panels.compactMap { $0?.entropy.max() }.max() ?? 0
    }
}
