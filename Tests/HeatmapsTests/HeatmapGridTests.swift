import Heatmaps
import Tensors
import Testing

struct HeatmapGridTests {
    private func panel(_ rows: Int = 2, _ columns: Int = 3) throws -> Panel {
        try Panel(Tensor(repeating: 0.5, shape: [rows, columns]))
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
        #expect(grid.matrixShape.dimensions == [2, 3])
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

    @Test func headsAndLayersAreCountedFromZero() throws {
        var grid = try HeatmapGrid(matrices: Tensor(repeating: 0, shape: [2, 3, 1, 4]))
        grid.nameHeads(rank: 4)
        #expect(grid.titles.columns == ["Head 0", "Head 1", "Head 2"])
        #expect(grid.titles.rows == ["Layer 0", "Layer 1"])
    }

    @Test func showHeatmapsTakesTheArticlesArguments() throws {
        let weights = try Tensor(repeating: 0.1, shape: [1, 2, 2, 10])
        let grid = try HeatmapGrid.showHeatmaps(
            weights, xLabel: "Keys", yLabel: "Queries", titles: ["a", "b"], figureSize: (5, 2.5), colormap: "Blues")
        #expect(grid.x.label == "Keys")
        #expect(grid.y.label == "Queries")
        #expect(grid.titles.columns == ["a", "b"])
        #expect(grid.colors.colormap.name == "Blues")
        let scene = try Layout(grid, measurer: FixedWidthMeasurer()).scene()
        #expect(scene.page == Size(width: 360, height: 180))
        #expect(throws: FigureError.notAGrid(shape: [2, 10])) {
            try HeatmapGrid.showHeatmaps(weights.slice(0).slice(0), xLabel: "", yLabel: "")
        }
        #expect(throws: FigureError.self) {
            try HeatmapGrid.showHeatmaps(weights, xLabel: "", yLabel: "", colormap: "jet")
        }
    }
}

struct FigureDescriptionTests {
    @Test func aFigureIsDescribedByItsFacts() throws {
        let values: [Float] = [0.25, -0.5, .nan, 0.125, 7, 0]
        let panel = try Panel(
            Tensor(shape: [2, 3], elements: values), masked: [false, false, false, false, true, false])
        var grid = try HeatmapGrid(panels: [[panel, panel]])
        grid.x.label = "Keys"
        grid.y.label = "Queries"
        grid.titles.columns = ["Scaled", "Plain"]
        let scene = try Layout(grid, measurer: FixedWidthMeasurer()).scene()
        #expect(scene.title == "Scaled, Plain")
        #expect(
            scene.description
                == "Grid of 2 heatmaps in 1 row and 2 columns, each 2 queries by 3 keys. Columns: Scaled, Plain. "
                + "Values from \u{2212}0.5 to 0.25. 2 masked cells. 2 NaN cells.")
        #expect(scene.notes.contains("2 values are NaN"))
    }

    @Test func whatTheUserSaysComesFirst() throws {
        var grid = try HeatmapGrid(matrices: Tensor(repeating: 0, shape: [2, 3]))
        #expect(try Layout(grid, measurer: FixedWidthMeasurer()).scene().title == "Heatmap")
        grid.titles.figure = "Layer 3"
        grid.alternativeText = "All is zero."
        let scene = try Layout(grid, measurer: FixedWidthMeasurer()).scene()
        #expect(scene.title == "Layer 3")
        #expect(scene.description == "All is zero.")
    }

    @Test func infiniteValuesAreCounted() throws {
        let grid = try HeatmapGrid(matrices: Tensor(shape: [1, 3], elements: [.infinity, 0, -.infinity]))
        let scene = try Layout(grid, measurer: FixedWidthMeasurer()).scene()
        #expect(scene.notes == ["2 infinite values are drawn as the end of the colour scale"])
    }
}
