import Attention
import Tensors
import Testing

struct SoftAttentionTests {
    @Test func weightsNeedNoValues() throws {
        let ones = try Tensor(repeating: 1, shape: [1, 2, 3])
        let result = try SoftAttention(score: DotProductScore())(queries: ones, keys: ones)
        #expect(result.output == nil && result.droppedWeights == nil && result.masked == nil)
        #expect(result.scores.elements == [3, 3, 3, 3])
        #expect(result.weights.elements == [0.5, 0.5, 0.5, 0.5])
    }

    @Test func scoresAreThoseBeforeTheMask() throws {
        let ones = try Tensor(repeating: 1, shape: [1, 2, 3])
        let result = try SoftAttention(score: DotProductScore())(queries: ones, keys: ones, mask: .causal)
        #expect(result.scores.elements == [3, 3, 3, 3])
        #expect(result.weights.elements == [1, 0, 0.5, 0.5])
    }

    @Test func deadRowHasNoOutput() throws {
        let ones = try Tensor(repeating: 1, shape: [1, 2, 3])
        let mask = AttentionMask.validLengthsPerQuery([[0, 1]])
        let result = try SoftAttention(score: DotProductScore())(
            queries: ones, keys: ones, values: ones, mask: mask)
        #expect(result.output?.elements == [0, 0, 0, 1, 1, 1])
        #expect(result.deadRows == [QueryRow(batch: 0, query: 0)])
    }

    @Test func headsAreIndependentProblems() throws {
        var generator = TorchGenerator(seed: 6)
        let queries = try generator.normal([3, 2, 4, 5])
        let keys = try generator.normal([3, 2, 6, 5])
        let values = try generator.normal([3, 2, 6, 7])
        let attention = SoftAttention(score: ScaledDotProductScore())
        let whole = try attention(queries: queries, keys: keys, values: values, mask: .validLengths([1, 4, 6]))
        let output = try #require(whole.output)
        #expect(output.shape.dimensions == [3, 2, 4, 7])
        for (batch, length) in [1, 4, 6].enumerated() {
            let alone = try attention(
                queries: queries.slice(batch), keys: keys.slice(batch), values: values.slice(batch),
                mask: .validLengths([length, length]))
            #expect(alone.output == output.slice(batch))
            #expect(alone.weights == whole.weights.slice(batch))
        }
    }

    @Test func misfittingValuesAreRefused() throws {
        let ones = try Tensor(repeating: 1, shape: [2, 3, 4])
        func error(_ shape: [Int]) throws -> AttentionError? {
            let values = try Tensor(repeating: 1, shape: shape)
            do throws(AttentionError) {
                _ = try SoftAttention(score: DotProductScore())(queries: ones, keys: ones, values: values)
                return nil
            } catch {
                return error
            }
        }
        #expect(try error([2, 5, 4]) == .valueCountMismatch(keys: 3, values: 5))
        #expect(try error([1, 3, 4]) == .leadingAxesMismatch(operand: .values, expected: [2], found: [1]))
        #expect(try error([3, 4]) == .unexpectedRank(operand: .values, allowed: [3], found: [3, 4]))
        #expect(try error([2, 3, 1]) == nil)
    }

    @Test func refusalDrawsNothing() throws {
        var generator = TorchGenerator(seed: 0)
        let ones = try Tensor(repeating: 1, shape: [1, 2, 3])
        let attention = try SoftAttention(score: DotProductScore(), dropout: Dropout(probability: 0.5))
        #expect(throws: AttentionError.self) {
            _ = try attention(queries: ones, keys: ones, mask: .validLengths([1, 1]), training: &generator)
        }
        #expect(generator == TorchGenerator(seed: 0))
    }

    @Test func errorsAreSentences() {
        let errors: [(AttentionError, String)] = [
            (.featureMismatch(queries: 20, keys: 2), "keys: expected 20 features as in the queries, found 2"),
            (
                .maskMismatch(mask: .booleanMask, allowed: [[2, 3], [1, 2, 3]], found: [3]),
                "boolean mask: expected shape (2, 3) or (1, 2, 3) (axes of length 1 broadcast), found (3,)"
            ),
            (
                .leadingAxesMismatch(operand: .keys, expected: [2], found: [1]),
                "keys: expected the queries' leading axes (2,), found (1,)"
            ),
            (
                .unexpectedRank(operand: .queries, allowed: [3, 4], found: [5]),
                "queries: expected 3 or 4 axes, found shape (5,)"
            ),
            (.negativeValidLength(-1, index: [0, 2]), "valid lengths: expected 0 or more at (0, 2), found -1"),
        ]
        for (error, sentence) in errors { #expect("\(error)" == sentence) }
    }
}
