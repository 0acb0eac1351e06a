import Heatmaps
import Tensors
import Testing

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
