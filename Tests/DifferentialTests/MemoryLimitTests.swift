import AttentionFigures
import Support
import Testing

/// Work that exceeds the memory limit is an error before it starts; other results do not depend on the size of blocks.
@Suite struct MemoryLimitTests {
    /// Weights whose rows must not be read.
    private struct Untouchable: WeightsSource {
        var axes: WeightAxes
        var canMask: Bool { false }
        let residentBytes: Int

        func outline(_ pass: RowPass) -> any WeightRows { Rows(axes: axes) }

        func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
            try body(Rows(axes: axes))
        }

        struct Rows: WeightRows {
            let axes: WeightAxes
            var canMask: Bool { false }

            func memory(rows: Int) -> Int { rows * axes.keyCount * 4 }

            func withRows<Result>(
                _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
            ) throws -> Result {
                preconditionFailure("rows of a source whose work is refused")
            }
        }
    }

    @Test(arguments: [0, 1 << 20]) func refusedBeforeTheWork(residentBytes: Int) throws {
        let axes = WeightAxes(leading: [("layer", 2)], queryCount: 3000, keyCount: 3000)
        let source = Untouchable(axes: axes, residentBytes: residentBytes)
        let folder = try TemporaryFolder()
        let pass = RowPass(memoryLimit: max(5000, residentBytes))
        let works: [(String, () throws -> Void)] = [
            ("cells", { _ = try source.cells(size: 100, pass: pass) }),
            ("marginals", { _ = try source.cells(size: 100, hasMarginals: true, pass: pass) }),
            ("words", { _ = try source.cells(of: Self.reduced, size: 100, pass: pass) }),
            ("file", { _ = try source.save(to: folder.path("w.npy"), pass: pass) }),
            ("metrics", { _ = try HeadReport(source, pass: pass) }),
            ("distances", { _ = try ComparisonReport(source, with: source, pass: pass) }),
            ("rollout", { _ = try AttentionWeights(rollout: source, pass: pass) }),
            ("figure", { _ = try WeightsFigure(source).drawn(cellSize: 100, pass: pass) }),
            (
                "difference",
                { _ = try WeightsFigure.difference(source, minus: source).drawn(cellSize: 100, pass: pass) }
            ),
        ]
        for (name, work) in works {
            do {
                try work()
                Issue.record("\(name) was not refused")
            } catch let error as MemoryError {
                #expect(error.needed > error.limit.bytes, "\(name)")
            }
        }
    }

    private static let reduced = WeightsPart(reductions: [AxisReduction(axis: "layer", rule: .mean)])

    @Test func smallerBlocksGiveTheSame() throws {
        var generator = SeededGenerator(seed: 600_000)
        let (count, features) = (300, 4)
        let operands = try (0..<2).map { _ in
            Operand.tensor(try Tensor(shape: [2, count, features], elements: generator.normals(2 * count * features)))
        }
        let scores: [any ScoringFunction] = [ScaledDotProductScore(), GaussianScore()]
        for (score, threshold) in zip(scores + [ScaledDotProductScore()], [Int.max, Int.max, 0]) {
            let source = try ComputedWeights(
                queries: operands[0], keys: operands[1], score: score, mask: .window(width: 20))
            func cells(_ limit: Int?) throws -> WeightCells {
                var pass = RowPass(memoryLimit: limit)
                pass.kernelThreshold = threshold
                return try source.cells(size: 7, rule: .mean, pass: pass)
            }
            let expected = try cells(nil)
            // The error says what would be enough.
            var needed = 0
            do { _ = try cells(1) } catch let error as MemoryError { needed = error.needed }
            #expect(needed > 0)
            for limit in [needed, needed * 2, needed * 10] {
                // Small row blocks take over from a kernel that does not fit, and round otherwise.
                let found = try cells(limit)
                let isSame = threshold == 0 ? found.isNear(expected) : found.isSame(as: expected)
                #expect(isSame, "\(limit) bytes")
            }
            #expect(throws: MemoryError.self) { try cells(needed - 1) }
        }
    }

    /// Few features do not make the blocks of weights higher whose sums they are.
    @Test func outputNeedsTheMemoryOfItsWeights() throws {
        var generator = SeededGenerator(seed: 600_002)
        let count = 3000
        let operands = try (0..<3).map { _ in
            Operand.tensor(try Tensor(shape: [count, 2], elements: generator.normals(count * 2)))
        }
        var inputs = ComputedInputs(queries: operands[0], keys: operands[1])
        inputs.values = operands[2]
        let source = try ComputedWeights(inputs)
        let folder = try TemporaryFolder()
        var needed = 0
        do {
            _ = try source.saveOutput(to: folder.path("o.npy"), pass: RowPass(memoryLimit: 1))
        } catch let error as MemoryError { needed = error.needed }
        // A row of scores, of weights and of their copy.
        #expect(needed > 3 * count * 4 && needed < count * count * 4 / 10)
        try source.saveOutput(to: folder.path("a.npy"), pass: RowPass()).commit()
        try source.saveOutput(to: folder.path("b.npy"), pass: RowPass(memoryLimit: needed)).commit()
        #expect(try folder.data("a.npy") == folder.data("b.npy"))
    }

    /// What compares two sources needs the memory of both.
    @Test func twoSourcesNeedTheMemoryOfBoth() throws {
        let axes = WeightAxes(queryCount: 300, keyCount: 300)
        let source = Untouchable(axes: axes, residentBytes: 0)
        func needed(_ work: (RowPass) throws -> Void) throws -> Int {
            do { try work(RowPass(threads: 1, memoryLimit: 1)) } catch let error as MemoryError {
                return error.needed
            }
            return 0
        }
        let one = try needed { _ = try HeadReport(source, pass: $0) }
        let two = try needed { _ = try ComparisonReport(source, with: source, pass: $0) }
        // Blocks of both are there at once; what is made of them is there once.
        #expect(two - one >= one * 3 / 4)
    }

    /// A NaN that no mask hides is drawn by row blocks, after the kernel has met it.
    @Test func notANumberGoesPastTheKernel() throws {
        var generator = SeededGenerator(seed: 600_001)
        let count = 200
        var elements = generator.normals(count * 4)
        elements[7] = .nan
        let queries = Operand.tensor(try Tensor(shape: [count, 4], elements: elements))
        let keys = Operand.tensor(try Tensor(shape: [count, 4], elements: generator.normals(count * 4)))
        let source = try ComputedWeights(queries: queries, keys: keys)
        var pass = RowPass(threads: 1)
        let expected = try source.cells(size: 9, pass: pass)
        pass.kernelThreshold = 0
        let found = try source.cells(size: 9, pass: pass)
        let isSame = found.isSame(as: expected)
        #expect(isSame)
    }
}
