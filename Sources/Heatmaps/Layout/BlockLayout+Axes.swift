/// Tick labels and the names of the axes.
extension BlockLayout {
    /// The outer panels carry the labels: those without a panel below, and those without one at the left.
    mutating func placeTickLabels() {
        for panel in plan.panels {
            if grid.panel(row: panel.row + 1, column: panel.column) == nil { labelBelow(panel.frame) }
            if grid.panel(row: panel.row, column: panel.column - 1) == nil { labelBeside(panel.frame) }
        }
    }

    mutating func labelBelow(_ frame: SceneRect) {
        let style = theme.style(below.size)
        for label in below.labels {
            let x = frame.x + label.center
            let end = frame.maxY + theme.tickLength
            plan.ticks.append(SceneLine(start: ScenePoint(x: x, y: frame.maxY), end: ScenePoint(x: x, y: end)))
            let anchor = ScenePoint(x: x, y: end + theme.tickPadding + surroundings.belowOffset)
            let run =
                switch below.direction {
                case .across:
                    TextRun(
                        label.text, style: style, color: theme.labelColor, at: anchor, vertical: .top,
                        measurer: measurer)
                case .slanted, .upwards:
                    TextRun(
                        label.text, style: style, color: theme.labelColor, at: anchor, horizontal: .end,
                        vertical: .middle, direction: below.direction, measurer: measurer)
                }
            plan.texts.append(run)
        }
        segmentsBelow(frame)
    }

    mutating func labelBeside(_ frame: SceneRect) {
        for label in beside.labels {
            let y = frame.y + label.center
            let end = frame.x - theme.tickLength
            plan.ticks.append(SceneLine(start: ScenePoint(x: end, y: y), end: ScenePoint(x: frame.x, y: y)))
            plan.texts.append(
                TextRun(
                    label.text, style: theme.style(beside.size), color: theme.labelColor,
                    at: ScenePoint(x: end - theme.tickPadding, y: y), horizontal: .end, vertical: .middle,
                    measurer: measurer))
        }
        segmentsBeside(frame)
    }

    /// The box around all panels.
    var block: SceneRect {
        guard let first = plan.panels.first?.frame else { return SceneRect(x: 0, y: 0, width: 0, height: 0) }
        return plan.panels.dropFirst().reduce(first) { $0.union($1.frame) }
    }

    /// In small grids each outer panel has the axis name; in large ones it stands once, in the middle.
    private static var mostRepeatedLabels: Int { 3 }

    /// - Parameter tickBounds: the box around the panels and their tick labels.
    mutating func placeAxisLabels(outside tickBounds: SceneRect) {
        let block = self.block
        let style = theme.style(theme.axisLabelSize)
        if let label = grid.x.label {
            let room = panelSize.width + (grid.columns > 1 ? gaps.width : .infinity)
            let isRepeated =
                max(grid.rows, grid.columns) <= Self.mostRepeatedLabels
                && width(label, theme.axisLabelSize) + theme.axisLabelSize <= room
            let bottom = plan.panels.filter { $0.row == grid.rows - 1 }
            for center in isRepeated && !bottom.isEmpty ? bottom.map(\.frame.midX) : [block.midX] {
                plan.texts.append(
                    TextRun(
                        label, style: style, color: theme.labelColor,
                        at: ScenePoint(x: center, y: tickBounds.maxY + padding), vertical: .top, measurer: measurer))
            }
        }
        if let label = grid.y.label {
            let room = panelSize.height + (grid.rows > 1 ? gaps.height : .infinity)
            let isRepeated =
                max(grid.rows, grid.columns) <= Self.mostRepeatedLabels
                && width(label, theme.axisLabelSize) + theme.axisLabelSize <= room
            let left = plan.panels.filter { $0.column == 0 }
            var runs = (isRepeated && !left.isEmpty ? left.map(\.frame.midY) : [block.midY]).map { center in
                TextRun(
                    label, style: style, color: theme.labelColor, at: ScenePoint(x: tickBounds.x - padding, y: center),
                    vertical: .bottom, direction: .upwards, measurer: measurer)
            }
            let distance = Clearance.leftwards(runs.map(\.box), past: plan.boxes)
            for index in runs.indices { runs[index].move(x: -distance, y: 0) }
            plan.texts += runs
        }
    }
}
