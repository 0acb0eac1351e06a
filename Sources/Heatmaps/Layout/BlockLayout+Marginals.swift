/// Bars above the panels and at their right: what keys receive, and how spread the attention of queries is.
extension BlockLayout {
    /// The distance between a panel and its bars.
    private static var distance: Double { 2.5 }

    /// How far the bars reach out of a panel.
    var marginalDepth: Double { snapped(theme.marginalLength + Self.distance) }

    mutating func placeMarginals() {
        guard marginals != nil else { return }
        let length = theme.marginalLength
        for panel in plan.panels {
            let place = panel.row * grid.columns + panel.column
            let frame = panel.frame
            plan.marginals += [
                LayoutPlan.MarginalPlace(
                    place: place, isAbove: true,
                    frame: Rect(x: frame.x, y: frame.y - Self.distance - length, width: frame.width, height: length)),
                LayoutPlan.MarginalPlace(
                    place: place, isAbove: false,
                    frame: Rect(x: frame.maxX + Self.distance, y: frame.y, width: length, height: frame.height)),
            ]
        }
    }

    /// One scale holds for all panels: it is named once, at the first row.
    mutating func nameMarginals() {
        guard let marginals, let first = plan.panels.first,
            let last = plan.panels.last(where: { $0.row == first.row })
        else { return }
        let baseline = first.frame.y - Self.distance
        let received = ["received", "max \(NumberText.general(marginals.largestReceived, digits: 2))"]
        let entropy = ["entropy", "max \(NumberText.general(marginals.largestEntropy, digits: 2)) nats"]
        place(received, .end, x: first.frame.x - theme.tickPadding, bottom: baseline)
        place(entropy, .start, x: last.frame.maxX + Self.distance, bottom: baseline)
    }

    /// Two lines of small text, the lower one on `bottom`, moved up where something is in the way.
    private mutating func place(_ lines: [String], _ side: TextRun.Horizontal, x: Double, bottom: Double) {
        let style = theme.style(max(min(theme.tickLabelSize, theme.smallestLabelSize), theme.tickLabelSize * 0.85))
        var runs = lines.reversed().enumerated().map { index, text in
            TextRun(
                text, style: style, color: theme.labelColor,
                at: Point(x: x, y: bottom - Double(index) * style.size * 1.15), horizontal: side, measurer: measurer)
        }
        let distance = Clearance.upwards(runs.map(\.box), past: plan.boxes)
        for index in runs.indices { runs[index].move(x: 0, y: -distance) }
        plan.texts += runs
    }
}
