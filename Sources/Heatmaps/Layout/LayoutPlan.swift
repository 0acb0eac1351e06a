import Tensors

/// The positions of all parts of a figure, in points.
struct LayoutPlan: Sendable {
    struct PlannedPanel {
        let row: Int
        let column: Int
        var frame: SceneRect
    }

    struct Bar {
        /// The index of its scale in `ColorScales.scales`.
        let scale: Int
        let isVertical: Bool
        var frame: SceneRect
    }

    /// The arrow at an end of a bar, where values lie outside of the scale.
    struct Arrow {
        /// The index of its scale in `ColorScales.scales`.
        let scale: Int
        /// Whether it stands for the values above the scale.
        let isAbove: Bool
        /// Two corners on the bar, then the tip.
        var corners: [ScenePoint]

        var box: SceneRect { SceneRect(around: corners) }
    }

    /// The bars above a panel or at its right.
    struct MarginalStrip {
        /// The index of the panel in the grid's list.
        let panel: Int
        let isAbove: Bool
        var frame: SceneRect
    }

    /// A sample of a masked cell or of NaN in the legend.
    struct Swatch {
        let kind: CellKind
        var frame: SceneRect
    }

    var page = FigureSize(width: 0, height: 0)
    var panels: [PlannedPanel] = []
    var bars: [Bar] = []
    var arrows: [Arrow] = []
    var swatches: [Swatch] = []
    var marginals: [MarginalStrip] = []
    var ticks: [SceneLine] = []
    /// Lines across the panels, between parts of an axis.
    var separators: [SceneLine] = []
    var texts: [TextRun] = []
    /// The size of a drawn cell.
    var cell = FigureSize(width: 0, height: 0)
    /// How many positions a drawn cell stands for.
    var cellSize: CellSize = 1
    /// The rank of the size of the cells, see `CellSizing`.
    var rank = 1
    /// Facts about the figure that it does not show itself.
    var notes: [FigureNote] = []

    /// Whether labels of positions were left out.
    var isThinned = false
    /// Whether every cell and every label is there.
    var isComplete: Bool { cellSize.isOne && !isThinned }

    /// The boxes that labels must not overlap.
    var boxes: [SceneRect] {
        panels.map(\.frame) + marginals.map(\.frame) + bars.map(\.frame) + arrows.map(\.box) + swatches.map(\.frame)
            + texts.map(\.box)
    }

    /// The rectangle around everything.
    var bounds: SceneRect {
        let boxes =
            boxes
            + ticks.map {
                SceneRect(x: $0.start.x, y: $0.start.y, width: $0.end.x - $0.start.x, height: $0.end.y - $0.start.y)
            }
        guard let first = boxes.first else { return SceneRect(x: 0, y: 0, width: 0, height: 0) }
        return boxes.dropFirst().reduce(first) { $0.union($1) }
    }

    /// Adds the pieces of another plan in the same coordinates.
    static func += (plan: inout LayoutPlan, piece: LayoutPlan) {
        plan.panels += piece.panels
        plan.bars += piece.bars
        plan.arrows += piece.arrows
        plan.swatches += piece.swatches
        plan.ticks += piece.ticks
        plan.texts += piece.texts
    }

    mutating func move(x: Double, y: Double) {
        for index in panels.indices { panels[index].frame = panels[index].frame.offset(x: x, y: y) }
        for index in marginals.indices { marginals[index].frame = marginals[index].frame.offset(x: x, y: y) }
        for index in bars.indices { bars[index].frame = bars[index].frame.offset(x: x, y: y) }
        for index in swatches.indices { swatches[index].frame = swatches[index].frame.offset(x: x, y: y) }
        for index in arrows.indices {
            arrows[index].corners = arrows[index].corners.map { ScenePoint(x: $0.x + x, y: $0.y + y) }
        }
        for index in texts.indices { texts[index].move(x: x, y: y) }
        for index in separators.indices { separators[index] = separators[index].offset(x: x, y: y) }
        for index in ticks.indices { ticks[index] = ticks[index].offset(x: x, y: y) }
    }
}
