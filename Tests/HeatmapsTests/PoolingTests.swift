import Support
import Tensors
import Testing

@testable import Heatmaps

struct PoolingTests {
    /// The pooled cells of a panel.
    private func pooled(_ panel: HeatmapPanel, to size: CellSize) throws -> (values: [Float], kinds: [CellKind]) {
        let pooled = try #require(HeatmapGrid(panels: [[panel]]).pooled(to: size).panels[0])
        return (pooled.values.elements, pooled.kinds)
    }

    @Test func aCellIsTheLargestOfItsSquare() throws {
        let panel = try HeatmapPanel(Tensor.arange(to: 15).reshaped([3, 5]))
        let (values, kinds) = try pooled(panel, to: 2)
        // The last row and the last column stand for what is left.
        #expect(values == [6, 8, 9, 11, 13, 14])
        #expect(kinds.allSatisfy { $0 == .value })
    }

    @Test func negativeValuesPoolToo() throws {
        let panel = try HeatmapPanel(Tensor(shape: [1, 3], elements: [-5, -3, -.infinity]))
        #expect(try pooled(panel, to: 2).values == [-3, -.infinity])
        #expect(try pooled(panel, to: 2).kinds == [.value, .value])
    }

    @Test func maskedCellsHaveNoSayUnlessAllAreMasked() throws {
        let panel = try HeatmapPanel(
            Tensor(shape: [1, 6], elements: [9, 1, 9, 9, .nan, 2]), masked: [true, false, true, true, true, false])
        let (values, kinds) = try pooled(panel, to: 2)
        #expect(kinds == [.value, .masked, .value])
        #expect([values[0], values[2]] == [1, 2])
    }

    @Test(arguments: [[Float.nan, 1], [1, .nan], [.nan, .nan]])
    func notANumberIsSeenWhereverItStands(values: [Float]) throws {
        let panel = try HeatmapPanel(Tensor(shape: [1, 2], elements: values))
        #expect(try pooled(panel, to: 2).kinds == [.notANumber])
    }

    @Test func aLonePeakSurvivesEveryFactorAndSize() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            let (rows, columns) = (random.integer(1...40), random.integer(1...40))
            var elements = [Float](repeating: 0, count: rows * columns)
            let peak = random.integer(0...elements.count - 1)
            elements[peak] = 1
            let factor = random.integer(1...50)
            let pooled = try pooled(
                HeatmapPanel(Tensor(shape: [rows, columns], elements: elements)), to: CellSize(factor))
            let width = (columns + factor - 1) / factor
            let cell = peak / columns / factor * width + peak % columns / factor
            #expect(pooled.values.count == (rows + factor - 1) / factor * width)
            #expect(pooled.values.indices.filter { pooled.values[$0] == 1 } == [cell])
        }
    }
}
