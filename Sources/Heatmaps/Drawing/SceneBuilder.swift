import Tensors

/// Makes the scene of a layout plan: coloured cells, bars, lines and texts in the order of drawing.
struct SceneBuilder<Measurer: TextMeasuring> {
    let grid: HeatmapGrid
    let scales: ColorScales
    let plan: LayoutPlan
    let annotations: AnnotationLayout<Measurer>?
    let description: FigureDescription

    private var theme: FigureTheme { grid.theme }
    /// The smallest side of a cell in points that is hatched by itself; smaller ones are hatched as areas.
    private static var smallestHatchedCell: Double { 4 }
    /// The distance in points between the lines through areas of smaller cells.
    private static var hatchingPitch: Double { 6 }

    func scene() -> FigureScene {
        var items: [SceneItem] = []
        var hatching: [CellKind: [SceneLine]] = [:]
        var numbers: [TextRun] = []
        let titles = cellTitles
        let numberSize = plan.cellSize.isOne ? annotations?.size(cell: plan.cell.side) : nil
        let panels = plan.panels.compactMap { planned in
            grid.panel(row: planned.row, column: planned.column).map { (planned: planned, panel: $0) }
        }
        let colored = concurrentMap(panels.count) { index in
            let (planned, panel) = panels[index]
            let kinds = panel.kinds
            let scale = scales.scales[scales.index(row: planned.row, column: planned.column)].colored(
                by: panel.colormap)
            let values = panel.values.elements
            let texts = titles?.texts(values, kinds) ?? []
            return (
                block: cells(values, kinds, columns: panel.columns, scale, planned.frame, titles: texts), kinds: kinds
            )
        }
        for ((planned, _), (block, kinds)) in zip(panels, colored) {
            items.append(.cells(block))
            collectHatching(kinds, columns: block.columns, frame: planned.frame, into: &hatching)
            if let annotations, let numberSize {
                let index = planned.row * grid.columns + planned.column
                numbers += annotations.runs(panel: index, block: block, cell: plan.cell, size: numberSize)
            }
        }
        for swatch in plan.swatches {
            items.append(.cells(cells([0], [swatch.kind], columns: 1, scales.scales[0], swatch.frame)))
            addHatching(swatch.kind, swatch.frame, into: &hatching)
        }
        items += plan.bars.map { .cells(gradient($0)) }
        items += plan.arrows.map { arrow in
            let colors = scales.scales[arrow.scale].colormap.colors
            return .polygon(
                ScenePolygon(
                    corners: arrow.corners, fill: colors[arrow.isAbove ? colors.count - 1 : 0], line: theme.lineColor,
                    width: theme.lineWidth))
        }
        for (kind, color) in [(CellKind.masked, theme.maskedLine), (.notANumber, theme.notANumberLine)] {
            guard let lines = hatching[kind] else { continue }
            items.append(.strokes(StrokeGroup(color: color, width: theme.lineWidth, lines: lines, outlines: [])))
        }
        if let scale = MarginalScale(grid) { items += MarginalBars(scale: scale, grid: grid, plan: plan).items }
        items += CellLines(grid: grid, plan: plan).items
        let outlines = plan.panels.map(\.frame) + plan.bars.map(\.frame) + plan.swatches.map(\.frame)
        items.append(
            .strokes(
                StrokeGroup(color: theme.lineColor, width: theme.lineWidth, lines: plan.ticks, outlines: outlines)))
        items += (numbers + plan.texts).map { .text($0) }
        var notes = plan.notes
        if let annotations, annotations.isEmpty {
            if let limit = grid.annotationLimit { notes.append(.noNumberAbove(limit)) }
        } else if grid.isAnnotated, numberSize == nil {
            notes.append(.cellsTooSmallForNumbers)
        }
        if grid.hasGridLines, !CellLines.hasRoom(plan) {
            notes.append(.cellsTooSmallForGridLines)
        }
        if grid.hasCellTitles, titles == nil {
            notes.append(.tooManyCellTitles(limit: CellTitles.mostCells))
        }
        return FigureScene(
            page: plan.page, resolution: grid.page.resolution, background: theme.background, items: items,
            title: description.title,
            author: grid.author, keywords: grid.keywords, description: description.text,
            notes: notes)
    }

    /// The titles of the cells; nil when they are not wanted or too many.
    private var cellTitles: CellTitles? {
        let cells = grid.cellGrid.rows * grid.cellGrid.columns * plan.panels.count
        guard grid.hasCellTitles, cells <= CellTitles.mostCells else { return nil }
        let ranges = scales.censuses.compactMap { $0?.range }
        let digits = NumberText.digits(
            from: ranges.map(\.lowerBound).min() ?? 0, to: ranges.map(\.upperBound).max() ?? 0)
        return CellTitles(x: grid.x, y: grid.y, grid: grid.cellGrid, rule: grid.poolingRule, digits: digits)
    }

