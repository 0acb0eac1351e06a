import Attention
import Heatmaps
import Tensors
import Testing

@testable import AttentionFigures

/// The matrix of each panel of a figure.
struct PanelArrangementTests {
    private func axes(_ leading: [(String, Int)]) -> WeightAxes {
        WeightAxes(leading: leading.map { (name: $0.0, count: $0.1) }, queryCount: 2, keyCount: 3)
    }

    @Test func axesOfOnePositionNeedNoPanels() throws {
        let none = try PanelArrangement(axes([]), columns: nil)
        #expect(none.rows == 1 && none.columns == 1 && none.matrices == [0])
        let single = try PanelArrangement(axes([("layer", 1), ("batch", 1), ("head", 3)]), columns: nil)
        #expect(single.rows == 1 && single.columns == 3 && single.matrices == [0, 1, 2])
        #expect(single.titles == nil)
        let split = try PanelArrangement(axes([("layer", 2), ("batch", 1), ("head", 3)]), columns: nil)
        #expect(split.rows == 2 && split.columns == 3 && split.matrices == [0, 1, 2, 3, 4, 5])
    }

    @Test(arguments: [
        (1, 5, 1), (2, 3, 2), (3, 2, 3), (4, 2, 4), (5, 1, 5), (9, 1, 5),
    ])
    func aSingleAxisWraps(columns: Int, rows: Int, width: Int) throws {
        let found = try PanelArrangement(axes([("head", 5)]), columns: columns)
        #expect(found.rows == rows && found.columns == width)
        #expect(found.matrices.compactMap { $0 } == Array(0..<5))
        #expect(found.matrices.count == rows * width && found.matrices.prefix(5).allSatisfy { $0 != nil })
        #expect(found.titles?[4] == (columns < 5 ? "Head 4" : nil))
    }

    /// Two axes are rows and columns already.
    @Test func twoAxesDoNotWrap() throws {
        let found = try PanelArrangement(axes([("layer", 2), ("head", 3)]), columns: 2)
        #expect(found.rows == 2 && found.columns == 3)
    }

    @Test func titlesFollowTheirPanels() throws {
        let grid = try PanelArrangement(axes([("layer", 2), ("head", 3)]), columns: nil).grid { matrix, title in
            #expect(title == nil)
            return try HeatmapPanel(Tensor(repeating: Float(matrix), shape: [2, 3]))
        }
        #expect(grid.titles.rows == ["Layer 0", "Layer 1"])
        #expect(grid.titles.columns == ["Head 0", "Head 1", "Head 2"])
        #expect(grid.panel(row: 1, column: 2)?.values[0, 0] == 5)
    }

    @Test func whatCannotBeArrangedIsRefused() throws {
        #expect(throws: FigureError.tooManyAxes(names: ["a", "c", "d"], lengths: [2, 3, 2])) {
            _ = try PanelArrangement(axes([("a", 2), ("b", 1), ("c", 3), ("d", 2)]), columns: nil)
        }
        #expect(throws: FigureError.emptyMatrix(shape: [0, 2, 3])) {
            _ = try PanelArrangement(axes([("head", 0)]), columns: nil)
        }
        for columns in [0, -1] {
            #expect(throws: FigureError.notAllowed(.panelColumns, value: Double(columns))) {
                _ = try PanelArrangement(axes([("head", 3)]), columns: columns)
            }
        }
    }
}
