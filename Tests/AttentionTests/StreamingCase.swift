import Tensors
import Testing

@testable import Attention

/// One streamed map and the dense engine's answer to the same question.
struct StreamingCase: Sendable, CustomTestStringConvertible {
    var queries: Int
    var keys: Int
    var features: Int
    var mask = AttentionMask.none
    var maskName = "no mask"
    var pooling = CellPooling()
    var crop: AttentionCrop?
    var score: any ScoringFunction = ScaledDotProductScore()
    /// What the queries are multiplied by: large factors make extreme scores.
    var amplitude: Float = 1

    var testDescription: String {
        "\(queries) x \(keys), d = \(features), \(maskName), \(pooling.rule) \(pooling.size)"
    }

    func operands() throws -> (queries: Tensor, keys: Tensor) {
        var generator = TorchGenerator(seed: queries * 1_000_003 + keys * 1009 + features)
        let queryRows = try generator.normal([queries, features]).map { $0 * amplitude }
        return (queryRows, try generator.normal([keys, features]))
    }

    func streamed(threads: Int = 1, instructions: InstructionSet = .best) throws -> PooledAttention {
        let (queries, keys) = try operands()
        var map = try StreamingAttentionMap(score: score, pooling: pooling, threads: threads)
        map.instructions = instructions
        return try map(queries: queries, keys: keys, mask: mask, crop: crop)
    }

    func dense() throws -> PooledAttention {
        let (queries, keys) = try operands()
        let result = try AttentionPooling(score: score)(
            queries: queries.addingLeadingAxis(), keys: keys.addingLeadingAxis(), mask: mask)
        let shape = [self.queries, self.keys]
        return try PooledAttention(
            weights: result.weights.reshaped(shape), scores: result.scores.reshaped(shape),
            masked: result.masked.map { try BooleanTensor(shape: shape, elements: $0.elements) }, pooling: pooling,
            crop: crop)
    }

    /// Everything about the two maps is the same, weights within `tolerance`.
    func expectAgreement(instructions: [InstructionSet] = [.best], tolerance: Float = 1e-6) throws {
        let dense = try dense()
        for set in instructions { try expect(streamed(instructions: set), toAgreeWith: dense, tolerance: tolerance) }
    }

    private func expect(_ streamed: PooledAttention, toAgreeWith dense: PooledAttention, tolerance: Float) {
        #expect(streamed.values.shape == dense.values.shape)
        #expect(largestDifference(streamed.values.elements, dense.values.elements) <= tolerance)
        #expect(streamed.masked == dense.masked)
        #expect(streamed.deadQueries == dense.deadQueries)
        #expect(streamed.queries == dense.queries && streamed.keys == dense.keys)
        let (found, expected) = (streamed.statistics, dense.statistics)
        #expect(largestDifference(found.largestWeight, expected.largestWeight) <= tolerance)
        #expect(largestDifference(found.firstKeyWeight, expected.firstKeyWeight) <= tolerance)
        #expect(largestDifference(found.entropy, expected.entropy) <= 10 * tolerance)
        #expect(largestDifference(found.logSumExp, expected.logSumExp) <= 10 * tolerance)
    }
}

/// Infinite when the lists have different lengths, or a number is not the same kind in both.
func largestDifference(_ left: [Float], _ right: [Float]) -> Float {
    guard left.count == right.count else { return .infinity }
    return zip(left, right).reduce(0) { largest, pair in
        if pair.0 == pair.1 { return largest }
        let difference = abs(pair.0 - pair.1)
        return difference.isFinite ? max(largest, difference) : .infinity
    }
}
