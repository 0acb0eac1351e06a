import Tensors
import Testing

@testable import Heatmaps

struct MarginalTests {
    private func grid(
        above: [Double] = [0.75, 0.25, 0, 0], beside: [Double] = [0, 0.6931471805599453]
    ) throws -> HeatmapGrid {
        var first = try HeatmapPanel(Tensor(shape: [2, 4], elements: [1, 0, 0, 0, 0.5, 0.5, 0, 0]))
        first.marginals = PanelMarginals(above: above, beside: beside)
        var second = try HeatmapPanel(Tensor(repeating: 0.25, shape: [2, 4]))
        second.marginals = PanelMarginals(
            above: [0.25, 0.25, 0.25, 0.25], beside: [1.3862943611198906, 1.3862943611198906])
        var grid = try HeatmapGrid(panels: [[first, second]])
        grid.captionAbove = MarginalCaption("received")
        grid.captionBeside = MarginalCaption("entropy", unit: "nats")
        return grid
    }

    private func scene(_ grid: HeatmapGrid) throws -> FigureScene {
        try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene()
    }

    @Test func allPanelsShareTheScalesOfTheirBars() throws {
        let scale = try #require(MarginalScale(grid()))
        #expect(scale.above == 0.75 && scale.beside == 1.3862943611198906)
    }

    @Test func thereIsAValueForEachPosition() throws {
        #expect(throws: FigureError.marginalCount(side: "above", expected: 4, found: 3)) {
            try scene(grid(above: [0, 0, 0]))
        }
        #expect(throws: FigureError.marginalCount(side: "beside", expected: 2, found: 4)) {
            try scene(grid(beside: [0, 0, 0, 0]))
        }
    }

    @Test(arguments: [-0.5, .nan, .infinity])
    func valuesThatNoBarCanShowAreRefused(value: Double) throws {
        #expect {
            _ = try scene(grid(above: [0, value, 0, 0]))
        } throws: { "\($0)".contains("that of position 1 is \(value)") }
    }

    @Test func theLargestBarFillsItsStripAndEveryBarStandsOnItsCell() throws {
        let grid = try grid()
        let plan = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid))
        let bars = MarginalBars(scale: try #require(MarginalScale(grid)), grid: grid, plan: plan)
        let shapes = bars.items.compactMap { if case .polygon(let shape) = $0 { shape.corners } else { nil } }
        #expect(shapes.count == 4)
        let frame = plan.panels[0].frame
        let above = shapes[0]
        #expect(abs((above.map(\.y).max() ?? 0) - (above.map(\.y).min() ?? 0) - grid.theme.marginalLength) < 1e-6)
        #expect(above.first?.x == frame.x && abs((above.last?.x ?? 0) - frame.maxX) < 1e-6)
        #expect(above.allSatisfy { $0.y < frame.y } && shapes[1].allSatisfy { $0.x > frame.maxX })
    }

    @Test func aLonePeakKeepsItsHeightWhereCellsHoldSeveralPositions() throws {
        var grid = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(repeating: 0, shape: [2, 3]))]])
        grid.cellGrid = CellGrid(queries: 3, keys: 5, size: 2)
        grid.panels[0]?.marginals = PanelMarginals(above: [0, 0, 0.9, 0, 0.1], beside: [0.5, 0.25, 0])
        let plan = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid))
        let bars = MarginalBars(scale: try #require(MarginalScale(grid)), grid: grid, plan: plan)
        let shapes = bars.items.compactMap { if case .polygon(let shape) = $0 { shape.corners } else { nil } }
        let strip = plan.marginals[0].frame
        let heights = shapes[0].dropFirst().dropLast().map { (strip.maxY - $0.y) / strip.height }
        #expect(zip(heights, [0, 0, 1, 1, 1 / 9, 1 / 9]).allSatisfy { abs($0 - $1) < 1e-9 })
    }

    @Test func theScaleIsNamedOnce() throws {
        let texts = try scene(grid()).texts.map(\.text)
        for text in ["received", "max 0.75", "entropy", "max 1.4 nats"] { #expect(texts.count { $0 == text } == 1) }
        var unnamed = try grid()
        (unnamed.captionAbove, unnamed.captionBeside) = (nil, nil)
        #expect(try !scene(unnamed).texts.contains { $0.text.hasPrefix("max") })
    }
}
