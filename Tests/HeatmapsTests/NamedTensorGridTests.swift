import Tensors
import Testing

@testable import Heatmaps

/// Figures of tensors whose axes have names, and tokens as they are shown.
struct NamedTensorGridTests {
    private func weights(_ shape: [Int], _ axes: [String]) throws -> NamedTensor {
        try NamedTensor(Tensor.arange(to: Double(shape.reduce(1, *))).reshaped(shape), axes: axes)
    }

    private static func grid(
        _ tensor: NamedTensor, masked: NamedTensor? = nil, columns: Int? = nil
    ) throws -> HeatmapGrid {
        try HeatmapGrid(tensor, rowAxis: "query", columnAxis: "key", masked: masked, columns: columns)
    }

    @Test func twoMoreAxesAreRowsAndColumns() throws {
        let grid = try Self.grid(weights([2, 3, 1, 4], ["layer", "head", "query", "key"]))
        #expect(grid.titles.columns == ["Head 0", "Head 1", "Head 2"])
        #expect(grid.titles.rows == ["Layer 0", "Layer 1"])
        #expect(grid.panel(row: 1, column: 0)?.values.elements == [12, 13, 14, 15])
    }

    @Test func whatWasChosenOrReducedIsTheTitle() throws {
        let all = try weights([2, 3, 1, 4], ["layer", "head", "query", "key"])
        let chosen = try all.selecting(AxisSelection([("layer", .position(1)), ("head", .position(2))]))
        #expect(try Self.grid(chosen).titles.figure == "Layer 1, head 2")
        let layer = try all.selecting(AxisSelection([("layer", .position(1))]))
        let mean = try layer.reducing(AxisReduction(axis: "head", rule: .mean))
        #expect(try Self.grid(mean).titles.figure == "Layer 1, mean over heads")
    }

    @Test func oneAxisWrapsIntoRows() throws {
        let grid = try Self.grid(weights([3, 1, 1], ["head", "query", "key"]), columns: 2)
        #expect(grid.rows == 2 && grid.columns == 2)
        #expect(grid.panel(row: 1, column: 0)?.title == "Head 2")
        #expect(grid.panel(row: 1, column: 1) == nil)
    }

    @Test func masksFollowTheirWeights() throws {
        let all = try weights([2, 1, 2], ["head", "query", "key"])
        let masked = all.replacingValues(by: try Tensor(shape: [2, 1, 2], elements: [0, 1, 1, 0]))
        let grid = try Self.grid(all, masked: masked)
        #expect(grid.panel(row: 0, column: 0)?.masked == [false, true])
        #expect(grid.panel(row: 0, column: 1)?.masked == [true, false])
    }

    @Test func anyTwoAxesCanBeThoseOfTheMatrices() throws {
        let grid = try HeatmapGrid(weights([2, 3, 4], ["a", "b", "c"]), rowAxis: "c", columnAxis: "a")
        #expect(grid.titles.columns == ["B 0", "B 1", "B 2"])
        #expect(grid.panel(row: 0, column: 1)?.values.elements == [4, 16, 5, 17, 6, 18, 7, 19])
    }

    @Test func axesThatCannotBeDrawnAreRefused() throws {
        #expect(throws: FigureError.missingAxis(axes: ["a", "key"], needed: ["query", "key"])) {
            _ = try Self.grid(weights([2, 2], ["a", "key"]))
        }
        #expect(throws: FigureError.tooManyAxes(names: ["a", "b", "c"], lengths: [2, 2, 2])) {
            _ = try Self.grid(weights([2, 2, 2, 1, 1], ["a", "b", "c", "query", "key"]))
        }
    }

    @Test(arguments: [
        ("cat", "cat"), ("\u{0120}cat", " cat"), ("\u{2581}cat", " cat"), ("\u{010a}", "\u{21b5}"),
        ("  ", "\u{2423}\u{2423}"), ("\t\n", "\u{21e5}\u{21b5}"), ("", ""), ("a b", "a b"),
        ("\u{202e}abc", "U+202Eabc"), ("\u{200b}", "U+200B"), ("a\u{200d}b", "a\u{200d}b"), ("\u{feff}", "U+FEFF"),
    ])
    func tokensAreReadable(token: String, shown: String) {
        #expect(TokenText.visible(token) == shown)
    }
}
