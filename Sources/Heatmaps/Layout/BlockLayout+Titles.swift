/// Titles of rows, columns, panels and the figure, and the caption.
extension BlockLayout {
    mutating func placeTitles() {
        let style = theme.style(theme.panelTitleSize)
        let left = plan.bounds.x - padding * 1.5
        for (row, title) in grid.titles.rows.enumerated() {
            let y = Double(row) * (panelSize.height + snapped(rowGap)) + panelSize.height / 2
            plan.texts.append(
                TextRun(
                    title, style: style, color: theme.titleColor, at: Point(x: left, y: y), horizontal: .end,
                    vertical: .middle, measurer: measurer))
        }
        var top = block.y - padding
        for place in plan.panels {
            guard let title = grid.panel(row: place.row, column: place.column)?.title else { continue }
            let run = TextRun(
                title, style: style, color: theme.titleColor,
                at: Point(x: place.frame.midX, y: place.frame.y - padding), measurer: measurer)
            top = min(top, run.box.y - padding)
            plan.texts.append(run)
        }
        for (column, title) in grid.titles.columns.enumerated() {
            let x = Double(column) * (panelSize.width + snapped(columnGap)) + panelSize.width / 2
            plan.texts.append(
                TextRun(title, style: style, color: theme.titleColor, at: Point(x: x, y: top), measurer: measurer))
        }
    }

    mutating func placeFigureTitle() {
        guard let title = grid.titles.figure else { return }
        let style = theme.style(theme.titleSize)
        let descent = measurer.measure(title, style: style).box.maxY
        let anchor = Point(x: block.midX, y: plan.bounds.y - padding * 1.6 - max(0, descent))
        plan.texts.append(
            TextRun(title, style: style, color: theme.titleColor, at: anchor, measurer: measurer))
    }

    mutating func placeCaption() {
        guard sizing.pooling > 1 else { return }
        // The page must say that a cell is not a weight.
        let text = "1 cell = max of \(sizing.pooling) × \(sizing.pooling)"
        plan.texts.append(
            TextRun(
                text, style: theme.style(theme.tickLabelSize), color: theme.labelColor,
                at: Point(x: block.x, y: plan.bounds.maxY + padding * 1.5), horizontal: .start, vertical: .top,
                measurer: measurer))
    }

    mutating func noteThinning() {
        for (name, labels, axis) in [("x", below, grid.x), ("y", beside, grid.y)] where labels.step > 1 {
            guard case .tokens(let tokens) = axis.labels else { continue }
            plan.notes.append(
                "the \(name) axis shows \(labels.labels.count) of \(tokens.count) labels, one in \(labels.step); "
                    + "larger cells show more (--cell-size)")
        }
    }
}
