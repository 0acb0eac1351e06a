import Heatmaps
import Tensors
import Testing

/// Which panels share a range: the union of what they show.
struct ColorScalesTests {
    /// Two rows of two panels with the values 0 to 1, 2 to 3; 4 to 5, 6 to 7.
    private func grid(_ sharing: ScaleSharing) throws -> HeatmapGrid {
        let places = try (0..<4).map { place in
            try HeatmapPanel(Tensor(shape: [1, 2], elements: [Float(place * 2 + 1), Float(place * 2)]))
        }
        var grid = try HeatmapGrid(panels: [Array(places[..<2]), Array(places[2...])])
        grid.colors.sharing = sharing
        return grid
    }

    private func ranges(_ grid: HeatmapGrid) throws -> [[Double]] {
        try grid.colorScales().map { [$0.minimum, $0.maximum] }
    }

    @Test func aScaleSpeaksForThePanelsThatShareIt() throws {
        #expect(try ranges(grid(.shared)) == [[0, 7]])
        #expect(try ranges(grid(.row)) == [[0, 3], [4, 7]])
        #expect(try ranges(grid(.column)) == [[0, 5], [2, 7]])
        #expect(try ranges(grid(.panel)) == [[0, 1], [2, 3], [4, 5], [6, 7]])
    }

    @Test func maskedAndInfiniteCellsHaveNoSay() throws {
        let panel = try HeatmapPanel(
            Tensor(shape: [1, 5], elements: [100, 2, .infinity, -1, -.infinity]),
            masked: [true, false, false, false, false])
        #expect(try ranges(HeatmapGrid(panels: [[panel]])) == [[-1, 2]])
    }

    @Test(arguments: [true, false])
    func withoutAnyFiniteValueTheBarShowsWeights(isMasked: Bool) throws {
        let panel = try HeatmapPanel(
            Tensor(shape: [1, 2], elements: isMasked ? [3, 4] : [.nan, .infinity]),
            masked: isMasked ? [true, true] : nil)
        var grid = try HeatmapGrid(panels: [[panel]])
        #expect(try ranges(grid) == [[0, 1]])
        grid.colors.minimum = 5
        #expect(try ranges(grid) == [[5, 5]])
        grid.colors.minimum = nil
        grid.colors.maximum = -5
        #expect(try ranges(grid) == [[-5, -5]])
    }

    @Test func limitsTakePrecedence() throws {
        var grid = try grid(.row)
        grid.colors.minimum = -1
        #expect(try ranges(grid) == [[-1, 3], [-1, 7]])
        grid.colors.maximum = 10
        #expect(try ranges(grid) == [[-1, 10], [-1, 10]])
        grid.colors.maximum = -2
        #expect(throws: FigureError.invalidRange(minimum: -1, maximum: -2)) { try grid.colorScales() }
    }

    @Test func anEmptyPlaceDoesNotChangeTheOthers() throws {
        let panel = try HeatmapPanel(Tensor(shape: [1, 2], elements: [3, 9]))
        var grid = try HeatmapGrid(panels: [[nil, panel], [panel, nil]])
        grid.colors.sharing = .column
        #expect(try ranges(grid) == [[3, 9], [3, 9]])
    }
}
