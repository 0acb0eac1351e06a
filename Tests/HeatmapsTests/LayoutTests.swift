import Support
import Tensors
import Testing

@testable import Heatmaps

/// Layout by example, with a monospaced font: a character of 8 pt text is 4.8 pt wide.
struct LayoutTests {
    private func grid(
        _ rows: Int = 1, _ columns: Int = 1, shape: [Int] = [4, 5], holes: Set<Int> = []
    ) throws -> HeatmapGrid {
        let values = try Tensor.arange(to: Double(shape[0] * shape[1])).reshaped(shape)
        let panel = try HeatmapPanel(values)
        return try HeatmapGrid(
            panels: (0..<rows).map { row in
                (0..<columns).map { column in holes.contains(row * columns + column) ? nil : panel }
            })
    }

    private func plan(_ grid: HeatmapGrid) throws -> LayoutPlan {
        try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid))
    }

    private func runs(_ plan: LayoutPlan, _ text: String) -> [TextRun] { plan.texts.filter { $0.text == text } }

    // MARK: Tick labels

    @Test func onlyOuterPanelsCarryTickLabels() throws {
        var grid = try grid(2, 3)
        grid.x.labels = .tokens(["v", "w", "x", "y", "z"])
        grid.y.labels = .tokens(["A", "B", "C", "D"])
        let plan = try plan(grid)
        #expect(runs(plan, "w").count == 3)
        #expect(runs(plan, "B").count == 2)
        let bottom = plan.panels.filter { $0.row == 1 }.map(\.frame.maxY)
        #expect(runs(plan, "w").allSatisfy { $0.box.y > bottom[0] })
        #expect(runs(plan, "B").allSatisfy { $0.box.maxX < plan.panels[0].frame.x })
    }

    @Test func whereANeighborIsMissingThePanelCarriesItsLabels() throws {
        var grid = try grid(2, 2, holes: [3])
        grid.x.labels = .tokens(["v", "w", "x", "y", "z"])
        let upperRight = try #require(try plan(grid).panels.first { $0.row == 0 && $0.column == 1 }).frame
        let labels = try runs(plan(grid), "v")
        #expect(labels.count == 2)
        #expect(labels.contains { $0.box.midX > upperRight.x && $0.box.y > upperRight.maxY })
    }

    @Test func labelsStandAtTheirCells() throws {
        var grid = try grid()
        grid.x.labels = .tokens(["v", "w", "x", "y", "z"])
        grid.y.labels = .tokens(["A", "B", "C", "D"])
        let plan = try plan(grid)
        let frame = plan.panels[0].frame
        for (place, text) in ["v", "w", "x", "y", "z"].enumerated() {
            #expect(abs(runs(plan, text)[0].box.midX - (frame.x + (Double(place) + 0.5) * plan.cell.width)) < 1e-9)
        }
        for (place, text) in ["A", "B", "C", "D"].enumerated() {
            #expect(abs(runs(plan, text)[0].box.midY - (frame.y + (Double(place) + 0.5) * plan.cell.width)) < 1e-9)
        }
    }

    @Test func tokensTurnBeforeTheyShrinkAndShrinkBeforeTheyAreThinned() throws {
        var grid = try grid(shape: [8, 8])
        func below(_ tokens: [String], cell: Double) throws -> ([TextRun], notes: [FigureNote]) {
            grid.x.labels = .tokens(tokens)
            grid.y.labels = .none
            grid.page.cellSize = cell
            let plan = try plan(grid)
            return (plan.texts.filter { tokens.contains($0.text) }, plan.notes)
        }
        let short = (0..<8).map { "t\($0)" }
        let long = (0..<8).map { "token \($0)" }
        #expect(try below(short, cell: 20).0.allSatisfy { $0.direction == .across && $0.style.size == 8 })
        #expect(try below(long, cell: 20).0.allSatisfy { $0.direction == .slanted && $0.style.size == 8 })
        #expect(try below(long, cell: 8).0.allSatisfy { $0.direction == .upwards && $0.style.size == 8 })
        let small = try below(long, cell: 5)
        #expect(small.0.allSatisfy { $0.direction == .upwards && (5..<8).contains($0.style.size) })
        #expect(small.0.count == 8 && small.notes.isEmpty)
        let thinned = try below(long, cell: 2.4)
        #expect(thinned.0.map(\.text) == ["token 0", "token 2", "token 4", "token 6"])
        #expect(thinned.notes == [.thinnedLabels(axis: "x", shown: 4, count: 8, step: 2, isPageFixed: false)])
    }

    @Test func indicesAreNamedAtNiceSteps() throws {
        var grid = try grid(shape: [1, 64])
        grid.page.cellSize = 2
        grid.colorbar.position = Colorbar.Position.none
        grid.y.labels = .none
        #expect(try plan(grid).texts.map(\.text) == ["0", "20", "40", "60"])
    }

    // MARK: Titles and names

    @Test func titlesStandAboveTheirColumnsAndBesideTheirRows() throws {
        var grid = try grid(2, 2)
        grid.titles.figure = "Figure"
        grid.titles.columns = ["Left", "Right"]
        grid.titles.rows = ["Upper", "Lower"]
        let plan = try plan(grid)
        for (column, text) in ["Left", "Right"].enumerated() {
            let frame = plan.panels[column].frame
            let run = runs(plan, text)[0]
            #expect(abs(run.box.midX - frame.midX) < 1e-9 && run.box.maxY < frame.y)
        }
        for (row, text) in ["Upper", "Lower"].enumerated() {
            let frame = plan.panels[row * 2].frame
            let run = runs(plan, text)[0]
            #expect(abs(run.box.midY - frame.midY) < 3 && run.box.maxX < frame.x)
        }
        #expect(runs(plan, "Figure")[0].box.maxY < runs(plan, "Left")[0].box.y)
    }

    @Test func axisNamesStandOnceWhereAllPanelsAreMissingInTheirRow() throws {
        var grid = try grid(2, 2, holes: [0, 2])
        grid.x.label = "Keys"
        grid.y.label = "Queries"
        #expect(try runs(plan(grid), "Keys").count == 1)
        #expect(try runs(plan(grid), "Queries").count == 1)
    }

    @Test func aTitleForEveryColumnOrNone() throws {
        var grid = try grid(1, 2)
        grid.titles.columns = ["one"]
        #expect(throws: FigureError.titleCount(kind: "column", expected: 2, found: 1)) { try plan(grid) }
        grid.titles.columns = []
        grid.titles.rows = ["one", "two"]
        #expect(throws: FigureError.titleCount(kind: "row", expected: 1, found: 2)) { try plan(grid) }
    }

    @Test func aTokenForEveryPosition() throws {
        var grid = try grid()
        grid.x.labels = .tokens(["only"])
        #expect(throws: FigureError.labelCount(axis: "x", expected: 5, found: 1)) { try plan(grid) }
        grid.x.labels = .indices
        grid.y.labels = .tokens([])
        #expect(throws: FigureError.labelCount(axis: "y", expected: 4, found: 0)) { try plan(grid) }
    }

    // MARK: Colorbars

    @Test func theBarIsAsLongAsTheBlock() throws {
        let wide = try plan(grid(2, 3))
        let block = wide.panels.dropFirst().reduce(wide.panels[0].frame) { $0.union($1.frame) }
        #expect(wide.bars.count == 1)
        #expect(abs(wide.bars[0].frame.y - block.y) < 1e-9 && abs(wide.bars[0].frame.height - block.height) < 1e-9)
        #expect(wide.bars[0].frame.x > block.maxX)
    }

    @Test func aBarIsNeverShorterThanItsLabelsNeed() throws {
        let plan = try plan(grid(shape: [1, 10]))
        let bar = plan.bars[0].frame
        #expect(bar.height > plan.panels[0].frame.height)
        let labels = plan.texts.filter { $0.box.x > bar.maxX }
        #expect(labels.count >= 2)
    }

    @Test(arguments: [
        (ScaleSharing.shared, Colorbar.Position.right, 1), (.shared, .bottom, 1), (.row, .right, 2),
        (.column, .bottom, 3), (.panel, .right, 6), (.panel, .bottom, 6), (.shared, Colorbar.Position.none, 0),
    ])
    func eachScaleHasItsBar(sharing: ScaleSharing, position: Colorbar.Position, count: Int) throws {
        var grid = try grid(2, 3)
        grid.colors.sharing = sharing
        grid.colorbar.position = position
        let plan = try plan(grid)
        #expect(plan.bars.count == count)
        for bar in plan.bars {
            #expect(bar.isVertical == (position == .right))
            #expect(plan.panels.allSatisfy { !$0.frame.overlaps(bar.frame) })
        }
    }

    @Test func barsStandByWhatTheySpeakFor() throws {
        var grid = try grid(2, 3)
        grid.colors.sharing = .row
        let besideRows = try plan(grid)
        for (bar, panel) in zip(besideRows.bars, besideRows.panels.filter { $0.column == 0 }) {
            #expect(abs(bar.frame.midY - panel.frame.midY) < 1e-9)
        }
        grid.colors.sharing = .column
        let belowColumns = try plan(grid)
        for (bar, panel) in zip(belowColumns.bars, belowColumns.panels) {
            #expect(abs(bar.frame.midX - panel.frame.midX) < 1e-9)
        }
    }

    @Test func positionsThatCannotBeAreRefused() throws {
        var grid = try grid(2, 2)
        grid.colors.sharing = .row
        grid.colorbar.position = .bottom
        #expect(throws: FigureError.colorbarPosition(sharing: "row", position: "bottom")) { try plan(grid) }
        grid.colors.sharing = .column
        grid.colorbar.position = .right
        #expect(throws: FigureError.colorbarPosition(sharing: "column", position: "right")) { try plan(grid) }
    }

    @Test func aConstantMatrixNamesItsOnlyValue() throws {
        let scene = try HeatmapLayout(
            HeatmapGrid(matrices: Tensor(repeating: 0.1, shape: [2, 3])), measurer: FixedWidthMeasurer()
        ).scene()
        #expect(scene.texts.map(\.text).contains("0.1"))
        #expect(scene.blocks.map { Set($0.indices) } == [[0], [0]])
        #expect(scene.blocks.allSatisfy { $0.color(row: 0, column: 0) == scene.blocks[0].color(row: 0, column: 0) })
    }

    // MARK: Looks

    @Test func threeStatesAreThreeLooks() throws {
        let panel = try HeatmapPanel(
            Tensor(shape: [1, 3], elements: [0, .nan, 1]), masked: [false, false, true])
        let scene = try HeatmapLayout(HeatmapGrid(panels: [[panel]]), measurer: FixedWidthMeasurer()).scene()
        let block = scene.blocks[0]
        let colors = (0..<3).map { block.color(row: 0, column: $0) }
        #expect(
            colors == [Colormap.reds.colors[0], FigureTheme.standard.notANumberFill, FigureTheme.standard.maskedFill])
        #expect(scene.texts.map(\.text).contains("masked"))
        #expect(scene.texts.map(\.text).contains("NaN"))
        // The swatches of the legend look like the cells they name.
        #expect(scene.blocks[1].color(row: 0, column: 0) == colors[2])
        #expect(scene.blocks[2].color(row: 0, column: 0) == colors[1])
    }

    // MARK: Pages

    @Test func aFixedPageIsKeptAndItsCellsAreAsLargeAsFits() throws {
        var grid = try grid()
        grid.page.size = FigureSize(width: 300, height: 200)
        let small = try plan(grid)
        #expect(small.page == FigureSize(width: 300, height: 200))
        grid.page.size = FigureSize(width: 600, height: 400)
        #expect(try plan(grid).cell.width > small.cell.width)
        grid.page.cellSize = 4
        #expect(abs(try plan(grid).cell.width - 4) < grid.page.dot)
    }

    @Test func aPageThatCannotHoldItsLabelsIsRefused() throws {
        var grid = try grid()
        grid.page.size = FigureSize(width: 20, height: 20)
        #expect {
            _ = try plan(grid)
        } throws: { error in
            guard case .pageTooSmall(20, 20, let needed)? = error as? FigureError else { return false }
            return needed.height > 20
        }
    }

    @Test func aPageOfAGivenWidthIsAsHighAsItsContent() throws {
        var grid = try grid(1, 2, shape: [6, 40])
        grid.page.width = 241
        let narrow = try plan(grid)
        grid.page.width = 504
        let wide = try plan(grid)
        #expect(narrow.page.width == 241 && wide.page.width == 504)
        #expect(wide.cell.width > narrow.cell.width && wide.page.height > narrow.page.height)
        #expect(abs(wide.page.height - wide.bounds.maxY - grid.theme.margin) <= grid.page.dot)
        // Few cells do not grow to fill the page.
        grid = try self.grid(shape: [2, 2])
        grid.page.width = 504
        #expect(try plan(grid).cell.width <= CellSizing.largestCell + grid.page.dot)
    }

    @Test func aPageTooNarrowForItsLabelsSaysHowWideItMustBe() throws {
        var grid = try grid()
        grid.page.width = 20
        #expect { _ = try plan(grid) } throws: {
            "\($0)".hasPrefix("a page 20 pt wide is too narrow: titles and labels")
        }
    }

    @Test func onASmallPageTypeAndDistancesShrinkBeforeTokensAreLeftOut() throws {
        var grid = try grid(2, 3, shape: [8, 8])
        grid.titles.columns = ["first", "second", "third"]
        (grid.x.label, grid.y.label) = ("Keys", "Queries")
        (grid.x.labels, grid.y.labels) = (
            .tokens(Array(repeating: "token", count: 8)), .tokens(Array("abcdefgh").map(String.init))
        )
        grid.page.size = FigureSize(width: 215, height: 140)
        let plan = try plan(grid)
        #expect(plan.isComplete && runs(plan, "token").count == 24)
        let title = try #require(runs(plan, "first").first)
        #expect(title.style.size < grid.theme.panelTitleSize && title.style.size >= grid.theme.smallestLabelSize)
        grid.page.size = FigureSize(width: 600, height: 500)
        #expect(try runs(self.plan(grid), "first").first?.style.size == grid.theme.panelTitleSize)
    }

    @Test func oneCellIsNeverPooled() throws {
        var grid = try grid(shape: [1, 1])
        grid.page.cellSize = 0.01
        #expect(try plan(grid).cellSize == 1)
        grid.colorbar.position = Colorbar.Position.none
        grid.page.size = FigureSize(width: 40, height: 40)
        #expect(try plan(grid).cellSize == 1)
    }

    @Test func coarseDotsDoNotPushASmallFigureOffItsPage() throws {
        var grid = try grid(shape: [1, 1])
        grid.colorbar.position = Colorbar.Position.none
        grid.x.labels = .none
        for width in stride(from: 8.0, to: 60, by: 0.7) {
            grid.page = FigurePage(size: FigureSize(width: width, height: 30), resolution: 10)
            guard let scene = try grid.sceneUnlessPageIsUnfit(FixedWidthMeasurer()) else { continue }
            #expect(PageFaults(scene).sentences == [], "\(width) pt wide")
        }
    }

    @Test func sizesBeyondReasonAreRefused() throws {
        var grid = try grid()
        for resolution in [0, -1, 9.9, 2401, .nan, .infinity] {
            grid.page.resolution = resolution
            #expect(throws: FigureError.self) { try plan(grid) }
        }
        grid.page = FigurePage(cellSize: .nan)
        #expect(throws: FigureError.self) { try plan(grid) }
        grid.page = FigurePage(size: FigureSize(width: 1e6, height: 100))
        #expect(throws: FigureError.self) { try plan(grid) }
        var large = try self.grid(shape: [1, 400])
        large.page.cellSize = 1000
        #expect {
            _ = try plan(large)
        } throws: { error in
            "\(error)".hasPrefix("the figure would be ")
                && "\(error)".hasSuffix("; use smaller cells, fewer panels or fewer labels")
        }
    }

    @Test(arguments: [72.0, 96, 100, 150, 300, 333.3])
    func panelsAndCellsAreWholeDots(resolution: Double) throws {
        var grid = try grid(2, 2)
        grid.page.resolution = resolution
        grid.titles.figure = "Title"
        grid.titles.rows = ["row", "row"]
        let plan = try plan(grid)
        let lengths = plan.panels.flatMap { [$0.frame.x, $0.frame.y, $0.frame.width, $0.frame.height] }
        for length in lengths + [plan.cell.width, plan.page.width, plan.page.height] {
            let dots = length * resolution / 72
            #expect(abs(dots - dots.rounded()) < 1e-6)
        }
    }

    @Test func moreCellsThanDotsArePooledAndTheFigureSaysSo() throws {
        var grid = try grid(shape: [300, 200])
        grid.page.resolution = 72
        grid.page.size = FigureSize(width: 180, height: 160)
        let plan = try plan(grid)
        #expect(plan.cellSize.keys > 1)
        #expect(runs(plan, "1 cell = max of \(plan.cellSize.queries) × \(plan.cellSize.keys)").count == 1)
    }

    /// An axis on which only one round position has room also shows its other end.
    @Test func bothEndsOfANarrowAxisAreNamed() throws {
        var grid = try HeatmapGrid(
            matrices: Tensor(shape: [4000, 300], elements: [Float](repeating: 1, count: 1_200_000)))
        grid.page.cellSize = 0.08
        let placed = try plan(grid)
        let below = placed.texts.filter { $0.box.y > placed.panels[0].frame.maxY }.compactMap { Int($0.text) }
        #expect(below == [0, 299])
    }
}

extension FigureScene {
    var texts: [TextRun] { items.compactMap { if case .text(let run) = $0 { run } else { nil } } }
    /// Panels first, then the swatches of the legend, then the colorbars.
    var blocks: [CellBlock] { items.compactMap { if case .cells(let block) = $0 { block } else { nil } } }
}
