/// The bars of the marginals: for each panel one filled shape above it and one at its right, on lines of their own.
struct MarginalBars {
    let marginals: Marginals
    let plan: LayoutPlan
    let theme: Theme

    var items: [SceneItem] {
        var items: [SceneItem] = []
        var lines: [Line] = []
        for strip in plan.marginals {
            guard let panel = marginals.panels[strip.place] else { continue }
            let values = strip.isAbove ? panel.received : panel.entropy
            let largest = strip.isAbove ? marginals.largestReceived : marginals.largestEntropy
            let count = strip.isAbove ? plan.cellSize.keys : plan.cellSize.queries
            let shares = PanelMarginals.pooled(values, by: count).map { largest > 0 ? $0 / largest : 0 }
            let corners = strip.isAbove ? above(shares, strip.frame) : beside(shares, strip.frame)
            items.append(
                .polygon(Polygon(corners: corners, fill: theme.marginalFill, line: theme.marginalFill, width: 0)))
            let frame = strip.frame
            lines.append(
                strip.isAbove
                    ? Line(start: Point(x: frame.x, y: frame.maxY), end: Point(x: frame.maxX, y: frame.maxY))
                    : Line(start: Point(x: frame.x, y: frame.y), end: Point(x: frame.x, y: frame.maxY)))
        }
        let strokes = StrokeGroup(color: theme.lineColor, width: theme.lineWidth, lines: lines, outlines: [])
        return items + [.strokes(strokes)]
    }

    private func above(_ shares: [Double], _ frame: Rect) -> [Point] {
        steps(shares) { Point(x: frame.x + $0 * plan.cell.width, y: frame.maxY - $1 * frame.height) }
    }

    private func beside(_ shares: [Double], _ frame: Rect) -> [Point] {
        steps(shares) { Point(x: frame.x + $1 * frame.width, y: frame.y + $0 * plan.cell.height) }
    }

    /// The outline of bars that stand side by side: out from the base, along their ends, and back.
    private func steps(_ shares: [Double], _ point: (_ cell: Double, _ share: Double) -> Point) -> [Point] {
        let ends = shares.enumerated().flatMap {
            [point(Double($0.offset), $0.element), point(Double($0.offset + 1), $0.element)]
        }
        return [point(0, 0)] + ends + [point(Double(shares.count), 0)]
    }
}
