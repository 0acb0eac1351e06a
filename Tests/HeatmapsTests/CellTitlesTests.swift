import Heatmaps
import Tensors
import Testing

/// The titles of cells, which viewers of an SVG show under the pointer.
struct CellTitlesTests {
    private func titles(_ grid: HeatmapGrid) throws -> [String] {
        let scene = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene()
        return scene.items.flatMap { item -> [String] in
            if case .cells(let block) = item { block.titles } else { [] }
        }
    }

    private func figure() throws -> HeatmapGrid {
        let panel = try HeatmapPanel(
            Tensor(shape: [2, 2], elements: [0.42132, -0.5, .nan, 7]), masked: [false, false, false, true])
        var grid = try HeatmapGrid(panels: [[panel]])
        grid.hasCellTitles = true
        return grid
    }

    @Test func nothingIsSaidUnlessAsked() throws {
        var grid = try figure()
        grid.hasCellTitles = false
        #expect(try titles(grid).isEmpty)
    }

    @Test func cellsSayQueryKeyAndValue() throws {
        var grid = try figure()
        #expect(try titles(grid).first == "row 0, column 0: 0.4213")
        grid.x = HeatmapAxis(label: "Keys", positionName: "key", labels: .tokens(["the", "cat"]))
        grid.y = HeatmapAxis(label: "Queries", positionName: "query", labels: .counted(from: 3))
        #expect(
            try titles(grid) == [
                "query 3, key: the (0): 0.4213", "query 3, key: cat (1): \u{2212}0.5", "query 4, key: the (0): NaN",
                "query 4, key: cat (1): masked",
            ])
    }

    @Test func longTokensAreSaidInFull() throws {
        var grid = try figure()
        grid.theme.longestLabel = 20
        grid.x.labels = .tokens(["antidisestablishmentarianism", "cat"])
        #expect(try titles(grid).first == "row 0, column: antidisestablishmentarianism (0): 0.4213")
    }

    @Test func pooledCellsSayWhatTheyCover() throws {
        var values = [Float](repeating: 0, count: 300 * 299)
        values[299 * 5 + 7] = 0.75
        var grid = try HeatmapGrid(matrices: Tensor(shape: [300, 299], elements: values))
        grid.hasCellTitles = true
        grid.page = FigurePage(size: FigureSize(width: 180, height: 180), resolution: 72)
        let all = try titles(grid)
        let peak = try #require(all.first { $0.hasSuffix("max 0.75") })
        let match = try #require(peak.wholeMatch(of: /row (\d+)–(\d+), column (\d+)–(\d+): max 0.75/))
        let bounds = [match.1, match.2, match.3, match.4].compactMap { Int($0) }
        try #require(bounds.count == 4)
        #expect(bounds[0] <= 5 && 5 <= bounds[1] && bounds[2] <= 7 && 7 <= bounds[3])
        #expect(all.last?.hasSuffix("298: max 0") == true)
    }

    @Test func tooManyCellsSayNothingAndANoteSaysSo() throws {
        var grid = try HeatmapGrid(matrices: Tensor(repeating: 0, shape: [200, 101]))
        grid.hasCellTitles = true
        let scene = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene()
        #expect(try titles(grid).isEmpty)
        #expect(scene.notes == [.tooManyCellTitles(limit: 20_000)])
        grid = try HeatmapGrid(matrices: Tensor(repeating: 0, shape: [200, 100]))
        grid.hasCellTitles = true
        #expect(try titles(grid).count == 20_000)
    }
}
