/// Finds the size of the cells with which a figure fits its page, and moves its layout to the page.
struct PageFitting<Measurer: TextMeasuring> {
    private let grid: HeatmapGrid
    private let scales: ColorScales
    private let marginals: MarginalScale?
    private let colorbar: Colorbar.Position
    private let wishedCell: Double?
    private let limit: Int?
    private let measurer: Measurer

    /// - Parameters:
    ///   - wishedCell: the side of a cell that numbers in the cells would need.
    ///   - highestRank: cells are no larger than at this rank.
    /// - Throws: `FigureError.colorbarPosition`.
    init(
        _ grid: HeatmapGrid, scales: ColorScales, wishedCell: Double?, highestRank: Int?,
        measurer: Measurer
    ) throws(FigureError) {
        self.grid = grid
        self.scales = scales
        marginals = MarginalScale(grid)
        self.wishedCell = wishedCell
        limit = highestRank
        self.measurer = measurer
        colorbar = try grid.colorbar.position(for: grid.colors.sharing)
    }

    /// - Throws: `FigureError.pageTooSmall`, `.pageTooLarge`.
    func plan() throws(FigureError) -> LayoutPlan {
        grid.page.width == nil && grid.page.height == nil ? try asLargeAsNeeded() : try onPage()
    }

    // MARK: A page that follows the figure

    private func asLargeAsNeeded() throws(FigureError) -> LayoutPlan {
        let block = block(withEveryLabel(CellSizing.automatic(grid, wishedCell: wishedCell)), grid.theme)
        // Before anything is placed: what stands around the panels makes the page only larger.
        try checkPage(
            FigureSize(
                width: block.panelSize.width * Double(grid.columns), height: block.panelSize.height * Double(grid.rows))
        )
        var plan = block.placed()
        try fit(&plan, margin: grid.theme.margin)
        if max(plan.page.width, plan.page.height) > Self.largeSide {
            plan.notes.append(.largePage(width: plan.page.width, height: plan.page.height))
        }
        return plan
    }

    /// A side of a page in points above which a note is given: that of a sheet of paper A2.
    private static var largeSide: Double { 1684 }

