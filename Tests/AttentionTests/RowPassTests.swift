import Synchronization
import Tensors
import Testing

@testable import Attention

/// The division of rows into blocks, and the order of the results.
struct RowPassTests {
    /// Records the blocks of rows that it receives.
    private struct Recorder: RowConsumer {
        let matrix: Int
        var blocks: [Range<Int>] = []
        var elements: [Float] = []
        /// How many rows each part holds.
        var parts: [Int] = []

        mutating func add(_ block: RowBlock) throws {
            blocks.append(block.rows)
            for index in 0..<block.rows.count { elements += block.row(index) }
        }

        mutating func append(_ next: Recorder) {
            parts.append(blocks.last?.upperBound ?? 0)
            blocks += next.blocks
            elements += next.elements
        }
    }

    private func rows(_ shape: [Int]) throws -> TensorRows {
        TensorRows(
            try Tensor.arange(to: Double(shape.reduce(1, *))).reshaped(shape), axes: try WeightAxes(customary: shape))
    }

    private func pass(threads: Int?, height: Int, keys: Int) -> RowPass {
        var pass = RowPass(threads: threads)
        pass.leastRows = 1
        pass.blockElements = height * keys
        return pass
    }

    @Test(arguments: [1, 2, 5], [1, 3, 4, 100])
    func resultsAreInOrder(threads: Int, height: Int) throws {
        let rows = try rows([5, 2, 11, 3])
        let pass = pass(threads: threads, height: height, keys: 3)
        for multiple in [1, 4, 7, 50] {
            let results = try pass.run(over: rows, multiple: multiple) { Recorder(matrix: $0) }
            #expect(results.map(\.matrix) == Array(0..<10))
            #expect(results.flatMap(\.elements) == (0..<330).map { Float($0) })
            for result in results {
                // Blocks follow each other, none is higher than it may be, and parts begin at multiples.
                #expect(result.blocks.flatMap(Array.init) == Array(0..<11))
                #expect(result.blocks.allSatisfy { $0.count <= height })
                #expect(result.parts.allSatisfy { $0.isMultiple(of: multiple) })
            }
        }
    }

    @Test func threadsChangeNothing() throws {
        var generator = TorchGenerator(seed: 1)
        let weights = try MaskedSoftmax()(generator.normal([1, 3, 50, 40])).weights.reshaped([3, 50, 40])
        let rows = TensorRows(weights, axes: try WeightAxes(customary: [3, 50, 40]))
        func statistics(_ threads: Int?) throws -> AttentionStatistics {
            try AttentionStatistics(rows, pass: pass(threads: threads, height: 7, keys: 40))
        }
        let one = try statistics(1)
        for threads in [nil, 0, 2, 3, 8] { #expect(try statistics(threads) == one) }
    }

    @Test func matricesWithoutRowsHaveAResult() throws {
        let rows = TensorRows(
            try Tensor(shape: [2, 0, 3], elements: []), axes: try WeightAxes(customary: [2, 0, 3]))
        let results = try RowPass().run(over: rows) { Recorder(matrix: $0) }
        #expect(results.map(\.matrix) == [0, 1] && results.allSatisfy { $0.elements.isEmpty })
        let none = TensorRows(try Tensor(shape: [0, 2, 3], elements: []), axes: try WeightAxes(customary: [0, 2, 3]))
        #expect(try RowPass().run(over: none) { Recorder(matrix: $0) }.isEmpty)
    }

    @Test func cellsMayBeLargerThanAnything() throws {
        let results = try RowPass().run(over: rows([2, 3, 3]), multiple: .max) { Recorder(matrix: $0) }
        #expect(results.flatMap(\.elements) == (0..<18).map { Float($0) })
    }

    private struct Refusal: Error, Equatable { let matrix: Int, row: Int }

    /// Throws an error for some rows.
    private struct Refusing: RowConsumer {
        let rows: Set<Int>

        mutating func add(_ block: RowBlock) throws {
            for row in block.rows where rows.contains(block.matrix * 20 + row) {
                throw Refusal(matrix: block.matrix, row: row)
            }
        }

        mutating func append(_ next: Refusing) {}
    }

    @Test(arguments: [1, 2, 7])
    func theFirstErrorIsThrown(threads: Int) throws {
        let rows = try rows([6, 20, 2])
        for first in [0, 13, 19, 20, 67, 119] {
            let refused = Set(stride(from: first, to: 120, by: 5))
            #expect(throws: Refusal(matrix: first / 20, row: first % 20)) {
                _ = try pass(threads: threads, height: 3, keys: 2).run(over: rows) { _ in Refusing(rows: refused) }
            }
        }
    }

    @Test(arguments: [1, 4])
    func progressGrowsToTheEnd(threads: Int) throws {
        let shares = Mutex<[Double]>([])
        var pass = pass(threads: threads, height: 2, keys: 2)
        pass.progress = { share in shares.withLock { $0.append(share) } }
        _ = try pass.run(over: rows([6, 20, 2])) { Recorder(matrix: $0) }
        let seen = shares.withLock { $0 }
        #expect(seen == seen.sorted() && seen.count > 2)
        #expect(seen.last == 1)
    }
}
