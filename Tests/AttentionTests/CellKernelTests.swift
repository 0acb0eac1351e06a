import Tensors
import Testing

@testable import Attention

/// The kernel computes the same cells as row blocks.
struct CellKernelTests {
    private static func operands(_ queries: [Int], _ keys: [Int]) throws -> (queries: Tensor, keys: Tensor) {
        var generator = TorchGenerator(seed: 21)
        return (try generator.normal(queries), try generator.normal(keys))
    }

    private static func pass(threads: Int = 1) -> RowPass {
        var pass = RowPass(threads: threads)
        pass.kernelThreshold = 0
        return pass
    }

    /// The maps of all matrices as some threads compute them.
    private static func maps(
        _ queries: Tensor, _ keys: Tensor, _ mask: AttentionMask, _ size: CellSize, _ rule: PoolingRule, threads: Int
    ) throws -> [AttentionMap]? {
        try AttentionRows.with(queries: queries, keys: keys, mask: mask, pass: pass(threads: threads)) { rows in
            let (all, allKeys) = (0..<rows.axes.queryCount, 0..<rows.axes.keyCount)
            return try rows.cellKernel(queries: all, keys: allKeys, size: size, rule: rule)?.maps()
        }
    }

    private struct Cells: RowConsumer {
        var cells: CellAccumulator

        mutating func add(_ block: RowBlock) {
            for index in 0..<block.rows.count { cells.add(block.row(index), masked: block.mask(index)) }
        }

        mutating func append(_ next: Cells) {
            var next = next
            cells.finish()
            next.cells.finish()
            cells.append(next.cells)
        }
    }

    @Test(arguments: PoolingRule.allCases, [CellSize(1), CellSize(queries: 7, keys: 3), CellSize(100)])
    func mapsAreTheCellsOfTheRows(rule: PoolingRule, size: CellSize) throws {
        let (queries, keys) = try Self.operands([2, 4, 33, 8], [2, 2, 41, 8])
        let lengths = [(0..<33).map { $0 * 5 % 43 }, (0..<33).map { $0 * 3 % 17 }]
        let masks: [AttentionMask] = [
            .none, .causal, .window(width: 4), .validLengths([0, 40]), .validLengthsPerQuery(lengths),
            .all([.causal, .validLengths([41, 9])]),
        ]
        for mask in masks {
            try AttentionRows.with(queries: queries, keys: keys, mask: mask, pass: Self.pass()) { rows in
                let kernel = try #require(rows.cellKernel(queries: 0..<33, keys: 0..<41, size: size, rule: rule))
                let maps = try #require(try kernel.maps())
                var parts = try rows.pass.run(over: rows, multiple: size.queries) { _ in
                    Cells(cells: CellAccumulator(rule, size: size, columns: 41, isMasked: rows.canMask))
                }
                #expect(maps.count == 8 && parts.count == 8)
                for index in maps.indices {
                    parts[index].cells.finish()
                    #expect(largestDifference(maps[index].values.elements, parts[index].cells.values) <= 1e-6)
                    #expect(maps[index].masked?.elements ?? [] == parts[index].cells.masked)
                }
                let dead = maps.reduce(0) { $0 + $1.deadQueries.count }
                let emptyRows = try rows.all(height: 10).emptyRows
                #expect(dead == emptyRows)
                #expect(try Self.maps(queries, keys, mask, size, rule, threads: 3) == maps)
            }
        }
    }

    @Test func choicesAreMatricesOfTheWhole() throws {
        let (queries, keys) = try Self.operands([5, 10, 4], [5, 12, 4])
        try AttentionRows.with(queries: queries, keys: keys, pass: Self.pass()) { rows in
            let kernel = try #require(rows.cellKernel(queries: 2..<9, keys: 1..<12, size: 2, rule: .mean))
            let maps = try #require(try kernel.maps())
            #expect(maps.count == 5 && maps[0].grid == CellGrid(queries: 7, keys: 11, size: 2))
            #expect(try kernel.choosing([3, 0, 3]).maps() == [maps[3], maps[0], maps[3]])
            #expect(try kernel.choosing([3, 0, 3]).choosing([2, 1]).maps() == [maps[3], maps[0]])
        }
    }

    /// Row blocks compute what the kernel does not support.
    @Test func elementsThatAreNotFiniteAreNotForTheKernel() throws {
        for value in [Float.nan, .infinity, 1e30] {
            var (queries, keys) = try Self.operands([2, 10, 4], [2, 12, 4])
            queries[1, 3, 2] = value
            keys[1, 3, 2] = 1e30
            try AttentionRows.with(queries: queries, keys: keys, pass: Self.pass()) { rows in
                let kernel = try #require(rows.cellKernel(queries: 0..<10, keys: 0..<12, size: 2, rule: .maximum))
                #expect(try kernel.maps() == nil)
                #expect(try kernel.choosing([0]).maps()?.count == 1)
            }
        }
    }

    @Test func progressGrowsOverAllMaps() throws {
        let (queries, keys) = try Self.operands([4, 300, 8], [4, 300, 8])
        var shares: [Double] = []
        try AttentionRows.with(queries: queries, keys: keys, mask: .causal, pass: Self.pass()) { rows in
            let kernel = try #require(rows.cellKernel(queries: 0..<300, keys: 0..<300, size: 10, rule: .mean))
            _ = try kernel.maps { shares.append($0) }
        }
        #expect(shares == shares.sorted() && shares.count >= 8)
        #expect(shares.first == 0 && abs((shares.last ?? 0) - 1) < 1e-12)
    }

    @Test func memoryIsThatOfOneMap() throws {
        let (queries, keys) = try Self.operands([2, 3000, 8], [2, 3000, 8])
        let alone = try #require(KernelMap(score: ScaledDotProductScore(), rule: .mean, size: 10, threads: 1))
        let expected = try alone.memory(queries: 3000, keys: 3000, features: 8)
        try AttentionRows.with(queries: queries, keys: keys, pass: Self.pass()) { rows in
            let kernel = try #require(rows.cellKernel(queries: 0..<3000, keys: 0..<3000, size: 10, rule: .mean))
            #expect(try kernel.memory() == expected)
        }
        try AttentionRows.with(queries: queries, keys: keys, pass: Self.pass(threads: 4)) { rows in
            let kernel = try #require(rows.cellKernel(queries: 0..<3000, keys: 0..<3000, size: 10, rule: .mean))
            #expect(try kernel.memory() > expected)
        }
    }
}
