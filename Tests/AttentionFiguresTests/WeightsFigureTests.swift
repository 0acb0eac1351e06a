import Attention
import Heatmaps
import Tensors
import Testing

@testable import AttentionFigures

/// Figures of weights: the panel of each matrix, titles and labels.
struct WeightsFigureTests {
    private func weights(_ shape: [Int], masked: [Bool]? = nil) throws -> AttentionWeights {
        try AttentionWeights(
            Tensor.arange(to: Double(shape.reduce(1, *))).reshaped(shape),
            masked: masked.map { try BooleanTensor(shape: shape, elements: $0) })
    }

    @Test func twoMoreAxesAreRowsAndColumns() throws {
        let grid = try HeatmapGrid(weights([2, 3, 1, 4]))
        #expect(grid.titles.columns == ["Head 0", "Head 1", "Head 2"])
        #expect(grid.titles.rows == ["Layer 0", "Layer 1"])
        #expect(grid.panel(row: 1, column: 0)?.values.elements == [12, 13, 14, 15])
    }

    @Test func whatWasChosenOrReducedIsTheTitle() throws {
        let all = try weights([2, 3, 1, 4])
        let chosen = try all.selecting(AxisSelection([("layer", .position(1)), ("head", .position(2))]))
        #expect(try HeatmapGrid(chosen).titles.figure == "Layer 1, head 2")
        let layer = try all.selecting(AxisSelection([("layer", .position(1))]))
        let mean = try layer.reducing(AxisReduction(axis: "head", rule: .mean))
        #expect(try HeatmapGrid(mean).titles.figure == "Layer 1, mean over heads")
        let largest = try all.reducing(AxisReduction(axis: "layer", rule: .max))
        #expect(try HeatmapGrid(largest).titles.figure == "Maximum over layers")
        #expect(try HeatmapGrid(all).titles.figure == nil)
    }

    @Test func oneAxisWrapsIntoRows() throws {
        let grid = try HeatmapGrid(weights([3, 1, 1]), columns: 2)
        #expect(grid.rows == 2 && grid.columns == 2)
        #expect(grid.panel(row: 1, column: 0)?.title == "Head 2")
        #expect(grid.panel(row: 1, column: 0)?.values.elements == [2])
        #expect(grid.panel(row: 1, column: 1) == nil)
    }

    @Test func masksFollowTheirWeights() throws {
        let grid = try HeatmapGrid(weights([2, 1, 2], masked: [false, true, true, false]))
        #expect(grid.panel(row: 0, column: 0)?.masked == [false, true])
        #expect(grid.panel(row: 0, column: 1)?.masked == [true, false])
        #expect(try HeatmapGrid(weights([2, 1, 2])).panel(row: 0, column: 0)?.masked == nil)
    }

    @Test func panelsAreNamedByTheLabelsOfTheirAxis() throws {
        let queries = try Tensor(repeating: 1, shape: [4, 2, 3])
        let grouped = try ScaledDotProductAttention().weights(
            queries: queries, keys: Tensor(repeating: 1, shape: [2, 2, 3]))
        #expect(
            try HeatmapGrid(grouped).titles.columns == [
                "Head 0 (KV 0)", "Head 1 (KV 0)", "Head 2 (KV 1)", "Head 3 (KV 1)",
            ])
        let late = try weights([9, 2, 2]).selecting(AxisSelection([("head", .list([8, 3]))]))
        #expect(try HeatmapGrid(late).titles.columns == ["Head 8", "Head 3"])
    }

    @Test func positionsAndTokensAreThoseOfThePart() throws {
        var all = try weights([4, 5])
        let part = try all.selecting(AxisSelection([("query", .range(from: 2, to: 4)), ("key", .list([4, 0]))]))
        var grid = try HeatmapGrid(part)
        #expect(grid.x == HeatmapAxis(label: "Keys", positionName: "key", labels: .tokens(["4", "0"])))
        #expect(grid.y == HeatmapAxis(label: "Queries", positionName: "query", labels: .counted(from: 2)))
        #expect(grid.panel(row: 0, column: 0)?.values.elements == [14, 10, 19, 15])
        all.axes.keys.labels = ["a", "\u{0120}b", "c", "d", "\u{0120}e"]
        grid = try HeatmapGrid(all.selecting(AxisSelection([("key", .list([4, 0]))])))
        #expect(grid.x.labels == .tokens([" e", "a"]) && grid.y.labels == .indices)
        let raw = try WeightsFigure(all, showsRawTokens: true).drawn(cellSize: 1).grid
        #expect(raw.x.labels == .tokens(["a", "\u{0120}b", "c", "d", "\u{0120}e"]))
    }

    @Test func axesThatCannotBeDrawnAreRefused() throws {
        let axes = WeightAxes(leading: [("a", 2), ("b", 2), ("c", 2)], queryCount: 1, keyCount: 1)
        let weights = try AttentionWeights(Tensor(repeating: 0, shape: [2, 2, 2, 1, 1]), axes: axes)
        #expect(throws: FigureError.tooManyAxes(names: ["a", "b", "c"], lengths: [2, 2, 2])) {
            _ = try HeatmapGrid(weights)
        }
        #expect(throws: FigureError.emptyMatrix(shape: [2, 0, 3])) {
            _ = try HeatmapGrid(AttentionWeights(Tensor(shape: [2, 0, 3], elements: [])))
        }
    }

    /// The cells of the figure are pooled as `CellAccumulator` defines it.
    @Test(arguments: PoolingRule.allCases)
    func largerCellsArePooled(rule: PoolingRule) throws {
        var figure = try WeightsFigure(weights([2, 5, 7]))
        figure.grid.poolingRule = rule
        let drawn = try figure.drawn(cellSize: CellSize(queries: 2, keys: 3)).grid
        #expect(drawn.cellGrid == CellGrid(queries: 5, keys: 7, size: CellSize(queries: 2, keys: 3)))
        let cells = try #require(drawn.panel(row: 0, column: 1)).values
        #expect(cells.shape.dimensions == [3, 3])
        for row in 0..<3 {
            for column in 0..<3 {
                let places = (row * 2..<min(row * 2 + 2, 5)).flatMap { query in
                    (column * 3..<min(column * 3 + 3, 7)).map { Double(35 + query * 7 + $0) }
                }
                let mean = places.reduce(0, +) / Double(places.count)
                #expect(cells[row, column] == Float(rule == .mean ? mean : places.max() ?? 0))
            }
        }
    }

    @Test func marginalsAreThoseOfAllWeights() throws {
        let weights = try AttentionWeights(Tensor(shape: [1, 2, 4], elements: [0.5, 0.5, 0, 0, 1, 0, 0, 0]))
        var figure = try WeightsFigure(weights)
        figure.hasMarginals = true
        let panel = try #require(figure.drawn(cellSize: 2).grid.panel(row: 0, column: 0))
        #expect(panel.values.elements == [1, 0])
        #expect(panel.marginals?.above == [0.75, 0.25, 0, 0])
        #expect(panel.marginals?.beside.last == 0)
        let part = WeightsPart(selection: try AxisSelection([("key", .list([0, 1]))]))
        var cut = try WeightsFigure(weights, part: part)
        cut.hasMarginals = true
        #expect(throws: WeightsError.marginalsOfPart) { _ = try cut.drawn(cellSize: 1) }
    }
}
