import Tensors
import Testing

@testable import Attention

struct OperandLayoutTests {
    private func counted(_ shape: [Int]) throws -> Tensor {
        try Tensor.arange(to: Double(shape.reduce(1, *))).reshaped(shape)
    }

    private func layout(
        queries: [Int], keys: [Int], values: [Int]? = nil, leadingAxis: HeadLayout.LeadingAxis = .head,
        heads: Int? = nil
    ) throws -> OperandLayout {
        try OperandLayout(
            queries: Shape(queries), keys: Shape(keys), values: values.map { try Shape($0) }, leadingAxis: leadingAxis,
            heads: heads)
    }

    private func sizes(_ layout: HeadLayout) -> [Int] {
        [layout.batches, layout.heads, layout.count, layout.features]
    }

    /// The elements of each head of a tensor whose elements are 0, 1, 2, ...
    private func heads(_ layout: HeadLayout, of shape: [Int]) throws -> [[Float]] {
        try counted(shape).elements.withUnsafeBufferPointer { elements in
            try (0..<layout.heads).map { try layout.rows(batch: 0, head: $0, of: elements).tensor.elements }
        }
    }

    @Test func everyUsualRankGetsFourAxes() throws {
        for (shape, axis, expected) in [
            ([3, 2], HeadLayout.LeadingAxis.head, [1, 1, 3, 2]), ([4, 3, 2], .head, [1, 4, 3, 2]),
            ([4, 3, 2], .batch, [4, 1, 3, 2]), ([5, 4, 3, 2], .head, [5, 4, 3, 2]),
        ] {
            let layout = try layout(queries: shape, keys: shape, values: shape, leadingAxis: axis)
            #expect(sizes(layout.queries) == expected)
            #expect(sizes(layout.keys) == expected)
            #expect(layout.values.map(sizes) == expected)
            #expect([layout.batches, layout.heads] == Array(expected.prefix(2)))
        }
        #expect(try layout(queries: [3, 2], keys: [3, 2]).values == nil)
    }

    @Test func featuresSplitIntoHeads() throws {
        let layout = try layout(queries: [2, 4], keys: [3, 4], heads: 2)
        #expect(sizes(layout.queries) == [1, 2, 2, 2])
        #expect(try heads(layout.queries, of: [2, 4]) == [[0, 1, 4, 5], [2, 3, 6, 7]])
        #expect(try heads(layout.keys, of: [3, 4]) == [[0, 1, 4, 5, 8, 9], [2, 3, 6, 7, 10, 11]])
    }

    @Test func fewerKeyFeaturesAreFewerKeyHeads() throws {
        let layout = try layout(queries: [2, 4], keys: [3, 2], heads: 2)
        #expect(layout.groups.keyHeads == 1)
        #expect((0..<2).map(layout.groups.keyHead) == [0, 0])
        #expect(try heads(layout.keys, of: [3, 2]) == [[0, 1, 2, 3, 4, 5]])
    }

    @Test func keyHeadsServeGroups() throws {
        let layout = try layout(queries: [4, 2, 1], keys: [2, 3, 1])
        #expect((0..<4).map(layout.groups.keyHead) == [0, 0, 1, 1])
        #expect(try heads(layout.keys, of: [2, 3, 1]) == [[0, 1, 2], [3, 4, 5]])
        #expect(throws: AttentionError.indivisibleGroups(queryHeads: 4, keyHeads: 3)) {
            _ = try self.layout(queries: [4, 2, 1], keys: [3, 3, 1])
        }
    }

    @Test func otherRanksAreRefused() throws {
        #expect(throws: AttentionError.unexpectedRank(operand: .keys, allowed: [2, 3, 4], found: [3])) {
            _ = try layout(queries: [2, 1], keys: [3])
        }
        #expect(throws: AttentionError.indivisibleHeads(operand: .queries, size: 4, heads: 3)) {
            _ = try layout(queries: [2, 4], keys: [2, 4], heads: 3)
        }
        #expect(throws: AttentionError.indivisibleHeads(operand: .queries, size: 4, heads: 0)) {
            _ = try layout(queries: [2, 4], keys: [2, 4], heads: 0)
        }
    }

    @Test func oneBatchRowOfKeysIsThatOfAllQueries() throws {
        let layout = try layout(queries: [2, 2, 3, 1], keys: [1, 2, 3, 1])
        #expect(layout.batches == 2 && layout.keys.batches == 2)
        let rows = try counted([1, 2, 3, 1]).elements.withUnsafeBufferPointer { elements in
            try (0..<2).map { try layout.keys.rows(batch: $0, head: 1, of: elements).tensor.elements }
        }
        #expect(rows == [[3, 4, 5], [3, 4, 5]])
        #expect(throws: AttentionError.leadingAxesMismatch(operand: .keys, expected: [1, 2], found: [2, 2])) {
            _ = try self.layout(queries: [1, 2, 3, 1], keys: [2, 2, 3, 1])
        }
    }

    @Test func operandsOfOtherProblemsAreRefused() throws {
        #expect(throws: AttentionError.leadingAxesMismatch(operand: .keys, expected: [2, 1], found: [3, 1])) {
            _ = try layout(queries: [2, 4, 5], keys: [3, 4, 5], leadingAxis: .batch)
        }
        #expect(throws: AttentionError.emptyAxis(operand: .keys, of: "key", found: [2, 0, 5])) {
            _ = try layout(queries: [2, 4, 5], keys: [2, 0, 5])
        }
        #expect(throws: AttentionError.valueCountMismatch(keys: 4, values: 3)) {
            _ = try layout(queries: [2, 4, 5], keys: [2, 4, 5], values: [2, 3, 5])
        }
        #expect(throws: AttentionError.leadingAxesMismatch(operand: .values, expected: [1, 2], found: [1, 4])) {
            _ = try layout(queries: [4, 4, 5], keys: [2, 4, 5], values: [4, 4, 5])
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
