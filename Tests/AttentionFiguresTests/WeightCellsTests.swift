import Attention
import Heatmaps
import TensorFiles
import Tensors
import Testing

@testable import AttentionFigures

/// Pooled cells of weights, and the statistics of the weights before pooling.
struct WeightCellsTests {
    private func cells(_ shape: [Int], _ elements: [Float], masked: [Bool]? = nil) throws -> WeightCells {
        try AttentionWeights(
            Tensor(shape: shape, elements: elements),
            masked: masked.map { try BooleanTensor(shape: shape, elements: $0) }
        ).cells()
    }

    @Test func columnsOfOneLookTransposed() throws {
        let columns: [Float] = [0.75, 0.5, 0.25, 0.5]
        #expect(try cells([2, 2], columns).looksTransposed)
        #expect(try !cells([2, 2], [0.75, 0.25, 0.5, 0.5]).looksTransposed)
        // Both sum to 1; neither sums to 1; one matrix of two; a mask that may explain the rows.
        #expect(try !cells([2, 2], [0.5, 0.5, 0.5, 0.5]).looksTransposed)
        #expect(try !cells([2, 2], [0.75, 0.5, 0.5, 0.5]).looksTransposed)
        #expect(try cells([2, 2, 2], columns + columns).looksTransposed)
        #expect(try !cells([2, 2, 2], columns + [0.75, 0.5, 0.75, 0.5]).looksTransposed)
        #expect(try !cells([2, 2], columns, masked: [false, false, false, false]).looksTransposed)
    }

    /// The sums of the first columns alone are not sufficient.
    @Test func everyColumnCounts() throws {
        var generator = TorchGenerator(seed: 1)
        var weights = try MaskedSoftmax()(generator.normal([1, 20, 30])).weights.slice(0).permuted([1, 0])
        #expect(try cells([30, 20], weights.elements).looksTransposed)
        weights[4, 19] += 0.01
        #expect(try !cells([30, 20], weights.elements).looksTransposed)
    }

    @Test func theShareOfTheFirstKeyIsThatOfAllQueries() throws {
        #expect(try cells([2, 2], [0.5, 0.5, 1, 0]).firstKeyShare == 0.75)
        #expect(try cells([2, 2], [0.5, 0.75, 1, 0]).firstKeyShare == nil)
        let dead = try cells([2, 2], [0, 0, 0.25, 0.75], masked: [true, true, false, false])
        #expect(dead.firstKeyShare == 0.25)
        let part = WeightsPart(keys: PositionRange(from: 0, to: 2))
        #expect(try AttentionWeights(Tensor(shape: [1, 3], elements: [1, 0, 0])).cells(of: part).firstKeyShare == nil)
    }

