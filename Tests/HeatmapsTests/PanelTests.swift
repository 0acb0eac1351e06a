import Heatmaps
import Tensors
import Testing

struct PanelTests {
    @Test func onlyMatricesAreDrawn() throws {
        #expect(throws: FigureError.notAMatrix(shape: [3])) { try HeatmapPanel(Tensor(repeating: 0, shape: [3])) }
        #expect(throws: FigureError.notAMatrix(shape: [1, 2, 3])) {
            try HeatmapPanel(Tensor(repeating: 0, shape: [1, 2, 3]))
        }
        #expect(throws: FigureError.emptyMatrix(shape: [0, 3])) {
            try HeatmapPanel(Tensor(repeating: 0, shape: [0, 3]))
        }
        #expect(throws: FigureError.maskCountMismatch(expected: 4, found: 3)) {
            try HeatmapPanel(Tensor(repeating: 0, shape: [2, 2]), masked: [true, false, true])
        }
    }

    @Test func theCensusCountsEveryCellOnce() throws {
        let values: [Float] = [0.5, .nan, .infinity, -2, .nan, -.infinity, 9, .nan]
        let masked = [false, false, false, false, false, false, true, true]
        let census = try HeatmapPanel(Tensor(shape: [2, 4], elements: values), masked: masked).census
        #expect(census.range == -2...0.5)
        #expect([census.masked, census.notANumber, census.infinite] == [2, 2, 2])
    }

    @Test func aPanelWithoutValuesHasNoRange() throws {
        #expect(try HeatmapPanel(Tensor(repeating: .nan, shape: [2, 2])).census.range == nil)
        #expect(try HeatmapPanel(Tensor(repeating: 1, shape: [1, 1]), masked: [true]).census.range == nil)
    }
}