    /// The smallest cells, `sizing` or larger, at which no label is left out of an axis that is to show all.
    private func withEveryLabel(_ sizing: CellSizing) -> CellSizing {
        guard grid.x.shows == .all || grid.y.shows == .all else { return sizing }
        func isEnough(_ rank: Int) -> Bool {
            let block = block(sized(rank), grid.theme)
            return (grid.x.shows != .all || block.below.step == 1)
                && (grid.y.shows != .all || block.beside.step == 1)
        }
        guard !isEnough(sizing.rank) else { return sizing }
        // With cells as large as the largest page every label fits, or the page is refused.
        var (low, high) = (sizing.rank, Int(FigureQuantity.largestPageSide / grid.page.dot))
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if isEnough(middle) { high = middle } else { low = middle }
        }
        return sized(high)
    }

    /// Moves the plan onto the page: centred along a side of fixed length, behind the margin along another.
    private func fit(_ plan: inout LayoutPlan, margin: Double) throws(FigureError) {
        let bounds = plan.bounds
        let dot = grid.page.dot
        func start(_ low: Double, _ length: Double, _ fixed: Double?) -> Double {
            guard let fixed else { return ((margin - low) / dot - 1e-6).rounded(.up) * dot }
            return (((fixed - length) / 2 - low) / dot).rounded(.down) * dot
        }
        plan.move(
            x: start(bounds.x, bounds.width, grid.page.width), y: start(bounds.y, bounds.height, grid.page.height))
        let moved = plan.bounds
        func end(_ high: Double) -> Double { ((high + margin) / dot - 1e-6).rounded(.up) * dot }
        plan.page = FigureSize(width: grid.page.width ?? end(moved.maxX), height: grid.page.height ?? end(moved.maxY))
        try checkPage(plan.page)
    }

    // MARK: A page of a given size

    /// The factors of type sizes and distances that are tried in this order before labels are left out.
    private static var compactions: [Double] { [1, 0.85, 0.7, 0.6] }

    /// The plan with the largest cells that fits the page. Type and distances become smaller before labels are left out.
    private func onPage() throws(FigureError) -> LayoutPlan {
        try checkPage(FigureSize(width: grid.page.width ?? 1, height: grid.page.height ?? 1))
        var fitting: (plan: LayoutPlan, margin: Double)?
        for factor in Self.compactions {
            let theme = grid.theme.compacted(by: factor)
            let margin = margin(theme)
            guard let plan = largest(theme, margin: margin) else { continue }
            if fitting == nil || plan.isComplete { fitting = (plan, margin) }
            if plan.isComplete { break }
        }
        guard var fitting else {
            let theme = grid.theme.compacted(by: Self.compactions.last ?? 1)
            let bounds = placed(sized(CellSizing.lowestRank(grid.cellGrid)), theme).bounds
            let room = 2 * self.margin(theme)
            throw .pageTooSmall(
                width: grid.page.width, height: grid.page.height,
                needed: FigureSize(width: bounds.width + room, height: bounds.height + room))
        }
        try fit(&fitting.plan, margin: fitting.margin)
        return fitting.plan
    }

    /// The theme's margin, or less on small pages; at least a dot, as moving the plan to whole dots takes up to one.
    private func margin(_ theme: FigureTheme) -> Double {
        let side = min(grid.page.width ?? .infinity, grid.page.height ?? .infinity)
        return max(grid.page.dot, min(theme.margin, side / 20))
    }

    private func largest(_ theme: FigureTheme, margin: Double) -> LayoutPlan? {
        let width = (grid.page.width ?? .infinity) - 2 * margin
        let height = (grid.page.height ?? .infinity) - 2 * margin
        func fits(_ plan: LayoutPlan) -> Bool {
            let bounds = plan.bounds
            return bounds.width <= width && bounds.height <= height
        }
        // At the lowest rank a panel is one cell; from rank 1 on nothing is pooled and the caption about it is not needed.
        let ranks = [CellSizing.lowestRank(grid.cellGrid), 1]
        guard var lowest = ranks.first(where: { fits(placed(sized($0), theme)) }) else { return nil }
        var beyond = highestRank.map { max($0, lowest) + 1 } ?? Int(max(width, height) / grid.page.dot) + 2
        while beyond - lowest > 1 {
            let middle = lowest + (beyond - lowest) / 2
            if fits(placed(sized(middle), theme)) { lowest = middle } else { beyond = middle }
        }
        return placed(sized(lowest), theme)
    }

    /// The rank of the largest cells allowed: those asked for, or on a page with a free side those of a page without fixed sides.
    private var highestRank: Int? {
        if let limit { return limit }
        let isFree = grid.page.width == nil || grid.page.height == nil
        guard let cell = grid.page.cellSize ?? (isFree ? max(CellSizing.largestCell, wishedCell ?? 0) : nil) else {
            return nil
        }
        return CellSizing.closest(to: cell, dot: grid.page.dot, grid: grid.cellGrid).rank
    }

    private func sized(_ rank: Int) -> CellSizing {
        CellSizing(rank: rank, grid: grid.cellGrid, dot: grid.page.dot)
    }

    private func placed(_ sizing: CellSizing, _ theme: FigureTheme) -> LayoutPlan { block(sizing, theme).placed() }

    private func block(_ sizing: CellSizing, _ theme: FigureTheme) -> BlockLayout<Measurer> {
        var grid = grid
        grid.theme = theme
        return BlockLayout(
            grid: grid, scales: scales, marginals: marginals, sizing: sizing, colorbar: colorbar, measurer: measurer)
    }

    private func checkPage(_ size: FigureSize) throws(FigureError) {
        let limit = grid.page.largestSide
        guard size.width <= limit, size.height <= limit else { throw .pageTooLarge(page: size, limit: limit) }
    }
}
