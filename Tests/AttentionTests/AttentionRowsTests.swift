import Tensors
import Testing

@testable import Attention

/// Weights that are computed block by block against those of whole matrices.
struct AttentionRowsTests {
    /// Queries (2, 3, 5, 3) and keys (2, 3, 4, 3), for the masks of `ScoreMaskTests`.
    private static func operands() throws -> (queries: Tensor, keys: Tensor) {
        var generator = TorchGenerator(seed: 5)
        return (try generator.normal([2, 3, 5, 3]), try generator.normal([2, 3, 4, 3]))
    }

    /// All scores under all masks and fills, in blocks of odd sizes: the same bits.
    @Test(arguments: 0..<6, try ScoreMaskTests.cases())
    func blocksAreTheBitsOfTheWhole(scoreIndex: Int, sample: ScoreMaskTests.Case) throws {
        let score = try ScoringFunctionTests.all()[scoreIndex]
        let (queries, keys) = try Self.operands()
        for fill in MaskedFill.allCases {
            let whole = try SoftAttention(score: score, fill: fill)(queries: queries, keys: keys, mask: sample.mask)
            for height in [1, 2, 3, 5] {
                let rows = try AttentionRows.with(
                    queries: queries, keys: keys, score: score, mask: sample.mask, fill: fill
                ) { try $0.all(height: height) }
                #expect(rows.weights.bits == whole.weights.bits)
                #expect(rows.masked == whole.maskedCells?.elements)
                #expect(rows.emptyRows == whole.deadRows.count)
                let scores = try AttentionRows.with(
                    queries: queries, keys: keys, score: score, mask: sample.mask, fill: fill, stage: .scores
                ) { try $0.all(height: height) }
                #expect(scores.weights.bits == whole.scores.bits && scores.masked == nil && scores.emptyRows == 0)
            }
        }
    }

    @Test(arguments: [1, 3, 7, 64])
    func numbersThatAreNoneStayInTheirRows(height: Int) throws {
        var (queries, keys) = try Self.operands()
        queries[0, 1, 2, 0] = .nan
        keys[1, 2, 3, 1] = .infinity
        for score in try ScoringFunctionTests.all() {
            let whole = try SoftAttention(score: score)(queries: queries, keys: keys, mask: .validLengths([4, 3]))
            let rows = try AttentionRows.with(
                queries: queries, keys: keys, score: score, mask: .validLengths([4, 3])
            ) { try $0.all(height: height) }
            #expect(rows.weights.bits == whole.weights.bits)
        }
    }

    @Test func headsMayLieSideBySide() throws {
        var generator = TorchGenerator(seed: 6)
        let (queries, keys) = (try generator.normal([2, 7, 6]), try generator.normal([2, 9, 6]))
        func heads(_ tensor: Tensor) throws -> Tensor {
            let shape = tensor.shape.dimensions
            return try tensor.reshaped([shape[0], shape[1], 3, 2]).permuted([0, 2, 1, 3])
        }
        let whole = try SoftAttention(score: ScaledDotProductScore())(
            queries: heads(queries), keys: heads(keys), mask: .causal)
        let rows = try AttentionRows.with(queries: queries, keys: keys, heads: 3, mask: .causal) {
            #expect($0.axes.leading.map(\.name) == ["batch", "head"])
            return try $0.all(height: 4)
        }
        #expect(rows.weights.bits == whole.weights.bits)
    }

    @Test func theLeadingAxisMayCountBatchRows() throws {
        let (queries, keys) = try Self.operands()
        let (queryRows, keyRows) = (queries.mergingLeadingAxes(), keys.mergingLeadingAxes())
        let lengths = AttentionMask.validLengths([1, 2, 3, 4, 0, 9])
        let whole = try SoftAttention(score: ScaledDotProductScore())(queries: queryRows, keys: keyRows, mask: lengths)
        let rows = try AttentionRows.with(
            queries: queryRows, keys: keyRows, leadingAxis: .batch, mask: lengths
        ) { try $0.all(height: 2) }
        #expect(rows.weights.bits == whole.weights.bits && rows.masked == whole.masked?.elements)
        let weights = try ScaledDotProductAttention().weights(queries: queryRows, keys: keyRows, mask: lengths)
        #expect(weights.values == whole.weights && weights.masked == whole.masked)
        #expect(weights.axes.all.map(\.name) == ["batch", "query", "key"])
    }

    @Test func noQueriesHaveNoRows() throws {
        let keys = try Tensor(repeating: 1, shape: [2, 4, 3])
        let rows = try AttentionRows.with(queries: Tensor(repeating: 1, shape: [2, 0, 3]), keys: keys) {
            try $0.withRows(0..<0, of: 1) { $0.rows.count }
        }
        #expect(rows == 0)
    }

    @Test func misfitsAreRefusedBeforeAnyElementIsThere() throws {
        let none = UnsafeBufferPointer<Float>(start: nil, count: 0)
        func error(_ queries: [Int], _ keys: [Int], _ score: any ScoringFunction, _ mask: AttentionMask) throws
            -> AttentionError?
        {
            let layout = try OperandLayout(queries: Shape(queries), keys: Shape(keys))
            do throws(AttentionError) {
                _ = try AttentionRows(layout, queries: none, keys: none, score: score, mask: mask)
                return nil
            } catch { return error }
        }
        #expect(
            try error([2, 5, 3], [2, 4, 2], DotProductScore(), .none) == .featureMismatch(queries: 3, keys: 2))
        #expect(
            try error([2, 5, 3], [2, 4, 3], DotProductScore(), .validLengths([1, 1]))
                == .maskMismatch(mask: .validLengths, allowed: [[1]], found: [2]))
        let bilinear = try BilinearScore(weights: Tensor(repeating: 1, shape: [2, 3]))
        #expect(
            try error([2, 5, 3], [2, 4, 2], bilinear, .none)
                == .parameterMismatch(parameter: "W", expected: [3, 2], found: [2, 3]))
        #expect(try error([2, 5, 3], [2, 4, 3], DotProductScore(), .causal) == nil)
    }
}
