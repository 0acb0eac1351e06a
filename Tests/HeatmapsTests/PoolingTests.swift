import Support
import Tensors
import Testing

@testable import Heatmaps

struct PoolingTests {
    @Test func aCellIsTheLargestOfItsSquare() throws {
        let panel = try Panel(Tensor.arange(to: 15).reshaped([3, 5]))
        let (values, kinds) = Pooling(factor: 2).pooled(panel)
        // The last row and the last column stand for what is left.
        #expect(values == [6, 8, 9, 11, 13, 14])
        #expect(kinds.allSatisfy { $0 == .value })
    }

    @Test func negativeValuesPoolToo() throws {
        let panel = try Panel(Tensor(shape: [1, 3], elements: [-5, -3, -.infinity]))
        #expect(Pooling(factor: 2).pooled(panel).values == [-3, -.infinity])
        #expect(Pooling(factor: 2).pooled(panel).kinds == [.value, .value])
    }

    @Test func maskedCellsHaveNoSayUnlessAllAreMasked() throws {
        let panel = try Panel(
            Tensor(shape: [1, 6], elements: [9, 1, 9, 9, .nan, 2]), masked: [true, false, true, true, true, false])
        let (values, kinds) = Pooling(factor: 2).pooled(panel)
        #expect(kinds == [.value, .masked, .value])
        #expect([values[0], values[2]] == [1, 2])
    }

    @Test(arguments: [[Float.nan, 1], [1, .nan], [.nan, .nan]])
    func notANumberIsSeenWhereverItStands(values: [Float]) throws {
        let panel = try Panel(Tensor(shape: [1, 2], elements: values))
        #expect(Pooling(factor: 2).pooled(panel).kinds == [.notANumber])
    }

    @Test func aLonePeakSurvivesEveryFactorAndSize() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            let (rows, columns) = (random.integer(1...40), random.integer(1...40))
            var elements = [Float](repeating: 0, count: rows * columns)
            let peak = random.integer(0...elements.count - 1)
            elements[peak] = 1
            let factor = random.integer(1...50)
            let pooled = Pooling(factor: PositionsPerCell(factor)).pooled(
                try Panel(Tensor(shape: [rows, columns], elements: elements)))
            let width = (columns + factor - 1) / factor
            let place = peak / columns / factor * width + peak % columns / factor
            #expect(pooled.values.count == (rows + factor - 1) / factor * width)
            #expect(pooled.values.indices.filter { pooled.values[$0] == 1 } == [place])
        }
    }
}
