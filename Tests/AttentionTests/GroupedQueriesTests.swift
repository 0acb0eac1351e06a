import Tensors
import Testing

@testable import Attention

struct GroupedQueriesTests {
    /// The scores of (B, H, Q, d) and (B, KV, K, d) as dot products.
    private func scores(_ queries: Tensor, _ keys: Tensor) throws -> [Float] {
        try AttentionRows.with(queries: queries, keys: keys, score: DotProductScore(), stage: .scores) {
            try $0.all().weights
        }
    }

    @Test func eachKeyHeadServesItsGroup() throws {
        let groups = try GroupedQueries(queryHeads: 4, keyHeads: 2)
        #expect((0..<4).map(groups.keyHead) == [0, 0, 1, 1])
        let keys = try Tensor(shape: [1, 2, 1, 2], elements: [1, 2, 3, 4])
        // Queries that ask for one feature each.
        let queries = try Tensor(
            shape: [1, 4, 2, 2], elements: [Float](repeatElement([1, 0, 0, 1], count: 4).joined()))
        #expect(try scores(queries, keys) == [1, 2, 1, 2, 3, 4, 3, 4])
    }

    @Test func batchRowsKeepTheirOwnHeads() throws {
        let keys = try Tensor(shape: [2, 1, 1, 1], elements: [7, 9])
        #expect(try scores(Tensor(repeating: 1, shape: [2, 3, 1, 1]), keys) == [7, 7, 7, 9, 9, 9])
    }

    @Test func weightsAreThoseOfRepeatedKeyHeads() throws {
        var generator = TorchGenerator(seed: 3)
        let queries = try generator.normal([2, 6, 5, 3])
        let keys = try generator.normal([2, 2, 7, 3])
        let repeated = (0..<2).flatMap { batch in (0..<6).flatMap { keys.slice(batch).slice($0 / 3).elements } }
        let expected = try SoftAttention(score: ScaledDotProductScore())(
            queries: queries, keys: Tensor(shape: [2, 6, 7, 3], elements: repeated), mask: .causal)
        let found = try ScaledDotProductAttention().weights(queries: queries, keys: keys, mask: .causal)
        #expect(found.values == expected.weights)
        #expect(found.masked == expected.masked)
        #expect(found.axes.leading[1].labels?[3] == "Head 3 (KV 1)")
    }

    @Test func headsThatDoNotDivideAreRefused() throws {
        #expect(throws: AttentionError.indivisibleGroups(queryHeads: 4, keyHeads: 3)) {
            _ = try GroupedQueries(queryHeads: 4, keyHeads: 3)
        }
        #expect(throws: AttentionError.indivisibleGroups(queryHeads: 4, keyHeads: 0)) {
            _ = try GroupedQueries(queryHeads: 4, keyHeads: 0)
        }
        #expect(throws: AttentionError.leadingAxesMismatch(operand: .values, expected: [1, 2], found: [1, 4])) {
            _ = try OperandLayout(
                queries: Shape([1, 4, 1, 1]), keys: Shape([1, 2, 1, 1]), values: Shape([1, 4, 1, 1]))
        }
    }
}