    /// The kernel and row blocks compute the same cells and statistics.
    @Test(arguments: PoolingRule.allCases)
    func theKernelGivesTheSameCells(rule: PoolingRule) throws {
        var generator = TorchGenerator(seed: 14)
        let (queries, keys) = (try generator.normal([4, 50, 8]), try generator.normal([2, 60, 8]))
        let lengths = (0..<50).map { $0 * 11 % 61 }
        let parts = [
            WeightsPart(), WeightsPart(queries: PositionRange(from: 7, to: 41), keys: PositionRange(from: 10)),
            WeightsPart(selection: try AxisSelection([("head", .list([3, 0]))])),
        ]
        for mask in [AttentionMask.none, .causal, .validLengthsPerQuery([lengths])] {
            let source = try ComputedWeights(queries: .tensor(queries), keys: .tensor(keys), mask: mask)
            for part in parts {
                func cells(threshold: Int) throws -> WeightCells {
                    var pass = RowPass(threads: 2)
                    (pass.kernelThreshold, pass.leastRows, pass.blockElements) = (threshold, 1, 600)
                    return try source.cells(of: part, size: CellSize(queries: 3, keys: 7), rule: rule, pass: pass)
                }
                let (kernel, rows) = (try cells(threshold: 0), try cells(threshold: .max))
                #expect(kernel.grid == rows.grid && kernel.axes == rows.axes && kernel.rule == rows.rule)
                #expect(kernel.masked == rows.masked && kernel.emptyRows == rows.emptyRows)
                #expect(
                    kernel.values.count == rows.values.count && kernel.values.map(\.count) == rows.values.map(\.count))
                for (found, expected) in zip(kernel.values.joined(), rows.values.joined()) {
                    #expect(abs(found - expected) <= 1e-6)
                }
                #expect((kernel.firstKeyShare == nil) == (rows.firstKeyShare == nil))
                if let found = kernel.firstKeyShare, let expected = rows.firstKeyShare {
                    #expect(abs(found - expected) <= 1e-6)
                }
                #expect(kernel.looksTransposed == rows.looksTransposed)
            }
        }
    }

    /// Threads and blocks change no bit, nor does the memory that may be used.
    @Test func blocksChangeNothing() throws {
        var generator = TorchGenerator(seed: 15)
        let weights = try AttentionWeights(MaskedSoftmax()(generator.normal([3, 50, 60])).weights)
        func cells(_ pass: RowPass) throws -> [[UInt32]] {
            try weights.cells(size: CellSize(queries: 4, keys: 7), rule: .mean, pass: pass).values.map {
                $0.map(\.bitPattern)
            }
        }
        let whole = try cells(RowPass(threads: 1))
        for threads in [1, 2, 3] {
            for rows in [1, 3, 4, 17] {
                var pass = RowPass(threads: threads, memoryLimit: 1 << 24)
                (pass.leastRows, pass.blockElements) = (1, rows * 60)
                #expect(try cells(pass) == whole)
            }
        }
        #expect(try cells(RowPass(memoryLimit: 60_000)) == whole)
        #expect {
            _ = try cells(RowPass(memoryLimit: 1000))
        } throws: { error in
            guard let error = error as? MemoryError, error.limit.bytes == 1000 else { return false }
            let needed = error.needed
            return needed > 1000
        }
    }

    @Test func partsThatAreNotThereAreRefused() throws {
        let weights = try AttentionWeights(Tensor(repeating: 0.25, shape: [3, 4, 4]))
        func error(_ part: WeightsPart) -> WeightsError? {
            do {
                _ = try weights.cells(of: part)
                return nil
            } catch { return error as? WeightsError }
        }
        let query = try AxisSelection([("query", .position(1))])
        let (all, far) = (PositionRange(from: 1, to: 3), PositionRange(from: 2, to: 5))
        #expect(error(WeightsPart(selection: query, queries: all)) == .chosenTwice(axis: "query"))
        #expect(error(WeightsPart(selection: query, keys: all)) == nil)
        #expect(error(WeightsPart(keys: far)) == .partOutOfRange(axis: "keys", positions: 0..<4, found: far))
        #expect(error(WeightsPart(queries: PositionRange(from: -4, to: -1))) == nil)
        for ends in [(-5, 2), (2, 2), (3, 1), (0, -4), (Int.min, 1), (0, Int.max)] {
            let range = PositionRange(from: ends.0, to: ends.1)
            #expect(
                error(WeightsPart(queries: range)) == .partOutOfRange(axis: "queries", positions: 0..<4, found: range))
        }
        let reduction = AxisReduction(axis: "key", rule: .mean)
        #expect(error(WeightsPart(reductions: [reduction])) == .reducedMatrixAxis(reduction))
        #expect(error(WeightsPart(mergesWords: true)) == .missingTokens)
    }

    @Test func wordsMergeAfterTheirPiecesAreChosen() throws {
        var weights = try AttentionWeights(Tensor.arange(to: 18).reshaped([2, 3, 3]))
        weights.axes.queries.labels = ["a", "##b", "c"]
        weights.axes.keys.labels = ["a", "##b", "c"]
        let part = WeightsPart(
            selection: try AxisSelection([("query", .list([2, 0, 1]))]),
            reductions: [AxisReduction(axis: "head", rule: .mean)], mergesWords: true)
        let cells = try weights.cells(of: part)
        #expect(cells.axes.queries.labels == ["c", "ab"] && cells.axes.keys.labels == ["ab", "c"])
        #expect(cells.values == [Self.merged])
    }

    /// Means over both heads of 0..<9 and 9..<18, then sums over keys 0 and 1 and means over queries 0 and 1.
    private static let merged: [Float] = {
        func mean(_ query: Int, _ key: Int) -> Float { Float(query * 3 + key) + 4.5 }
        return [
            mean(2, 0) + mean(2, 1), mean(2, 2),
            (mean(0, 0) + mean(0, 1) + mean(1, 0) + mean(1, 1)) / 2, (mean(0, 2) + mean(1, 2)) / 2,
        ]
    }()

    @Test func differencesAreThoseOfEachPosition() throws {
        let first = try AttentionWeights(
            Tensor(shape: [2, 1, 2], elements: [1, 0, 0.5, 0.5]),
            masked: BooleanTensor(shape: [2, 1, 2], elements: [false, true, false, false]))
        let second = try AttentionWeights(
            Tensor(shape: [2, 1, 2], elements: [0.25, 0.75, 1, 0]),
            masked: BooleanTensor(shape: [2, 1, 2], elements: [false, true, false, true]))
        let swapped = WeightsPart(selection: try AxisSelection([("head", .list([1, 0]))]))
        let straight = try DifferenceWeights(first, part: WeightsPart(), minus: second, otherPart: WeightsPart())
            .cells()
        #expect(straight.values == [[0.75, 0], [-0.5, 0.5]])
        #expect(straight.masked == [[false, true], [false, false]])
        let crossed = try DifferenceWeights(first, part: WeightsPart(), minus: second, otherPart: swapped)
        #expect(crossed.axes.leading[0].labels == ["Head 0 \u{2212} head 1", "Head 1 \u{2212} head 0"])
        // A weight that one of them masks counts as 0 there.
        #expect(try crossed.cells().values == [[0, 0], [0.25, 0.5]])
        #expect(try crossed.cells().masked == [[false, true], [false, false]])
        let other = try AttentionWeights(Tensor(repeating: 0, shape: [2, 2, 2]))
        #expect(throws: WeightsError.shapesDiffer(first: "A", [2, 1, 2], second: "B", [2, 2, 2])) {
            _ = try DifferenceWeights(first, part: WeightsPart(), minus: other, otherPart: WeightsPart())
        }
    }
}
