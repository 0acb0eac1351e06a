/// Bars above the panels and at their right.
extension BlockLayout {
    /// The distance between a panel and its bars.
    private static var distance: Double { 2.5 }

    /// How far the bars reach out of a panel.
    var marginalDepth: Double { snapped(theme.marginalLength + Self.distance) }

    mutating func placeMarginals() {
        guard marginals != nil else { return }
        let length = theme.marginalLength
        for panel in plan.panels {
            let index = panel.row * grid.columns + panel.column
            guard grid.panels[index]?.marginals != nil else { continue }
            let frame = panel.frame
            plan.marginals += [
                LayoutPlan.MarginalStrip(
                    panel: index, isAbove: true,
                    frame: SceneRect(
                        x: frame.x, y: frame.y - Self.distance - length, width: frame.width, height: length)),
                LayoutPlan.MarginalStrip(
                    panel: index, isAbove: false,
                    frame: SceneRect(x: frame.maxX + Self.distance, y: frame.y, width: length, height: frame.height)),
            ]
        }
    }

    /// One scale holds for all panels: it is named once, at the first row.
    mutating func nameMarginals() {
        guard let marginals, let first = plan.panels.first,
            let last = plan.panels.last(where: { $0.row == first.row })
        else { return }
        let baseline = first.frame.y - Self.distance
        if let lines = grid.captionAbove?.lines(largest: marginals.above) {
            add(lines, .end, x: first.frame.x - theme.tickPadding, bottom: baseline)
        }
        if let lines = grid.captionBeside?.lines(largest: marginals.beside) {
            add(lines, .start, x: last.frame.maxX + Self.distance, bottom: baseline)
        }
    }

    /// Two lines of small text, the lower one on `bottom`, moved up where something is in the way.
    private mutating func add(_ lines: [String], _ side: TextRun.Horizontal, x: Double, bottom: Double) {
        let style = theme.style(max(min(theme.tickLabelSize, theme.smallestLabelSize), theme.tickLabelSize * 0.85))
        var runs = lines.reversed().enumerated().map { index, text in
            TextRun(
                text, style: style, color: theme.labelColor,
                at: ScenePoint(x: x, y: bottom - Double(index) * style.size * 1.15), horizontal: side,
                measurer: measurer)
        }
        let distance = Clearance.upwards(runs.map(\.box), past: plan.boxes)
        for index in runs.indices { runs[index].move(x: 0, y: -distance) }
        plan.texts += runs
    }
}
