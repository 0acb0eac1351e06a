import Attention
import Tensors
import Testing

struct AttentionOperandsTests {
    private func counted(_ shape: [Int]) throws -> Tensor {
        try Tensor.arange(to: Double(shape.reduce(1, *))).reshaped(shape)
    }

    @Test func everyUsualRankGetsFourAxes() throws {
        for (shape, axis, expected) in [
            ([3, 2], AttentionOperands.LeadingAxis.head, [1, 1, 3, 2]), ([4, 3, 2], .head, [1, 4, 3, 2]),
            ([4, 3, 2], .batch, [4, 1, 3, 2]), ([5, 4, 3, 2], .head, [5, 4, 3, 2]),
        ] {
            let tensor = try counted(shape)
            let operands = try AttentionOperands(queries: tensor, keys: tensor, values: tensor, leadingAxis: axis)
            #expect(operands.queries.shape.dimensions == expected)
            #expect(operands.keys.shape.dimensions == expected)
            #expect(operands.values?.elements == tensor.elements)
        }
    }

    @Test func featuresSplitIntoHeads() throws {
        let operands = try AttentionOperands(queries: counted([2, 4]), keys: counted([3, 4]), heads: 2)
        #expect(operands.queries.shape.dimensions == [1, 2, 2, 2])
        #expect(operands.queries.elements == [0, 1, 4, 5, 2, 3, 6, 7])
        #expect(operands.keys.elements == [0, 1, 4, 5, 8, 9, 2, 3, 6, 7, 10, 11])
    }

    @Test func fewerKeyFeaturesAreFewerKeyHeads() throws {
        let operands = try AttentionOperands(queries: counted([2, 4]), keys: counted([3, 2]), heads: 2)
        #expect(operands.groups.keyHeads == 1)
        #expect(operands.keys.elements == [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5])
    }

    @Test func keyHeadsServeGroups() throws {
        let operands = try AttentionOperands(queries: counted([4, 2, 1]), keys: counted([2, 3, 1]))
        #expect(operands.keys.elements == [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5])
        #expect(throws: AttentionError.indivisibleGroups(queryHeads: 4, keyHeads: 3)) {
            _ = try AttentionOperands(queries: counted([4, 2, 1]), keys: counted([3, 3, 1]))
        }
    }

    @Test func otherRanksAreRefused() throws {
        #expect(throws: AttentionError.unexpectedRank(operand: "keys", allowed: [2, 3, 4], found: [3])) {
            _ = try AttentionOperands(queries: counted([2, 1]), keys: counted([3]))
        }
        #expect(throws: AttentionError.indivisibleHeads(parameter: "queries", size: 4, heads: 3)) {
            _ = try AttentionOperands(queries: counted([2, 4]), keys: counted([2, 4]), heads: 3)
        }
        #expect(throws: AttentionError.self) {
            _ = try AttentionOperands(queries: counted([2, 4]), keys: counted([2, 4]), heads: 0)
        }
    }

    @Test func scoresAreMadeByName() throws {
        #expect(
            ScoreKind.allCases.map(\.rawValue) == ["dot", "scaled-dot", "additive", "bilinear", "gaussian", "cosine"])
        let queries = try counted([1, 2, 2])
        let scaled = try ScoreKind.scaledDot.scoringFunction(scale: 2).scores(queries: queries, keys: queries)
        let plain = try ScoreKind.dot.scoringFunction().scores(queries: queries, keys: queries)
        #expect(scaled == plain.map { 2 * $0 })
        #expect(throws: AttentionError.missingParameter("W", of: "bilinear", found: ["W_q"])) {
            _ = try ScoreKind.bilinear.scoringFunction(parameters: ["W_q": queries])
        }
    }
}
