import Tensors
import Testing

@testable import Heatmaps

struct FigureDescriptionTests {
    @Test func aFigureIsDescribedByItsFacts() throws {
        let values: [Float] = [0.25, -0.5, .nan, 0.125, 7, 0]
        let panel = try HeatmapPanel(
            Tensor(shape: [2, 3], elements: values), masked: [false, false, false, false, true, false])
        var grid = try HeatmapGrid(panels: [[panel, panel]])
        grid.x = HeatmapAxis(label: "Keys", positionName: "key")
        grid.y = HeatmapAxis(label: "Queries", positionName: "query")
        grid.titles.columns = ["Scaled", "Plain"]
        let scene = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene()
        #expect(scene.title == "Scaled, Plain")
        #expect(
            scene.description
                == "Grid of 2 heatmaps in 1 row and 2 columns, each 2 queries by 3 keys. Columns: Scaled, Plain. "
                + "Values from \u{2212}0.5 to 0.25. The largest value, 0.25, is in 2 cells, first at query 0, key 0 in Scaled. 2 masked cells. 2 NaN cells."
        )
        #expect(scene.notes.contains(.notANumber(count: 2, .value)))
    }

    @Test func whatTheUserSaysComesFirst() throws {
        var grid = try HeatmapGrid(matrices: Tensor(repeating: 0, shape: [2, 3]))
        #expect(try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene().title == "Heatmap")
        grid.titles.figure = "Layer 3"
        grid.alternativeText = "All is zero."
        let scene = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene()
        #expect(scene.title == "Layer 3")
        #expect(scene.description == "All is zero.")
    }

    @Test func infiniteValuesAreCounted() throws {
        let grid = try HeatmapGrid(matrices: Tensor(shape: [1, 3], elements: [.infinity, 0, -.infinity]))
        let scene = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene()
        #expect(scene.notes == [.infinite(count: 2, .value)])
    }

    private func description(_ panels: [[HeatmapPanel?]], _ change: (inout HeatmapGrid) -> Void = { _ in }) throws
        -> String
    {
        var grid = try HeatmapGrid(panels: panels)
        change(&grid)
        return try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene().description
    }

    private func panel(_ elements: [Float], masked: [Bool]? = nil, title: String? = nil) throws -> HeatmapPanel {
        try HeatmapPanel(Tensor(shape: [2, elements.count / 2], elements: elements), masked: masked, title: title)
    }

    @Test func theLargestValueHasItsPlace() throws {
        let (low, high) = (try panel([0, 1, 2, 3], title: "a"), try panel([0, 1, 9.5, 3], title: "b"))
        #expect(
            try description([[low, high]]).hasSuffix("The largest value, 9.5, is at row 1, column 0 in b."))
        let named = try description([[panel([0, 1, 2, 3]), panel([0, 1, 9.5, 3])]]) { grid in
            grid.titles.columns = ["Head 0", "Head 1"]
            grid.titles.rows = ["Layer 4"]
            grid.x = HeatmapAxis(label: "Keys", positionName: "key", labels: .tokens(["the", "cat"]))
            grid.y = HeatmapAxis(label: "Queries", positionName: "query", labels: .counted(from: 7))
        }
        #expect(named.contains("The largest value, 9.5, is at query 8, key the (0) in Layer 4, Head 1."))
        let bare = try description([[nil, panel([0, 1, 2, 3])], [panel([0, 1, 9.5, 3]), nil]])
        #expect(bare.contains("is at row 1, column 0 in the heatmap of row 2, column 1."))
        #expect(try description([[panel([0, 1, 2, 3])]]).hasSuffix("The largest value, 3, is at row 1, column 1."))
        #expect(try !description([[panel([2, 2, 2, 2])]]).contains("largest"))
    }

    @Test func cellsThatStandForSeveralPositionsSayWhich() throws {
        let text = try description([[panel([0, 1, 0.25, 0.75])]]) { grid in
            grid.cellGrid = CellGrid(queries: 5, keys: 4, size: 3)
            grid.x = HeatmapAxis(label: "Keys", positionName: "key", labels: .tokens(["the", "cat", "sat", "down"]))
        }
        #expect(text.contains("The largest value, 1, is at row 0\u{2013}2, key down (3)."))
    }

    @Test func onlyDrawnFiniteValuesAreTheLargest() throws {
        let masked = [false, false, true, false]
        #expect(try description([[panel([0, 5, 9, 1], masked: masked)]]).contains("value, 5, is at row 0, column 1."))
        #expect(try description([[panel([0, .infinity, .nan, 1])]]).contains("value, 1, is at row 1, column 1."))
    }

    @Test func factsOfTheMakerStandBehindTheLargestValue() throws {
        let text = try description([[panel([0, 5, .nan, 1])]]) { $0.facts = ["All is well.", "Or so it seems."] }
        #expect(text.hasSuffix("row 0, column 1. All is well. Or so it seems. 1 NaN cell."))
    }

    /// The description is of the cells that are drawn, whether they were pooled before or by the figure.
    @Test func theDescriptionIsOfTheCellsThatAreDrawn() throws {
        let elements = (0..<120 * 120).map { $0 % 121 == 0 ? Float.nan : Float($0 % 97) / 97 }
        let masked = (0..<120 * 120).map { $0 % 120 > 100 }
        for rule in PoolingRule.allCases {
            var whole = try HeatmapGrid(panels: [
                [HeatmapPanel(Tensor(shape: [120, 120], elements: elements), masked: masked)]
            ])
            (whole.poolingRule, whole.page.cellSize) = (rule, 0.1)
            let measurer = FixedWidthMeasurer()
            let size = try HeatmapLayout(whole, measurer: measurer).outline().cellSize
            try #require(size.keys > 1)
            var pooled = try whole.pooled(to: size)
            pooled.page.cellSize = nil
            let (one, other) = (
                try HeatmapLayout(whole, measurer: measurer).scene(),
                try HeatmapLayout(pooled, measurer: measurer).scene()
            )
            #expect(one.description == other.description)
            #expect(one.description.contains("masked cells.") && one.description.contains("NaN cells."))
        }
    }
}
