import AttentionFigures
import Support
import Testing

/// Differences of two sources, and the memory that the rows of parts say they take.
@Suite struct PartTests {
    @Test func differences() throws {
        for number in 0..<200 {
            let seed = UInt64(1_000_000 + number)
            var generator = SeededGenerator(seed: seed)
            let problem = try RandomAttention(&generator)
            let source = try problem.source()
            let part = RandomPart(problem.reference, &generator)
            // B has the queries of A in the opposite order, and no mask in half of the cases.
            let turned = Array(part.reference.queries.indices.reversed())
            let whole = try source.withRows(of: part.part) { try AttentionWeights($0) }
            var second = try whole.selecting(
                AxisSelection([("query", .list(turned.map { whole.axes.queries.positions[$0] }))]))
            if generator.chance(0.5) { second = try AttentionWeights(second.values, axes: second.axes) }
            let other = part.reference.taking(turned, of: part.reference.leading.count, drops: false)
            var expected = part.reference
            expected.hasAllKeys = true
            expected.emptyRows = expected.emptyRows.map { _ in 0 }
            for index in expected.values.indices {
                let (isMasked, isOtherMasked) = (expected.isMasked(index), other.isMasked(index))
                expected.values[index] =
                    (isMasked ? 0 : expected.values[index]) - (isOtherMasked ? 0 : other.values[index])
                if second.masked != nil { expected.masked?[index] = isMasked && isOtherMasked }
            }
            if second.masked == nil { expected.masked = nil }

            let difference = try DifferenceWeights(source, part: part.part, minus: second, otherPart: WeightsPart())
            #expect(difference.canMask == (expected.masked != nil), "seed \(seed)")
            let size = CellSize(queries: generator.integer(1...3), keys: generator.integer(1...3))
            for pass in [RowPass(threads: 1), ComputedWeightsTests.narrow(&generator)] {
                let cells = try difference.cells(size: size, rule: .mean, pass: pass)
                let found = cells.difference(from: expected, size: size, rule: .mean)
                #expect(found == nil, "seed \(seed): \(found ?? "")")
            }
        }
    }

    /// Rows of a part take at least as much memory as the rows that they are made of.
    @Test func memoryOfParts() throws {
        for number in 0..<300 {
            let seed = UInt64(1_100_000 + number)
            var generator = SeededGenerator(seed: seed)
            let problem = try RandomAttention(&generator)
            let part = RandomPart(problem.reference, &generator)
            let probe = ProbeRows(axes: try problem.source().axes)
            let rows = try part.part.rows(of: probe)
            let height = generator.integer(1...5)
            for start in stride(from: 0, to: rows.axes.queryCount, by: height) {
                let range = start..<min(start + height, rows.axes.queryCount)
                try rows.withRows(range, of: 0) { _ in }
            }
            let (said, taken) = (rows.memory(rows: min(height, rows.axes.queryCount)), probe.memory(rows: probe.most))
            #expect(said >= taken, "seed \(seed)")
        }
    }

    /// Blocks are as high as the rows that are computed allow, however few of their weights are kept.
    @Test(arguments: [
        WeightsPart(), WeightsPart(keys: PositionRange(from: 3, to: 4)),
        WeightsPart(reductions: [AxisReduction(axis: "layer", rule: .max)], keys: PositionRange(from: 3, to: 5)),
        WeightsPart(queries: PositionRange(from: 7, to: 60)),
    ])
    func blocksOfParts(part: WeightsPart) throws {
        let probe = ProbeRows(axes: WeightAxes(leading: [("layer", 2)], queryCount: 64, keyCount: 50))
        var pass = RowPass(threads: 1)
        pass.blockElements = 1000
        pass.leastRows = 1
        _ = try AttentionWeights(part.rows(of: probe), pass: pass)
        #expect(probe.most == 20)
    }

    /// Zeros that remember how many rows were asked for at a time. They are asked on one thread.
    private final class ProbeRows: WeightRows, @unchecked Sendable {
        let axes: WeightAxes
        private(set) var most = 0

        init(axes: WeightAxes) { self.axes = axes }

        var canMask: Bool { false }

        func memory(rows: Int) -> Int { rows * 1_000_000 }

        func withRows<Result>(
            _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
        ) throws -> Result {
            most = max(most, rows.count)
            let zeros = [Float](repeating: 0, count: rows.count * axes.keyCount)
            return try RowBlock.with(matrix: matrix, rows: rows, keys: axes.keyCount, weights: zeros, body)
        }
    }
}
