import Tensors
import Testing

@testable import Heatmaps

struct MarginalTests {
    private func grid(_ values: [Float], masked: [Bool]? = nil) throws -> HeatmapGrid {
        var grid = try HeatmapGrid(panels: [
            [
                Panel(Tensor(shape: [2, 4], elements: values), masked: masked),
                Panel(Tensor(repeating: 0.25, shape: [2, 4])),
            ]
        ])
        grid.hasMarginals = true
        return grid
    }

    private static let weights: [Float] = [1, 0, 0, 0, 0.5, 0.5, 0, 0]

    @Test func keysReceiveTheMeanOfTheirColumns() throws {
        let marginals = try Marginals(grid(Self.weights))
        #expect(marginals.panels[0]?.received == [0.75, 0.25, 0, 0])
        #expect(marginals.largestReceived == 0.75)
    }

    @Test func entropyIsInNats() throws {
        let marginals = try Marginals(grid(Self.weights))
        let entropy = try #require(marginals.panels[0]?.entropy)
        #expect(entropy[0] == 0 && abs(entropy[1] - 0.6931471805599453) < 1e-12)
        #expect(abs(marginals.largestEntropy - 1.3862943611198906) < 1e-12)
    }

    @Test func maskedCellsCountAsNothing() throws {
        var values = Self.weights
        values[3] = .nan
        let masked = values.map { $0.isNaN }
        #expect(try Marginals(grid(values, masked: masked)).panels[0]?.received == [0.75, 0.25, 0, 0])
    }

    @Test(arguments: [-0.5, .nan, .infinity] as [Float])
    func valuesThatAreNoWeightsAreRefused(value: Float) throws {
        var values = Self.weights
        values[5] = value
        #expect {
            _ = try Layout(grid(values), measurer: FixedWidthMeasurer()).scene()
        } throws: { "\($0)".contains("the value at query 1, key 1 is \(value)") }
    }

    @Test func theLargestBarFillsItsStripAndEveryBarStandsOnItsCell() throws {
        let grid = try grid(Self.weights)
        let plan = try Layout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid), Marginals(grid))
        let bars = MarginalBars(marginals: try Marginals(grid), plan: plan, theme: grid.theme)
        let shapes = bars.items.compactMap { if case .polygon(let shape) = $0 { shape.corners } else { nil } }
        #expect(shapes.count == 4)
        let frame = plan.panels[0].frame
        let above = shapes[0]
        #expect(abs((above.map(\.y).max() ?? 0) - (above.map(\.y).min() ?? 0) - grid.theme.marginalLength) < 1e-6)
        #expect(above.first?.x == frame.x && abs((above.last?.x ?? 0) - frame.maxX) < 1e-6)
        #expect(above.allSatisfy { $0.y < frame.y } && shapes[1].allSatisfy { $0.x > frame.maxX })
    }

    @Test func aLonePeakKeepsItsHeightWhereCellsArePooled() {
        #expect(PanelMarginals.pooled([0, 0, 0.9, 0, 0.1], by: 2) == [0, 0.9, 0.1])
    }

    @Test func theScaleIsNamedOnce() throws {
        let texts = try Layout(grid(Self.weights), measurer: FixedWidthMeasurer()).scene().texts.map(\.text)
        for text in ["received", "max 0.75", "entropy", "max 1.4 nats"] { #expect(texts.count { $0 == text } == 1) }
    }
}
