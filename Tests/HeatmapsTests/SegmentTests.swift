import Tensors
import Testing

@testable import Heatmaps

struct SegmentTests {
    private func grid(_ segments: AxisSegments) throws -> HeatmapGrid {
        var grid = try HeatmapGrid(matrices: Tensor(repeating: 0.5, shape: [2, 10, 10]))
        grid.page.cellSize = 20
        (grid.x.segments, grid.y.segments) = (segments, segments)
        return grid
    }

    private func scene(_ grid: HeatmapGrid) throws -> FigureScene {
        try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene()
    }

    @Test func linesRunAcrossEveryPanelAtTheBordersOfTheParts() throws {
        let grid = try grid(AxisSegments(starts: [3, 7]))
        let plan = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid))
        #expect(plan.separators.count == 8)
        for (panel, lines) in zip(plan.panels, [plan.separators.prefix(4), plan.separators.suffix(4)]) {
            let expected = [3.0, 7].map { panel.frame.x + $0 * plan.cell.width }
            #expect(zip(lines.prefix(2), expected).allSatisfy { abs($0.start.x - $1) < 1e-6 && $0.start.x == $0.end.x })
            #expect(
                lines.allSatisfy {
                    abs($0.end.y - panel.frame.maxY) < 1e-6 || abs($0.end.x - panel.frame.maxX) < 1e-6
                })
        }
    }

    @Test func partsAreNamedOnTheOuterSides() throws {
        let texts = try scene(grid(AxisSegments(starts: [3], names: ["prompt", "answer"]))).texts
        #expect(texts.filter { $0.text == "prompt" && $0.direction == .across }.count == 2)
        #expect(texts.filter { $0.text == "prompt" && $0.direction == .upwards }.count == 1)
    }

    @Test func aNameLongerThanItsPartIsShortened() throws {
        let texts = try scene(grid(AxisSegments(starts: [2], names: ["a name much longer", "b"]))).texts.map(\.text)
        #expect(texts.contains { $0.hasPrefix("a ") && $0.hasSuffix("\u{2026}") } && texts.contains("b"))
    }

    @Test(arguments: [[0], [10], [4, 4], [6, 3], [-1], [3, 11]])
    func partsThatAreNoneAreRefused(starts: [Int]) throws {
        #expect {
            _ = try scene(grid(AxisSegments(starts: starts)))
        } throws: { "\($0)".contains("ascending positions from 1 to 9, found \(starts[0])") }
    }

    @Test func everyPartHasAName() throws {
        #expect(throws: FigureError.titleCount(kind: "x segment", expected: 2, found: 3)) {
            try scene(grid(AxisSegments(starts: [3], names: ["a", "b", "c"])))
        }
    }

    // MARK: Lines on cells

    private func strokes(_ scene: FigureScene) -> [StrokeGroup] {
        scene.items.compactMap { if case .strokes(let group) = $0 { group } else { nil } }
    }

    @Test func gridLinesAreBetweenAllCells() throws {
        var grid = try grid(AxisSegments())
        let plain = try strokes(scene(grid)).count
        grid.hasGridLines = true
        let groups = try strokes(scene(grid))
        #expect(groups.count == plain + 1 && groups.contains { $0.lines.count == 2 * 18 && $0.outlines.isEmpty })
        grid.page.cellSize = 2
        #expect(try scene(grid).notes == [.cellsTooSmallForGridLines])
    }

    @Test func aMarkIsOnTheBorderOfItsCell() throws {
        var grid = try grid(AxisSegments())
        grid.marks = [CellMark(row: 3, column: 4)]
        let plan = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid))
        let groups = try strokes(scene(grid)).filter { $0.lines.isEmpty && $0.outlines.count == 2 }
        let inner = try #require(groups.last)
        // An outline lies outside of its rectangle: half of its width in the cell is its middle on the border.
        let border = inner.outlines[0].insetBy(-inner.width / 2)
        let cell = plan.panels[0].frame
        #expect(
            abs(border.x - (cell.x + 4 * plan.cell.width)) < 1e-6
                && abs(border.y - (cell.y + 3 * plan.cell.width)) < 1e-6)
        #expect(abs(border.width - plan.cell.width) < 1e-6)
    }

    @Test(arguments: [CellMark(row: 10, column: 0), CellMark(row: 0, column: -1)])
    func aMarkOutsideIsRefused(mark: CellMark) throws {
        var grid = try grid(AxisSegments())
        grid.marks = [mark]
        #expect(throws: FigureError.markOutside(row: mark.row, column: mark.column, shape: [10, 10])) {
            try scene(grid)
        }
    }
}
