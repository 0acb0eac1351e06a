/// Turns a figure into a page: checks what was asked for, finds the size of the cells, and places everything.
public struct Layout<Measurer: TextMeasuring> {
    let grid: HeatmapGrid
    let measurer: Measurer

    public init(_ grid: HeatmapGrid, measurer: Measurer) {
        self.grid = grid
        self.measurer = measurer
    }

    /// The finished page.
    ///
    /// - Throws: `FigureError` when titles or labels have wrong counts, the range is not a range, or the page cannot
    ///   hold the figure.
    public func scene() throws(FigureError) -> Scene {
        let scales = try ColorScales(grid)
        let annotations = grid.annotation.map {
            AnnotationLayout($0, grid: grid, scales: scales, measurer: measurer)
        }
        let plan = try plan(scales, wishedCell: annotations?.wishedCell)
        return SceneBuilder(grid: grid, scales: scales, plan: plan, annotations: annotations).scene()
    }

    /// Where everything stands.
    ///
    /// - Throws: as `scene()`.
    func plan(_ scales: ColorScales, wishedCell: Double? = nil) throws(FigureError) -> LayoutPlan {
        try check()
        let (grid, shortened) = withShortLabels()
        let colorbar = try grid.colorbar.place(for: grid.colors.sharing)
        func placed(_ sizing: CellSizing) -> LayoutPlan {
            BlockLayout(grid: grid, scales: scales, sizing: sizing, colorbar: colorbar, measurer: measurer).placed()
        }
        if let size = grid.page.size {
            return finished(try onPage(size, placed: placed), scales, shortened: shortened)
        }
        var plan = placed(CellSizing.automatic(grid, wishedCell: wishedCell))
        let bounds = plan.bounds
        let margin = grid.theme.margin
        plan.move(x: snapped(margin - bounds.x), y: snapped(margin - bounds.y))
        let moved = plan.bounds
        plan.page = Size(width: snapped(moved.maxX + margin), height: snapped(moved.maxY + margin))
        try checkPage(plan.page)
        return finished(plan, scales, shortened: shortened)
    }

    /// The figure with long labels shortened, and how many were.
    private func withShortLabels() -> (grid: HeatmapGrid, count: Int) {
        let style = grid.theme.style(grid.theme.tickLabelSize)
        let ellipsis = Ellipsis(width: grid.theme.longestLabel, style: style, measurer: measurer)
        var short = grid
        var count = 0
        for axis in [\HeatmapGrid.x, \.y] {
            guard case .tokens(let tokens) = grid[keyPath: axis].labels else { continue }
            let texts = tokens.map(ellipsis.shortened)
            count += zip(tokens, texts).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
            short[keyPath: axis].labels = .tokens(texts)
        }
        return (short, count)
    }

    /// The largest cells whose figure fits on the page, in the middle of it.
    private func onPage(
        _ size: Size, placed: (CellSizing) -> LayoutPlan
    ) throws(FigureError) -> LayoutPlan {
        try checkPage(size)
        // Moving the figure to whole dots takes up to a dot of the margin.
        let margin = max(grid.page.dot, min(grid.theme.margin, size.width / 20, size.height / 20))
        func fits(_ plan: LayoutPlan) -> Bool {
            let bounds = plan.bounds
            return bounds.width <= size.width - 2 * margin && bounds.height <= size.height - 2 * margin
        }
        let shape = grid.matrixShape
        // At the lowest rank a panel is one drawn cell; from rank 1 on no caption has to say what is pooled.
        let ranks = [CellSizing.lowestRank(shape), 1]
        guard var lowest = ranks.first(where: { fits(placed(CellSizing(rank: $0))) }) else {
            let bounds = placed(CellSizing(rank: ranks[0])).bounds
            throw .pageTooSmall(
                page: size, needed: Size(width: bounds.width + 2 * margin, height: bounds.height + 2 * margin))
        }
        let wanted = grid.page.cellSize.map { CellSizing.closest(to: $0, dot: grid.page.dot, shape: shape).rank }
        var beyond = wanted.map { $0 + 1 } ?? Int(max(size.width, size.height) / grid.page.dot) + 2
        while beyond - lowest > 1 {
            let middle = lowest + (beyond - lowest) / 2
            if fits(placed(CellSizing(rank: middle))) { lowest = middle } else { beyond = middle }
        }
        var plan = placed(CellSizing(rank: lowest))
        let bounds = plan.bounds
        plan.move(
            x: ((size.width - bounds.width) / 2 - bounds.x).roundedDown(to: grid.page.dot),
            y: ((size.height - bounds.height) / 2 - bounds.y).roundedDown(to: grid.page.dot))
        plan.page = size
        return plan
    }

    private func finished(_ plan: LayoutPlan, _ scales: ColorScales, shortened: Int) -> LayoutPlan {
        var plan = plan
        if shortened > 0 {
            plan.notes.append(
                "\(shortened) \(shortened == 1 ? "label ends" : "labels end") in an ellipsis; --label-width shows more")
        }
        if scales.infiniteCount > 0 {
            plan.notes.append("\(scales.infiniteCount) infinite values are drawn as the end of the colour scale")
        }
        for (count, side) in [
            (scales.clipped.reduce(0) { $0 + $1.below }, "below"),
            (scales.clipped.reduce(0) { $0 + $1.above }, "above"),
        ] where count > 0 {
            plan.notes.append(
                "\(count) \(count == 1 ? "value lies" : "values lie") \(side) the colour scale; "
                    + "the bar ends in an arrow there")
        }
        if scales.notANumberCount > 0 {
            plan.notes.append("\(scales.notANumberCount) values are NaN")
        }
        return plan
    }

    private func snapped(_ length: Double) -> Double {
        (length / grid.page.dot - 1e-6).rounded(.up) * grid.page.dot
    }

    private func check() throws(FigureError) {
        try grid.page.check()
        let titles = grid.titles
        for (kind, given, wanted) in [
            ("column", titles.columns.count, grid.columns), ("row", titles.rows.count, grid.rows),
        ] where given > 0 && given != wanted {
            throw .titleCount(kind: kind, expected: wanted, found: given)
        }
        let shape = grid.matrixShape
        for (name, axis, expected) in [("x", grid.x, shape[1]), ("y", grid.y, shape[0])] {
            if case .tokens(let tokens) = axis.labels, tokens.count != expected {
                throw .labelCount(axis: name, expected: expected, found: tokens.count)
            }
        }
    }

    /// Cairo's image surfaces are at most 32,767 dots wide and high.
    private func checkPage(_ size: Size) throws(FigureError) {
        let limit = min(Page.largestSide, 32_767 * grid.page.dot)
        guard size.width <= limit, size.height <= limit else { throw .pageTooLarge(page: size, limit: limit) }
    }
}

extension Double {
    fileprivate func roundedDown(to unit: Double) -> Double { (self / unit).rounded(.down) * unit }
}
