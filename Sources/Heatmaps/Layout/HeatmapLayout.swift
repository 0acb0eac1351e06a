/// Lays a figure out: checks it, finds the size of the cells, and positions all parts.
package struct HeatmapLayout<Measurer: TextMeasuring> {
    let grid: HeatmapGrid
    let measurer: Measurer

    package init(_ grid: HeatmapGrid, measurer: Measurer) {
        self.grid = grid
        self.measurer = measurer
    }

    /// The positions of all parts.
    ///
    /// - Throws: as `scene()`.
    ///
    /// - Parameter highestRank: cells are no larger than at this rank; nil for any, see `CellSizing`.
    func plan(
        _ scales: ColorScales, wishedCell: Double? = nil, highestRank: Int? = nil
    ) throws(FigureError) -> LayoutPlan {
        try check()
        let (grid, shortened) = withShortLabels()
        let fitting = try PageFitting(
            grid, scales: scales, wishedCell: wishedCell, highestRank: highestRank, measurer: measurer)
        return finished(try fitting.plan(), scales, shortened: shortened)
    }

    /// The figure with long labels shortened, and how many were.
    private func withShortLabels() -> (grid: HeatmapGrid, count: Int) {
        let style = grid.theme.style(grid.theme.tickLabelSize)
        let ellipsis = Ellipsis(width: grid.theme.longestLabel, style: style, measurer: measurer)
        var short = grid
        var count = 0
        for axis in [\HeatmapGrid.x, \.y] {
            guard case .tokens(let tokens) = grid[keyPath: axis].labels, grid[keyPath: axis].shows != .none else {
                continue
            }
            let texts = tokens.map(ellipsis.shortened)
            count += zip(tokens, texts).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
            short[keyPath: axis].labels = .tokens(texts)
        }
        return (short, count)
    }

    private func finished(_ plan: LayoutPlan, _ scales: ColorScales, shortened: Int) -> LayoutPlan {
        var plan = plan
        let noun = plan.cellSize.isOne ? FigureNote.Noun.value : .cell
        let colormap = grid.colors.colormap
        let below = scales.clipped.reduce(0) { $0 + $1.below }
        let above = scales.clipped.reduce(0) { $0 + $1.above }
        if shortened > 0 { plan.notes.append(.shortenedLabels(count: shortened)) }
        if scales.infiniteCount > 0 { plan.notes.append(.infinite(count: scales.infiniteCount, noun)) }
        if scales.scales.contains(where: { $0.hidesZero }) {
            plan.notes.append(.zeroOffCenter(colormap: colormap.name))
        }
        let ranges = scales.censuses.compactMap { $0?.range }
        // A limit below 0 makes no value negative.
        let hasBothSigns = ranges.contains { $0.lowerBound < 0 } && ranges.contains { $0.upperBound > 0 }
        if hasBothSigns, scales.scales.contains(where: { $0.mixesSigns }) { plan.notes.append(.bothSigns) }
        if let annotation = grid.annotation, annotation.writesAllDigits,
            ranges.contains(where: { max(-$0.lowerBound, $0.upperBound) >= CellAnnotation.largestExact })
        {
            plan.notes.append(.roundedNumbers)
        }
        if let steps = scales.scales.compactMap(\.fewSteps).min() { plan.notes.append(.fewSteps(steps)) }
        if colormap.isCustom, !colormap.isOrdered { plan.notes.append(.unorderedColors(colormap: colormap.name)) }
        if below > 0 { plan.notes.append(.belowScale(count: below, noun)) }
        if above > 0 { plan.notes.append(.aboveScale(count: above, noun)) }
        if scales.notANumberCount > 0 { plan.notes.append(.notANumber(count: scales.notANumberCount, noun)) }
        return plan
    }

    func checkCells() throws(FigureError) {
        let (cells, found) = (grid.cellGrid, grid.panelShape.dimensions)
        if found != [cells.rows, cells.columns] {
            throw .pooledShapeMismatch(
                positions: [cells.queries, cells.keys], size: cells.size, expected: [cells.rows, cells.columns],
                found: found)
        }
        for panel in grid.panels { try panel?.marginals?.check(cells) }
    }

    /// Checks the texts of cells, and that a format for whole numbers has whole numbers.
    func checkAnnotation(_ scales: ColorScales) throws(FigureError) {
        let cells = grid.cellGrid
        let expected = cells.queries * cells.keys
        if let found = grid.panels.lazy.compactMap({ $0?.cellTexts?.count }).first(where: { $0 != expected }) {
            throw .cellTextCount(panels: 1, rows: cells.queries, columns: cells.keys, found: found)
        }
        guard grid.annotation?.style == .whole, cells.size.isOne else { return }
        for (panel, census) in zip(grid.panels, scales.censuses) {
            guard let panel, panel.cellTexts == nil, census?.isWhole == false else { continue }
            let wrong = panel.values.elements.indices.first { index in
                let value = panel.values.elements[index]
                return panel.masked?[index] != true && value.isFinite && value != value.rounded()
                    && grid.isAnnotated(value)
            }
            guard let wrong else { continue }
            throw .notWhole(
                value: Double(panel.values.elements[wrong]), row: wrong / panel.columns, column: wrong % panel.columns)
        }
    }

    private func check() throws(FigureError) {
        try grid.page.check()
        let titles = grid.titles
        for (kind, given, wanted) in [
            ("column", titles.columns.count, grid.columns), ("row", titles.rows.count, grid.rows),
        ] where given > 0 && given != wanted {
            throw .titleCount(kind: kind, expected: wanted, found: given)
        }
        let shape = [grid.cellGrid.queries, grid.cellGrid.keys]
        for (name, axis, expected) in [("x", grid.x, shape[1]), ("y", grid.y, shape[0])] {
            if case .tokens(let tokens) = axis.labels, tokens.count != expected {
                throw .labelCount(axis: name, expected: expected, found: tokens.count)
            }
            try axis.segments.check(axis: name, count: expected)
        }
        for mark in grid.marks
        where !(0..<shape[0]).contains(mark.row) || !(0..<shape[1]).contains(mark.column) {
            throw .markOutside(row: mark.row, column: mark.column, shape: shape)
        }
    }
}
