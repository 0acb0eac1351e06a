/// The distances between panels: labels, titles and bars between panels are measured first.
extension BlockLayout {
    /// Measures what stands around every panel, then the gaps that hold it.
    mutating func measureGaps() {
        let panel = SceneRect(x: 0, y: 0, width: panelSize.width, height: panelSize.height)
        var probe = self
        probe.labelBeside(panel)
        let besideTexts = probe.plan.texts.map(\.box)
        let besideBox = besideTexts.isEmpty ? panel : probe.plan.bounds
        surroundings.besideWidth = max(0, -besideBox.x)
        // Labels of tiny panels are higher than the panel; so may bars be.
        surroundings.overhang = max(0, -besideBox.y, besideBox.maxY - panel.maxY)
        if colorbar != .none, scales.sharing != .shared {
            surroundings.bar = barSize
        }
        if hasPanelBars, colorbar == .right {
            surroundings.barOverhang = max(0, (surroundings.bar.height - panelSize.height) / 2)
        }
        let obstacles = besideTexts + barPlaces(panel)
        probe.plan = LayoutPlan()
        probe.labelBelow(panel)
        surroundings.belowOffset = Clearance.downwards(probe.plan.texts.map(\.box), past: obstacles)
        if !probe.plan.texts.isEmpty {
            surroundings.belowHeight = max(0, probe.plan.bounds.maxY - panel.maxY) + surroundings.belowOffset
            surroundings.belowReach = max(0, -probe.plan.bounds.x)
        }
        let titles = grid.panels.compactMap { $0?.title }.map { panelTitle($0, above: panel).box }
        surroundings.titleOffset = Clearance.upwards(titles, past: obstacles)
        if let top = titles.map(\.y).min() {
            surroundings.titleHeight = max(theme.panelTitleSize + padding, -top) + surroundings.titleOffset
        }
        surroundings.marginal = marginals != nil ? marginalDepth : 0
        // Whether labels may hang into a hole depends on the distance to the next column.
        gaps.width = snapped(columnGap)
        gaps.height = snapped(rowGap)
    }

    /// Where a bar of its own stands beside a panel, when it is higher than the panel.
    private func barPlaces(_ panel: SceneRect) -> [SceneRect] {
        guard surroundings.barOverhang > 0 else { return [] }
        let width = surroundings.bar.width
        let (top, height) = (-surroundings.barOverhang, panel.height + 2 * surroundings.barOverhang)
        // Labels of one panel may reach the bar at its right, and those of the next the bar at its left.
        return [
            SceneRect(x: panel.maxX, y: top, width: .greatestFiniteMagnitude, height: height),
            SceneRect(x: -1e6 - theme.panelGap - width, y: top, width: 1e6 + width, height: height),
        ]
    }

    private func hasPanel(_ row: Int, _ column: Int) -> Bool { grid.panel(row: row, column: column) != nil }

    private var columnGap: Double {
        guard grid.columns > 1 else { return 0 }
        var gap = theme.panelGap
        let titles = grid.titles.columns + grid.panels.compactMap { $0?.title }
        let widest = titles.map { width($0, theme.panelTitleSize) }.max() ?? 0
        gap = max(gap, widest - panelSize.width + theme.panelTitleSize)
        if below.direction == .across, let first = below.labels.first, let last = below.labels.last {
            let overhang =
                width(first.text, below.size) / 2 - first.center
                + width(last.text, below.size) / 2 - (panelSize.width - last.center)
            gap = max(gap, overhang + below.size)
        }
        let barWidth = colorbar == .right && hasPanelBars ? theme.colorbarGap + surroundings.bar.width : 0
        gap += barWidth + surroundings.marginal
        if colorbar == .bottom, scales.sharing != .shared {
            gap = max(gap, barReach.left + barReach.right + theme.tickLabelSize)
        }
        // Where the neighbour at the left is missing, the labels extend into its area.
        for row in 0..<grid.rows {
            for column in 1..<grid.columns where hasPanel(row, column) && !hasPanel(row, column - 1) {
                guard let neighbor = (0..<column).last(where: { hasPanel(row, $0) }) else { continue }
                let holes = Double(column - neighbor - 1)
                let needed =
                    surroundings.besideWidth + theme.panelGap + barWidth + surroundings.marginal - holes
                    * panelSize.width
                gap = max(gap, needed / (holes + 1))
            }
        }
        return gap
    }

    private var rowGap: Double {
        guard grid.rows > 1 else { return 0 }
        var gap = theme.panelGap
        if colorbar == .right, scales.sharing == .row {
            gap = max(gap, surroundings.bar.height - panelSize.height + theme.panelGap)
        }
        let titles = grid.titles.rows.map { rowTitle($0, at: ScenePoint(x: 0, y: 0)).box }
        if let top = titles.map(\.y).min(), let bottom = titles.map(\.maxY).max() {
            gap = max(gap, bottom - top - panelSize.height + padding)
        }
        let lastTitledRow = (grid.panels.lastIndex { $0?.title != nil } ?? 0) / grid.columns
        for row in 0..<grid.rows - 1 {
            for column in 0..<grid.columns where hasPanel(row, column) {
                gap = max(gap, roomBelow(row, column, lastTitledRow: lastTitledRow))
            }
        }
        return gap
    }

    /// The row gap that the panel at (row, column) needs for its labels and its bar.
    private func roomBelow(_ row: Int, _ column: Int, lastTitledRow: Int) -> Double {
        let titleHeight = (row < lastTitledRow ? surroundings.titleHeight : 0) + surroundings.marginal
        let hanging = max(belowHeight(row, column), surroundings.barOverhang)
        let standing = max(titleHeight, surroundings.barOverhang)
        // Labels that are a little higher than their panel may use the gap that is there anyway.
        let overhang = surroundings.overhang
        let needed = max(
            hanging + standing + theme.panelGap, max(hanging, overhang) + max(standing, overhang) + padding / 2)
        guard !hasPanel(row + 1, column) else {
            return needed
        }
        let next = (row + 1..<grid.rows).first { hasPanel($0, column) }
        // The hole below takes the labels, unless they leave its column or labels of other panels are there.
        let staysInColumn = surroundings.belowReach <= gaps.width / 2 || below.direction == .across
        let isAlone = (row + 1..<(next ?? grid.rows)).allSatisfy { lower in
            !(column..<grid.columns).contains { hasPanel(lower, $0) }
        }
        guard staysInColumn, isAlone else { return needed }
        guard let next else { return 0 }
        let holes = Double(next - row - 1)
        return (needed - holes * panelSize.height) / (holes + 1)
    }

    /// How far tick labels and a bar of its own hang below a panel that is not in the last row.
    private func belowHeight(_ row: Int, _ column: Int) -> Double {
        let labels = hasPanel(row + 1, column) ? 0 : surroundings.belowHeight
        guard hasPanelBars, colorbar == .bottom else { return labels }
        return labels + theme.colorbarGap + surroundings.bar.height
    }

    var hasPanelBars: Bool { scales.sharing == .panel && colorbar != .none }
}
