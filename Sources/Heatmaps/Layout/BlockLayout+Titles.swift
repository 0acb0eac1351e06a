/// Titles of panels, rows, columns and the figure, and the caption.
extension BlockLayout {
    mutating func placeOuterTitles() {
        let left = plan.bounds.x - padding * 1.5
        for (row, title) in grid.titles.rows.enumerated() {
            let y = Double(row) * (panelSize.height + gaps.height) + panelSize.height / 2
            plan.texts.append(rowTitle(title, at: ScenePoint(x: left, y: y)))
        }
        let top = panelTitlesTop
        var columns = grid.titles.columns.enumerated().map { column, title in
            let x = Double(column) * (panelSize.width + gaps.width) + panelSize.width / 2
            return TextRun(
                title, style: theme.style(theme.panelTitleSize), color: theme.titleColor, at: ScenePoint(x: x, y: top),
                measurer: measurer)
        }
        let distance = Clearance.upwards(columns.map(\.box), past: plan.boxes)
        for index in columns.indices { columns[index].move(x: 0, y: -distance) }
        plan.texts += columns
    }

    /// Titles of panels belong to the block: what stands around it keeps clear of them.
    mutating func placePanelTitles() {
        panelTitlesTop = block.y - surroundings.marginal - padding
        for panel in plan.panels {
            guard let title = grid.panel(row: panel.row, column: panel.column)?.title else { continue }
            var run = panelTitle(title, above: panel.frame)
            run.move(x: 0, y: -surroundings.titleOffset - surroundings.marginal)
            panelTitlesTop = min(panelTitlesTop, run.box.y - padding)
            plan.texts.append(run)
        }
    }

    func rowTitle(_ title: String, at anchor: ScenePoint) -> TextRun {
        TextRun(
            title, style: theme.style(theme.panelTitleSize), color: theme.titleColor, at: anchor, horizontal: .end,
            vertical: .middle, measurer: measurer)
    }

    func panelTitle(_ title: String, above panel: SceneRect) -> TextRun {
        TextRun(
            title, style: theme.style(theme.panelTitleSize), color: theme.titleColor,
            at: ScenePoint(x: panel.midX, y: panel.y - padding), measurer: measurer)
    }

    mutating func placeFigureTitle() {
        guard let title = grid.titles.figure else { return }
        let style = theme.style(theme.titleSize)
        let descent = measurer.measure(title, style: style).box.maxY
        let anchor = ScenePoint(x: block.midX, y: plan.bounds.y - padding * 1.6 - max(0, descent))
        plan.texts.append(
            TextRun(title, style: style, color: theme.titleColor, at: anchor, measurer: measurer))
    }

    /// The lines below the figure: the size of pooled cells, and the number of values outside of the colour scale.
    mutating func placeCaption() {
        var lines: [String] = []
        if !sizing.cellSize.isOne {
            // An axis may have fewer positions than a cell could hold.
            let positions = [grid.cellGrid.queries, grid.cellGrid.keys]
            let sides = zip(positions, sizing.cellSize.sides).map { String(min($0, $1)) }
            lines.append("1 cell = \(grid.poolingRule.rawValue) of \(sides.joined(separator: " × "))")
        }
        let clipped = scales.clipped.reduce(0) { $0 + $1.below + $1.above }
        if clipped > 0 {
            lines.append(
                "\(clipped) of \(scales.finiteCount) \(sizing.cellSize.isOne ? "value" : "cell")s \(clipped == 1 ? "lies" : "lie") beyond the colour scale"
            )
        }
        for line in lines {
            plan.texts.append(
                TextRun(
                    line, style: theme.style(theme.tickLabelSize), color: theme.labelColor,
                    at: ScenePoint(x: block.x, y: plan.bounds.maxY + padding * 1.5), horizontal: .start, vertical: .top,
                    measurer: measurer))
        }
    }

    mutating func noteThinning() {
        for (name, labels, axis) in [("x", below, grid.x), ("y", beside, grid.y)] where labels.step > 1 {
            guard case .tokens(let tokens) = axis.labels else { continue }
            let isPageFixed = grid.page.width != nil || grid.page.height != nil
            plan.isThinned = true
            plan.notes.append(
                .thinnedLabels(
                    axis: name, shown: labels.labels.count, count: tokens.count, step: labels.step,
                    isPageFixed: isPageFixed))
        }
    }
}