    /// The colours of the map, then those of masked cells and of NaN.
    private func palette(_ scale: ColorScale) -> [RGBColor] {
        scale.colormap.colors + [theme.maskedFill, theme.notANumberFill]
    }

    private func cells(
        _ values: [Float], _ kinds: [CellKind], columns: Int, _ scale: ColorScale, _ frame: SceneRect,
        titles: [String] = []
    ) -> CellBlock {
        let palette = palette(scale)
        let indices = zip(values, kinds).map { value, kind -> UInt16 in
            switch kind {
            case .value: UInt16(scale.index(of: value) ?? palette.count - 1)
            case .masked: UInt16(palette.count - 2)
            case .notANumber: UInt16(palette.count - 1)
            }
        }
        return CellBlock(
            frame: frame, rows: values.count / columns, columns: columns, palette: palette, indices: indices,
            titles: titles)
    }

    private func gradient(_ bar: LayoutPlan.Bar) -> CellBlock {
        let scale = scales.scales[bar.scale]
        let count = scale.isConstant ? 1 : scale.colormap.colors.count
        let rising = (0..<count).map { UInt16($0) }
        return CellBlock(
            frame: bar.frame, rows: bar.isVertical ? count : 1, columns: bar.isVertical ? 1 : count,
            palette: scale.colormap.colors, indices: bar.isVertical ? rising.reversed() : rising)
    }

    private func collectHatching(
        _ kinds: [CellKind], columns: Int, frame: SceneRect, into hatching: inout [CellKind: [SceneLine]]
    ) {
        // In cells that are not square the lines would have another slope than in the legend.
        guard plan.cell.width == plan.cell.height else { return }
        let side = plan.cell.side
        let rows = kinds.count / columns
        // Areas of small cells have a line on every `step`-th diagonal.
        let step = side < Self.smallestHatchedCell ? Int((Self.hatchingPitch / side).rounded(.up)) : 1
        func isKind(_ kind: CellKind, _ row: Int, _ column: Int) -> Bool {
            (0..<rows).contains(row) && (0..<columns).contains(column) && kinds[row * columns + column] == kind
        }
        /// The line is wider than a small cell: cells at the border of an area have none, or it would cover their neighbours.
        func isHatched(_ kind: CellKind, _ row: Int, _ column: Int) -> Bool {
            guard step > 1 else { return isKind(kind, row, column) }
            return isKind(kind, row, column)
                && (row == 0 || isKind(kind, row - 1, column)) && (row == rows - 1 || isKind(kind, row + 1, column))
                && (column == 0 || isKind(kind, row, column - 1))
                && (column == columns - 1 || isKind(kind, row, column + 1))
        }
        for (index, kind) in kinds.enumerated() where kind != .value {
            let (row, column) = index.quotientAndRemainder(dividingBy: columns)
            // One stroke runs through all cells of a diagonal, from the first that follows a cell of another kind.
            for slope in kind == .notANumber ? [-1, 1] : [-1] where (column - slope * row).isMultiple(of: step) {
                guard isHatched(kind, row, column), !isHatched(kind, row - slope, column - 1) else { continue }
                var count = 1
                while isHatched(kind, row + slope * count, column + count) { count += 1 }
                guard count >= step else { continue }
                let top = slope < 0 ? row - count + 1 : row
                let square = SceneRect(
                    x: frame.x + Double(column) * side, y: frame.y + Double(top) * side, width: Double(count) * side,
                    height: Double(count) * side)
                hatching[kind, default: []].append(diagonal(of: square, isRising: slope < 0))
            }
        }
    }

    /// One stroke for a masked cell, a cross for NaN.
    private func addHatching(_ kind: CellKind, _ cell: SceneRect, into hatching: inout [CellKind: [SceneLine]]) {
        for isRising in kind == .notANumber ? [true, false] : [true] {
            hatching[kind, default: []].append(diagonal(of: cell, isRising: isRising))
        }
    }

    /// The stroke ends half its width before the corners, inside of the cell.
    private func diagonal(of square: SceneRect, isRising: Bool) -> SceneLine {
        let inner = square.insetBy(theme.lineWidth / 2)
        return SceneLine(
            start: ScenePoint(x: inner.x, y: isRising ? inner.maxY : inner.y),
            end: ScenePoint(x: inner.maxX, y: isRising ? inner.y : inner.maxY))
    }
}
