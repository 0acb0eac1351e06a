import Tensors

/// Places a whole figure for one size of cells, the block of panels beginning at (0, 0).
///
/// Everything is measured before it is placed and the page is the box around it: nothing can be clipped.
struct BlockLayout<Measurer: TextMeasuring> {
    let grid: HeatmapGrid
    let scales: ColorScales
    let marginals: MarginalScale?
    let sizing: CellSizing
    let colorbar: Colorbar.Position
    let measurer: Measurer

    let cell: FigureSize
    /// The size of one position, less than a cell where cells are pooled.
    let pitch: FigureSize
    let panelSize: FigureSize
    let below: TickLabels
    let beside: TickLabels
    var plan = LayoutPlan()
    var surroundings = PanelSurroundings()
    /// The distances between two columns and between two rows of panels: whole dots.
    var gaps = FigureSize(width: 0, height: 0)
    /// The baseline of the column titles, above the titles of panels.
    var panelTitlesTop = 0.0

    var theme: FigureTheme { grid.theme }
    /// The distance between a title or a name and what it names.
    var padding: Double { theme.labelPadding }

    init(
        grid: HeatmapGrid, scales: ColorScales, marginals: MarginalScale?, sizing: CellSizing,
        colorbar: Colorbar.Position, measurer: Measurer
    ) {
        self.grid = grid
        self.scales = scales
        self.marginals = marginals
        self.sizing = sizing
        self.colorbar = colorbar
        self.measurer = measurer
        let dot = grid.page.dot
        cell = FigureSize(width: Double(sizing.dots.keys) * dot, height: Double(sizing.dots.queries) * dot)
        let drawn = CellGrid(queries: grid.cellGrid.queries, keys: grid.cellGrid.keys, size: sizing.cellSize)
        panelSize = FigureSize(width: Double(drawn.columns) * cell.width, height: Double(drawn.rows) * cell.height)
        pitch = FigureSize(
            width: cell.width / Double(sizing.cellSize.keys), height: cell.height / Double(sizing.cellSize.queries))
        below = TickLabels.below(
            grid.x, count: drawn.keys, length: pitch.width * Double(drawn.keys), theme: grid.theme, measurer: measurer)
        beside = TickLabels.beside(
            grid.y, count: drawn.queries, length: pitch.height * Double(drawn.queries), theme: grid.theme,
            measurer: measurer)
    }

    /// The plan in block coordinates; its page is still empty.
    func placed() -> LayoutPlan {
        var layout = self
        layout.plan.cell = cell
        layout.plan.rank = sizing.rank
        layout.plan.cellSize = sizing.cellSize
        layout.measureGaps()
        layout.placePanels()
        layout.placeTickLabels()
        layout.placeMarginals()
        layout.placeInnerColorbars()
        let labelled = layout.plan.bounds
        layout.placePanelTitles()
        layout.nameMarginals()
        layout.placeAxisLabels(outside: labelled)
        layout.placeOuterTitles()
        layout.placeOuterColorbars()
        layout.placeLegend()
        layout.placeFigureTitle()
        layout.placeCaption()
        layout.placeSeparators()
        layout.noteThinning()
        return layout.plan
    }

    /// Rounds up to whole dots, so that every panel begins on a dot.
    func snapped(_ length: Double) -> Double {
        (length / grid.page.dot - 1e-6).rounded(.up) * grid.page.dot
    }

    mutating func placePanels() {
        let stepX = panelSize.width + gaps.width
        let stepY = panelSize.height + gaps.height
        for row in 0..<grid.rows {
            for column in 0..<grid.columns where grid.panel(row: row, column: column) != nil {
                let frame = SceneRect(
                    x: Double(column) * stepX, y: Double(row) * stepY, width: panelSize.width,
                    height: panelSize.height)
                plan.panels.append(LayoutPlan.PlannedPanel(row: row, column: column, frame: frame))
            }
        }
    }

    func width(_ text: String, _ size: Double) -> Double {
        measurer.measure(text, style: theme.style(size)).box.width
    }
}
