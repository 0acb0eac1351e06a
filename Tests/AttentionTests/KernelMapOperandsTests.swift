import Tensors
import Testing

@testable import Attention

/// The operands that the kernel accepts, and its errors.
struct KernelMapOperandsTests {
    private static func rows(_ shape: [Int]) throws -> Tensor {
        var generator = TorchGenerator(seed: 3)
        return try generator.normal(shape)
    }

    private static func map(
        _ score: any ScoringFunction = ScaledDotProductScore(), threads: Int? = nil
    ) throws -> KernelMap {
        try #require(KernelMap(score: score, threads: threads))
    }

    private func error(_ body: () throws -> Void) -> AttentionError? {
        do {
            try body()
            return nil
        } catch { return error as? AttentionError }
    }

    @Test func queryHeadsShareKeyHeads() throws {
        let (queries, keys) = try (Self.rows([2, 4, 9, 5]), Self.rows([2, 2, 11, 5]))
        let map = try Self.map(threads: 1)
        for batch in 0..<2 {
            for head in 0..<4 {
                let pooled = try map(
                    queries: queries, keys: keys, batch: batch, head: head, mask: .validLengths([4, 11]))
                let alone = try map(
                    queries: queries.slice(batch).slice(head), keys: keys.slice(batch).slice(head / 2),
                    mask: .validLengths([[4, 11][batch]]))
                #expect(pooled == alone)
            }
        }
        #expect(try map(queries: queries.slice(0), keys: keys.slice(0), head: 3).values.shape.dimensions == [9, 11])
        #expect(
            error { _ = try map(queries: queries, keys: keys, head: 4) }
                == .noSuchHead(axis: "head", index: 4, count: 4))
        #expect(
            error { _ = try map(queries: queries, keys: keys, batch: -1) }
                == .noSuchHead(axis: "batch row", index: -1, count: 2))
        #expect(
            error { _ = try map(queries: Self.rows([3, 2, 5]), keys: Self.rows([2, 2, 5])) }
                == .indivisibleGroups(queryHeads: 3, keyHeads: 2))
    }

    @Test func rowsMayLieApartInMemory() throws {
        let (queries, keys) = try (Self.rows([6, 4]), Self.rows([7, 4]))
        let map = try Self.map(threads: 1)
        // NaN between the rows is no part of them.
        let wide = (0..<7).flatMap { keys.slice($0).elements + [Float.nan] }.dropLast()
        let apart = try queries.elements.withUnsafeBufferPointer { queries in
            try Array(wide).withUnsafeBufferPointer { keys in
                try map(
                    queries: FeatureRows(queries, operand: .queries, count: 6, features: 4),
                    keys: FeatureRows(keys, operand: .keys, count: 7, features: 4, stride: 5))
            }
        }
        #expect(try apart == map(queries: queries, keys: keys))
        for (count, stride) in [(8, 5), (7, 3), (-1, 5), (.max, 5), (2, .max)] {
            #expect(
                error {
                    try Array(wide).withUnsafeBufferPointer {
                        _ = try FeatureRows($0, operand: .keys, count: count, features: 4, stride: stride)
                    }
                } == .rowsBeyondElements(operand: .keys, shape: [count, 4], elements: 34))
        }
    }

    @Test func queriesWithoutAnyKeyAreReported() throws {
        let map = try Self.map(threads: 1)
        let lengths = AttentionMask.validLengthsPerQuery([[0, 2, 0, 1]])
        let pooled = try map(queries: Self.rows([4, 3]), keys: Self.rows([5, 3]), mask: lengths)
        #expect(pooled.deadQueries == [0, 2])
        #expect(pooled.values.slice(0).elements == [0, 0, 0, 0, 0] && pooled.values[3, 0] == 1)
        #expect(pooled.firstKeyWeights[0] == 0 && pooled.firstKeyWeights[2] == 0 && pooled.firstKeyWeights[3] == 1)
        #expect(pooled.masked?.elements.prefix(10) == [true, true, true, true, true, false, false, true, true, true])
    }

    /// The first key of all, also where other keys are drawn.
    @Test func theFirstKeyOfEqualScores() throws {
        let ones = try Tensor(repeating: 1, shape: [200, 2])
        for crop in [nil, AttentionCrop(queries: 7..<50, keys: 100..<150)] {
            let map = try Self.map(DotProductScore())(queries: ones, keys: ones, crop: crop)
            #expect(map.firstKeyWeights == [Float](repeating: 0.005, count: crop == nil ? 200 : 43))
            #expect(abs(map.firstKeySum - (crop == nil ? 1 : 0.215)) < 1e-6)
        }
    }

    @Test func elementsThatAreNotFiniteAreRefusedWithTheirPlace() throws {
        let map = try Self.map(threads: 1)
        let good = try Self.rows([150, 9])
        for (value, text) in [(Float.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf")] {
            var bad = good
            bad[149, 8] = value
            bad[120, 2] = value
            #expect(
                error { _ = try map(queries: bad, keys: good) }
                    == .notFinite(operand: .queries, index: [120, 2], found: text))
            #expect(
                error { _ = try map(queries: good, keys: bad) }
                    == .notFinite(operand: .keys, index: [120, 2], found: text))
            // Indices in errors count from the first of all queries; queries outside the crop are not checked.
            #expect(
                error { _ = try map(queries: bad, keys: good, crop: AttentionCrop(queries: 121..<150)) }
                    == .notFinite(operand: .queries, index: [149, 8], found: text))
            #expect(error { _ = try map(queries: bad, keys: good, crop: AttentionCrop(queries: 0..<120)) } == nil)
        }
    }

    @Test func scoresBeyondFloatAreRefused() throws {
        let huge = try Tensor(repeating: 1e19, shape: [2, 3])
        let map = try Self.map()
        #expect(
            error { _ = try map(queries: huge, keys: huge) }
                == .scoresOverflow(largestQuery: 1e19, largestKey: 1e19))
        let large = huge.map { $0 / 1e4 }
        #expect(try map(queries: large, keys: large).values.elements == [0.5, 0.5, 0.5, 0.5])
        let ones = try Tensor(repeating: 1, shape: [2, 3])
        for scale in [Float.infinity, 2e38] {
            let scaled = try Self.map(ScaledDotProductScore(scale: scale))
            #expect(error { _ = try scaled(queries: ones, keys: ones) } == .scaleOutOfRange(scale))
        }
    }

    /// Only dot products have a kernel, and only where the keys of each query are one range.
    @Test func whatNeedsAMatrixHasNoKernel() throws {
        for score in try ScoringFunctionTests.all() {
            let isDotProduct = score is DotProductScore || score is ScaledDotProductScore
            #expect((KernelMap(score: score) != nil) == isDotProduct, "\(score.name)")
        }
        let ones = try Tensor(repeating: 1, shape: [2, 3])
        let allowed = try BooleanTensor(shape: [2, 2], elements: [true, true, false, true])
        let zeros = try Tensor(repeating: 0, shape: [2, 2])
        let stored = MaskTensor(shape: zeros.shape, meaning: .bias) { _, queries in
            [Float](repeating: 0, count: 2 * queries.count)
        }
        let ranges: [AttentionMask] = [
            .none, .causal, .window(width: 1), .validLengths([1]), .validLengthsPerQuery([[0, 2]]),
            .all([.causal, .window(width: 2)]),
        ]
        let matrices: [AttentionMask] = [
            .boolean(allowed), .additive(zeros), .tensor(stored), .all([.causal, .boolean(allowed)]),
        ]
        for (masks, hasKernel) in [(ranges, true), (matrices, false)] {
            for mask in masks { #expect(try Self.kernel(of: ones, mask: mask) == hasKernel, "\(mask)") }
        }
        #expect(try !Self.kernel(of: ones, score: GaussianScore()))
        #expect(try !Self.kernel(of: ones, mask: .causal, fill: .largeNegative))
        #expect(try !Self.kernel(of: ones, stage: .scores))
        #expect(try !Self.kernel(of: ones, threshold: 4))
    }

    /// Whether the kernel applies to the weights of self-attention.
    private static func kernel(
        of tokens: Tensor, score: any ScoringFunction = DotProductScore(), mask: AttentionMask = .none,
        fill: MaskedFill = .negativeInfinity, stage: AttentionRows.Stage = .weights, threshold: Int = 0
    ) throws -> Bool {
        var pass = RowPass(threads: 1)
        pass.kernelThreshold = threshold
        return try AttentionRows.with(
            queries: tokens, keys: tokens, score: score, mask: mask, fill: fill, stage: stage, pass: pass
        ) { $0.cellKernel(queries: 0..<2, keys: 0..<2, size: 1, rule: .maximum) != nil }
    }

    @Test func misfitsAreRefused() throws {
        let map = try Self.map()
        let ones = try Tensor(repeating: 1, shape: [2, 3])
        let refusals: [(AttentionError, () throws -> Void)] = [
            (.featureMismatch(queries: 3, keys: 4), { _ = try map(queries: ones, keys: Self.rows([2, 4])) }),
            (
                .emptyAxis(operand: .keys, of: "key", found: [0, 3]),
                { _ = try map(queries: ones, keys: Self.rows([0, 3])) }
            ),
            (
                .emptyAxis(operand: .queries, of: "feature", found: [2, 0]),
                { _ = try map(queries: Self.rows([2, 0]), keys: Self.rows([2, 0])) }
            ),
            (
                .unexpectedRank(operand: .keys, allowed: [2, 3, 4], found: [3]),
                { _ = try map(queries: ones, keys: ones.slice(0)) }
            ),
            (
                .maskMismatch(mask: .validLengths, allowed: [[1]], found: [2]),
                { _ = try map(queries: ones, keys: ones, mask: .validLengths([1, 2])) }
            ),
            (.windowWidth(0), { _ = try map(queries: ones, keys: ones, mask: .window(width: 0)) }),
            (
                .cropOutOfRange(axis: "keys", crop: 1..<3, count: 2),
                { _ = try map(queries: ones, keys: ones, crop: AttentionCrop(keys: 1..<3)) }
            ),
            (
                .cropOutOfRange(axis: "queries", crop: 1..<1, count: 2),
                { _ = try map(queries: ones, keys: ones, crop: AttentionCrop(queries: 1..<1)) }
            ),
        ]
        for (expected, refused) in refusals { #expect(error(refused) == expected) }
        #expect(try map(queries: ones, keys: ones, mask: .window(width: .max)).values.elements == [0.5, 0.5, 0.5, 0.5])
        #expect(try map(queries: Self.rows([0, 3]), keys: ones).values.shape.dimensions == [0, 2])
        // The number of threads is at least 1.
        #expect(try Self.map(threads: 0)(queries: ones, keys: ones) == map(queries: ones, keys: ones))
    }

    @Test func memoryGrowsWithTheContextNotItsSquare() throws {
        // About 800 cells along each side.
        func memory(_ positions: Int, size: CellSize) throws -> Int {
            let map = try #require(KernelMap(score: ScaledDotProductScore(), size: size, threads: 2))
            return try map.memory(queries: positions, keys: positions, features: 64)
        }
        #expect(try memory(16_384, size: 21) > 5_000_000 && memory(131_072, size: 164) < 20_000_000)
        let whole = try Self.map(threads: 2)
        #expect(try whole.memory(queries: 131_072, keys: 131_072, features: 64) > 131_072 * 131_072 * 4)
        let crop = AttentionCrop(queries: 0..<512, keys: 7680..<8192)
        #expect(try whole.memory(queries: 131_072, keys: 131_072, features: 64, crop: crop) < 10_000_000)
        #expect(throws: AttentionError.self) { _ = try whole.memory(queries: 1, keys: .max, features: 1) }
    }

    @Test func progressGrowsToTheEnd() throws {
        var shares: [Double] = []
        let rows = try Self.rows([400, 4])
        _ = try Self.map(threads: 1)(
            queries: rows, keys: rows, mask: .causal, progress: { shares.append($0) }, isCancelled: { false })
        #expect(shares.first == 0 && shares.last == 1 && shares.count > 5)
        #expect(shares == shares.sorted())
    }

    @Test(arguments: [1, 3])
    func cancellationStopsTheWork(threads: Int) throws {
        let rows = try Self.rows([700, 64])
        let map = try Self.map(threads: threads)
        // Several threads may finish the work before cancellation is checked a third time.
        for patience in threads == 1 ? [0, 1, 2] : [0, 1] {
            var questions = 0
            var shares: [Double] = []
            let refused = error {
                _ = try map(
                    queries: rows, keys: rows, progress: { shares.append($0) },
                    isCancelled: {
                        questions += 1
                        return questions > patience
                    })
            }
            #expect(refused == .cancelled)
            #expect(questions == patience + 1 && !shares.contains(1))
        }
    }
}
