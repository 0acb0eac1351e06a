import Tensors
import Testing

@testable import Attention

/// A map of the kernel, and the reference map of the same inputs.
struct KernelMapCase: Sendable, CustomTestStringConvertible {
    var queries: Int
    var keys: Int
    var features: Int
    var mask = AttentionMask.none
    var maskName = "no mask"
    var rule = PoolingRule.maximum
    var size: CellSize = 1
    var crop: AttentionCrop?
    var score: any ScoringFunction = ScaledDotProductScore()
    /// A factor of the queries: large factors make extreme scores.
    var amplitude: Float = 1

    var testDescription: String { "\(queries) x \(keys), d = \(features), \(maskName), \(rule) \(size)" }

    func operands() throws -> (queries: Tensor, keys: Tensor) {
        var generator = TorchGenerator(seed: queries * 1_000_003 + keys * 1009 + features)
        let queryRows = try generator.normal([queries, features]).map { $0 * amplitude }
        return (queryRows, try generator.normal([keys, features]))
    }

    func kernel(threads: Int = 1, instructions: InstructionSet = .best) throws -> AttentionMap {
        let (queries, keys) = try operands()
        var map = try #require(KernelMap(score: score, rule: rule, size: size, threads: threads))
        map.instructions = instructions
        return try map(queries: queries, keys: keys, mask: mask, crop: crop)
    }

    func reference() throws -> ReferenceMap {
        let (queries, keys) = try operands()
        let result = try SoftAttention(score: score)(
            queries: queries.addingLeadingAxis(), keys: keys.addingLeadingAxis(), mask: mask)
        return ReferenceMap(
            weights: result.weights.slice(0), masked: result.masked?.slice(0),
            rule: rule, size: size, queries: crop?.queries ?? 0..<self.queries, keys: crop?.keys ?? 0..<self.keys)
    }

    /// Everything about the two maps is the same, weights within `tolerance`.
    func expectAgreement(instructions: [InstructionSet] = [.best], tolerance: Float = 1e-6) throws {
        let reference = try reference()
        for set in instructions {
            try expect(kernel(instructions: set), toAgreeWith: reference, tolerance: tolerance)
        }
    }

    private func expect(_ found: AttentionMap, toAgreeWith expected: ReferenceMap, tolerance: Float) throws {
        #expect(found.values.shape.dimensions == [expected.rows, expected.columns])
        #expect(largestDifference(found.values.elements, expected.values) <= tolerance)
        #expect(found.masked?.elements == expected.masked)
        #expect(found.masked.map { $0.shape == found.values.shape } ?? true)
        #expect(found.deadQueries == expected.deadQueries)
        #expect(found.grid == CellGrid(queries: expected.queryCount, keys: expected.keyCount, size: size))
        #expect(largestDifference(found.firstKeyWeights, expected.firstKeyWeights) <= tolerance)
    }
}

extension KernelMap {
    /// The map of one head of tensors.
    ///
    /// - Parameters:
    ///   - queries: (Q, d), (H, Q, d) or (B, H, Q, d)
    ///   - keys: likewise
    ///   - batch: the batch row
    ///   - head: of the queries
    func callAsFunction(
        queries: Tensor, keys: Tensor, batch: Int = 0, head: Int = 0, mask: AttentionMask = .none,
        crop: AttentionCrop? = nil, progress: ((Double) -> Void)? = nil, isCancelled: (() -> Bool)? = nil
    ) throws -> AttentionMap {
        let layout = try OperandLayout(queries: queries.shape, keys: keys.shape)
        return try queries.elements.withUnsafeBufferPointer { queryElements in
            try keys.elements.withUnsafeBufferPointer { keyElements in
                try self(
                    queries: layout.queries.rows(batch: batch, head: head, of: queryElements),
                    keys: layout.keys.rows(batch: batch, head: layout.groups.keyHead(of: head), of: keyElements),
                    batch: batch, of: layout.batches, mask: mask, crop: crop, progress: progress,
                    isCancelled: isCancelled)
            }
        }
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
