import Attention
import Tensors
import Testing

struct MultiHeadAttentionTests {
    private func identity(_ size: Int) throws -> Tensor {
        var matrix = try Tensor(repeating: 0, shape: [size, size])
        for index in 0..<size { matrix[index, index] = 1 }
        return matrix
    }

    private func identityAttention(heads: Int, dropout: Dropout? = nil) throws -> MultiHeadAttention {
        let weights = try identity(4)
        return try MultiHeadAttention(
            heads: heads, queryWeights: weights, keyWeights: weights, valueWeights: weights, outputWeights: weights,
            dropout: dropout)
    }

    @Test func oneHeadWithoutProjectionsIsScaledDotProduct() throws {
        var generator = TorchGenerator(seed: 1)
        let inputs = try generator.normal([2, 3, 4])
        let plain = try SoftAttention(score: ScaledDotProductScore())(
            queries: inputs, keys: inputs, values: inputs, mask: .causal)
        let single = try identityAttention(heads: 1)(queries: inputs, keys: inputs, values: inputs, mask: .causal)
        #expect(single.output == plain.output)
        #expect(single.weights.elements == plain.weights.elements)
        #expect(single.weights.shape.dimensions == [2, 1, 3, 3])
    }

    @Test func eachHeadSeesItsOwnBlockOfFeatures() throws {
        // Head 0 tells the keys apart, head 1 does not.
        let queries = try Tensor(shape: [1, 1, 4], elements: [1000, 0, 0, 0])
        let keys = try Tensor(shape: [1, 2, 4], elements: [0, 0, 1, 0, 1, 0, 0, 1])
        let result = try identityAttention(heads: 2)(queries: queries, keys: keys, values: keys)
        #expect(result.weights.elements == [0, 1, 0.5, 0.5])
        #expect(result.output?.elements == [1, 0, 0.5, 0.5])
    }

    @Test func trainingDropsInEveryHead() throws {
        var generator = TorchGenerator(seed: 1)
        let inputs = try generator.normal([1, 5, 4])
        let attention = try identityAttention(heads: 2, dropout: Dropout(probability: 0.5))
        let mask = TorchGenerator(seed: 9)
        var (drawn, expected) = (mask, mask)
        let result = try attention(queries: inputs, keys: inputs, values: inputs, training: &drawn)
        #expect(try result.droppedWeights == Dropout(probability: 0.5)(result.weights, using: &expected))
        #expect(drawn == expected)
        #expect(try attention(queries: inputs, keys: inputs).output == nil)
    }

    @Test func misfitsAreRefused() throws {
        func tensor(_ shape: [Int]) throws -> Tensor { try Tensor(repeating: 1, shape: shape) }
        func attention(_ heads: Int, _ query: [Int], _ key: [Int], _ value: [Int], _ output: [Int]) throws {
            _ = try MultiHeadAttention(
                heads: heads, queryWeights: tensor(query), keyWeights: tensor(key), valueWeights: tensor(value),
                outputWeights: tensor(output))
        }
        #expect(throws: AttentionError.indivisibleHeads(operand: .parameter("W_q"), size: 8, heads: 3)) {
            try attention(3, [8, 5], [8, 5], [9, 5], [8, 9])
        }
        #expect(throws: AttentionError.indivisibleHeads(operand: .parameter("W_q"), size: 8, heads: 0)) {
            try attention(0, [8, 5], [8, 5], [8, 5], [8, 8])
        }
        #expect(throws: AttentionError.parameterMismatch(parameter: "W_k", expected: [8, 5], found: [4, 5])) {
            try attention(2, [8, 5], [4, 5], [8, 5], [8, 8])
        }
        #expect(throws: AttentionError.parameterMismatch(parameter: "W_o", expected: [8, 6], found: [8, 8])) {
            try attention(2, [8, 5], [8, 5], [6, 5], [8, 8])
        }
        #expect(throws: AttentionError.unexpectedRank(operand: .parameter("W_v"), allowed: [2], found: [8])) {
            try attention(2, [8, 5], [8, 5], [8], [8, 8])
        }
        #expect(throws: AttentionError.parameterMismatch(parameter: "W_q", expected: [4, 3], found: [4, 4])) {
            _ = try identityAttention(heads: 2)(queries: tensor([1, 1, 3]), keys: tensor([1, 1, 4]))
        }
        #expect(throws: AttentionError.unexpectedRank(operand: .queries, allowed: [3], found: [1, 2, 1, 4])) {
            _ = try identityAttention(heads: 2)(queries: tensor([1, 2, 1, 4]), keys: tensor([1, 1, 4]))
        }
    }
}
