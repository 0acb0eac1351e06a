import Heatmaps
import Tensors
import Testing

struct HeatmapGridTests {
    private func panel(_ rows: Int = 2, _ columns: Int = 3) throws -> HeatmapPanel {
        try HeatmapPanel(Tensor(repeating: 0.5, shape: [rows, columns]))
    }

    @Test func aGridHasAPanelAndEvenRows() throws {
        #expect(throws: FigureError.noPanels) { try HeatmapGrid(panels: []) }
        #expect(throws: FigureError.noPanels) { try HeatmapGrid(panels: [[nil, nil]]) }
        let panel = try panel()
        #expect(throws: FigureError.raggedRows(expected: 2, found: 1, row: 1)) {
            try HeatmapGrid(panels: [[panel, panel], [panel]])
        }
    }

    @Test func panelsShareTheirShape() throws {
        let (panel, other) = (try panel(), try panel(3, 2))
        #expect(throws: FigureError.panelShapeMismatch(expected: [2, 3], found: [3, 2], row: 1, column: 0)) {
            try HeatmapGrid(panels: [[nil, panel], [other, panel]])
        }
    }

    @Test func panelsAreFoundByPlace() throws {
        let grid = try HeatmapGrid(panels: [[nil, panel()]])
        #expect(grid.panel(row: 0, column: 0) == nil)
        #expect(grid.panel(row: 0, column: 1)?.columns == 3)
        #expect(grid.panel(row: 0, column: 2) == nil)
        #expect(grid.panel(row: -1, column: 0) == nil)
        #expect(grid.cellGrid == CellGrid(queries: 2, keys: 3))
    }

    @Test func axesOfATensorBecomeRowsAndColumns() throws {
        let four = try HeatmapGrid(matrices: Tensor.arange(to: 24).reshaped([2, 3, 1, 4]))
        #expect([four.rows, four.columns] == [2, 3])
        #expect(four.panel(row: 1, column: 2)?.values.elements == [20, 21, 22, 23])
        let three = try HeatmapGrid(matrices: Tensor(repeating: 0, shape: [3, 1, 4]))
        #expect([three.rows, three.columns] == [1, 3])
        let two = try HeatmapGrid(matrices: Tensor(repeating: 0, shape: [1, 4]))
        #expect([two.rows, two.columns] == [1, 1])
        for shape in [[4], [1, 1, 1, 1, 1]] {
            #expect(throws: FigureError.notAGrid(shape: shape)) {
                try HeatmapGrid(matrices: Tensor(repeating: 0, shape: shape))
            }
        }
        #expect(throws: FigureError.emptyMatrix(shape: [2, 0, 3])) {
            try HeatmapGrid(matrices: Tensor(repeating: 0, shape: [2, 0, 3]))
        }
    }

    @Test func showHeatmapsTakesTheArticlesArguments() throws {
        let weights = try Tensor(repeating: 0.1, shape: [1, 2, 2, 10])
        let grid = try HeatmapGrid.showHeatmaps(
            weights, xLabel: "Keys", yLabel: "Queries", titles: ["a", "b"], figureSize: (5, 2.5), colormap: "Blues")
        #expect(grid.x.label == "Keys")
        #expect(grid.y.label == "Queries")
        #expect(grid.titles.columns == ["a", "b"])
        #expect(grid.colors.colormap.name == "Blues")
        let scene = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene()
        #expect(scene.page == FigureSize(width: 360, height: 180))
        #expect(throws: FigureError.notAGrid(shape: [2, 10])) {
            try HeatmapGrid.showHeatmaps(weights.slice(0).slice(0), xLabel: "", yLabel: "")
        }
        #expect(throws: FigureError.self) {
            try HeatmapGrid.showHeatmaps(weights, xLabel: "", yLabel: "", colormap: "jet")
        }
    }
}
