import Tensors
import Testing

@testable import Heatmaps

struct PanelTitleTests {
    private func grid(_ rows: Int, _ columns: Int) throws -> HeatmapGrid {
        try HeatmapGrid(matrices: Tensor(repeating: 0.5, shape: [rows, columns, 2, 2]))
    }

    @Test func panelsAreTitledRowAfterRow() throws {
        var grid = try HeatmapGrid(panels: [
            [HeatmapPanel(Tensor(repeating: 0, shape: [2, 2])), nil], try grid(1, 2).panels,
        ])
        try grid.setPanelTitles(["a", "", "c"])
        #expect(grid.panels.map { $0?.title } == ["a", nil, nil, "c"])
        #expect(throws: FigureError.titleCount(kind: "panel", expected: 3, found: 2)) {
            try grid.setPanelTitles(["a", "b"])
        }
    }

    @Test func lettersStandBeforeTheTitlesOfColumnsInASingleRow() throws {
        var grid = try grid(1, 2)
        grid.titles.columns = ["Dot", "Scaled"]
        grid.letterPanels()
        #expect(grid.titles.columns == ["(a) Dot", "(b) Scaled"] && grid.panels.allSatisfy { $0?.title == nil })
    }

    @Test func lettersStandAboveEveryPanelOfAGrid() throws {
        var grid = try grid(2, 15)
        try grid.setPanelTitles(["first"] + Array(repeating: "", count: 29))
        grid.letterPanels()
        let titles = grid.panels.map { $0?.title }
        #expect(titles[0] == "(a) first" && titles[1] == "(b)" && titles[25] == "(z)" && titles[26] == "(aa)")
        #expect(titles[29] == "(ad)")
    }

    @Test func everyLabelIsShownWhereTheFigureMayGrow() throws {
        var grid = try HeatmapGrid(matrices: Tensor(repeating: 0.5, shape: [300, 300]))
        grid.page.cellSize = 2
        (grid.x.labels, grid.y.labels) = (.indices, .tokens((0..<300).map { "t\($0)" }))
        func count() throws -> Int { try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene().texts.count }
        let thinned = try count()
        (grid.x.shows, grid.y.shows) = (.all, .all)
        #expect(try thinned < 200 && count() >= 600)
        (grid.x.shows, grid.y.shows) = (.none, .none)
        #expect(try count() < 20)
    }
}
