import Tensors

/// Values of the positions along both axes of a panel, drawn as bars beside it.
///
/// All panels of a figure share one scale for the bars above them and one for those beside them; both begin at 0. Where a
/// cell holds several positions its bar is the largest of theirs.
public struct PanelMarginals: Hashable, Sendable {
    /// One finite value of at least 0 for each position of the x axis: bars above the panel.
    public var above: [Double]
    /// One finite value of at least 0 for each position of the y axis: bars at the right of the panel.
    public var beside: [Double]

    public init(above: [Double], beside: [Double]) {
        self.above = above
        self.beside = beside
    }

    /// - Throws: `FigureError.marginalCount`, `.marginalValue`.
    func check(_ cells: CellGrid) throws(FigureError) {
        for (side, values, count) in [("above", above, cells.keys), ("beside", beside, cells.queries)] {
            guard values.count == count else {
                throw .marginalCount(side: side, expected: count, found: values.count)
            }
            for (position, value) in values.enumerated() where !(value >= 0 && value.isFinite) {
                throw .marginalValue(side: side, position: position, value: value)
            }
        }
    }
}

/// What the bars on one side of the panels show. It is written once, with the largest of their values: `max 0.75 nats`.
public struct MarginalCaption: Hashable, Sendable {
    public var name: String
    public var unit: String?

    public init(_ name: String, unit: String? = nil) {
        self.name = name
        self.unit = unit
    }

    /// The lines of the caption, from top to bottom.
    func lines(largest: Double) -> [String] {
        let number = "max " + NumberText.general(largest, digits: 2)
        return [name, unit.map { "\(number) \($0)" } ?? number]
    }
}

/// The values that the longest bars of all panels stand for.
struct MarginalScale {
    let above: Double
    let beside: Double

    /// - Returns: nil when no panel has marginals.
    init?(_ grid: HeatmapGrid) {
        let marginals = grid.panels.compactMap { $0?.marginals }
        guard !marginals.isEmpty else { return nil }
        above = marginals.compactMap { $0.above.max() }.max() ?? 0
        beside = marginals.compactMap { $0.beside.max() }.max() ?? 0
    }
}
