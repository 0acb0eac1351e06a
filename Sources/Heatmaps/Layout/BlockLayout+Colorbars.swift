/// Colorbars, and the legend of masked cells and NaN.
extension BlockLayout {
    func bar(_ index: Int) -> BarLayout<Measurer> {
        BarLayout(
            scale: scales.scales[index], scaleIndex: index,
            clipped: (scales.clipped[index].isBelow, scales.clipped[index].isAbove), label: grid.colorbar.label,
            format: grid.annotation.map { scales.format($0, scale: index) }, theme: theme, measurer: measurer)
    }

    /// The box around each bar of a panel, a row or a column and its labels; the middle of the panel is at (0, 0).
    private var barBoxes: [SceneRect] {
        scales.scales.indices.map { index in
            colorbar == .bottom
                ? bar(index).horizontal(y: 0, center: 0, length: panelSize.width * theme.colorbarLength).bounds
                : bar(index).vertical(x: 0, center: 0, length: panelSize.height * theme.colorbarLength).bounds
        }
    }

    /// How large the largest bar is, with its labels.
    var barSize: FigureSize {
        let boxes = barBoxes
        return FigureSize(width: boxes.map(\.width).max() ?? 0, height: boxes.map(\.height).max() ?? 0)
    }

    /// How far bars below panels reach beyond them: one bar may have an arrow or a long label where others have none.
    var barReach: (left: Double, right: Double) {
        let half = panelSize.width / 2
        let boxes = barBoxes
        return (boxes.map { -$0.x - half }.max() ?? 0, boxes.map { $0.maxX - half }.max() ?? 0)
    }

    /// Bars of single panels that stand among the panels: at the right of each, or below those of the upper rows.
    mutating func placeInnerColorbars() {
        guard hasPanelBars else { return }
        for panel in plan.panels where colorbar == .right || panel.row < grid.rows - 1 {
            let scale = bar(scales.index(row: panel.row, column: panel.column))
            if colorbar == .right {
                plan += scale.vertical(
                    x: snapped(panel.frame.maxX + surroundings.marginal + theme.colorbarGap), center: panel.frame.midY,
                    length: panelSize.height * theme.colorbarLength)
            } else {
                let isLabelled = grid.panel(row: panel.row + 1, column: panel.column) == nil
                let labels = isLabelled ? surroundings.belowHeight : 0
                plan += scale.horizontal(
                    y: snapped(panel.frame.maxY + labels + theme.colorbarGap), center: panel.frame.midX,
                    length: panelSize.width * theme.colorbarLength)
            }
        }
    }

    /// Bars that stand outside of all panels and labels.
    mutating func placeOuterColorbars() {
        guard colorbar != .none, !(hasPanelBars && colorbar == .right) else { return }
        let bounds = plan.bounds
        // For each bar the box around its panels, by the index of its scale.
        var groups: [Int: SceneRect] = [:]
        for panel in plan.panels where !hasPanelBars || panel.row == grid.rows - 1 {
            let index = scales.index(row: panel.row, column: panel.column)
            groups[index] = groups[index]?.union(panel.frame) ?? panel.frame
        }
        for (index, frame) in groups.sorted(by: { $0.key < $1.key }) {
            if colorbar == .right {
                plan += bar(index).vertical(
                    x: snapped(bounds.maxX + theme.colorbarGap), center: frame.midY,
                    length: frame.height * theme.colorbarLength)
            } else {
                plan += bar(index).horizontal(
                    y: snapped(bounds.maxY + theme.colorbarGap), center: frame.midX,
                    length: frame.width * theme.colorbarLength)
            }
        }
    }

    /// Names the looks that are not on the colorbar: masked cells and NaN.
    mutating func placeLegend() {
        var entries: [(CellKind, String)] = []
        if scales.maskedCount > 0 { entries.append((.masked, "masked")) }
        if scales.notANumberCount > 0 { entries.append((.notANumber, "NaN")) }
        guard !entries.isEmpty else { return }
        let style = theme.style(theme.tickLabelSize)
        let side = snapped(theme.colorbarWidth)
        let isUnderBar = colorbar == .right && (scales.sharing == .shared || scales.sharing == .row)
        var corner = ScenePoint(x: block.x, y: snapped(plan.bounds.maxY + padding * 1.5))
        if isUnderBar, let bar = plan.bars.last {
            let arrow = plan.arrows.last { $0.scale == bar.scale && !$0.isAbove }?.box.maxY ?? bar.frame.maxY
            let barLabels = max(bar.frame.maxY + theme.tickLabelSize / 2, arrow)
            corner = ScenePoint(x: bar.frame.x, y: snapped(barLabels + padding))
            let widest = entries.map { width($0.1, theme.tickLabelSize) }.max() ?? 0
            let entry = SceneRect(x: corner.x, y: corner.y, width: side + padding + widest, height: side)
            corner.y = snapped(corner.y + Clearance.downwards([entry], past: plan.boxes))
        }
        for (kind, text) in entries {
            let frame = SceneRect(x: corner.x, y: corner.y, width: side, height: side)
            plan.swatches.append(LayoutPlan.Swatch(kind: kind, frame: frame))
            let run = TextRun(
                text, style: style, color: theme.labelColor,
                at: ScenePoint(x: frame.maxX + padding, y: frame.midY), horizontal: .start, vertical: .middle,
                measurer: measurer)
            plan.texts.append(run)
            if isUnderBar {
                corner.y = snapped(frame.maxY + padding)
            } else {
                corner.x = snapped(run.box.maxX + padding * 3)
            }
        }
    }
}
