import Tensors
import Testing

@testable import Attention

/// Outputs that are computed block by block against plain loops and against those of whole matrices.
struct OutputRowsTests {
    /// Calls `body` with the output of operands in memory.
    private func output<Result>(
        _ queries: Tensor, _ keys: Tensor, _ values: Tensor, projection: Tensor? = nil,
        _ body: (OutputRows) throws -> Result
    ) throws -> Result {
        let layout = try OperandLayout(queries: queries.shape, keys: keys.shape, values: values.shape)
        let valueLayout = try #require(layout.values)
        return try AttentionRows.with(queries: queries, keys: keys, mask: .causal) { weights in
            try values.elements.withUnsafeBufferPointer {
                try body(OutputRows(weights, values: $0, valueLayout, projection: projection))
            }
        }
    }

    /// Queries (2, 4, 5, 3), keys (2, 2, 6, 3) and values (2, 2, 6, 7), and their weights (2, 4, 5, 6).
    private func operands() throws -> (queries: Tensor, keys: Tensor, values: Tensor, weights: Tensor) {
        var generator = TorchGenerator(seed: 2)
        let (queries, keys) = (try generator.normal([2, 4, 5, 3]), try generator.normal([2, 2, 6, 3]))
        let weights = try ScaledDotProductAttention().weights(queries: queries, keys: keys, mask: .causal)
        return (queries, keys, try generator.normal([2, 2, 6, 7]), weights.values)
    }

    /// (2, 4, 5, 7)
    private func sums(_ weights: Tensor, _ values: Tensor) -> [Double] {
        (0..<2 * 4 * 5 * 7).map { index in
            let (row, feature) = index.quotientAndRemainder(dividingBy: 7)
            let (batch, head) = (row / 20, row / 5 % 4)
            return (0..<6).reduce(0.0) { sum, key in
                let value = values.elements[((batch * 2 + head / 2) * 6 + key) * 7 + feature]
                return sum + Double(weights.elements[row * 6 + key]) * Double(value)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 5])
    func outputsAreSumsOfTheValuesOfTheirGroup(height: Int) throws {
        let (queries, keys, values, weights) = try operands()
        try output(queries, keys, values) { rows in
            #expect(rows.axes.all.map(\.name) == ["batch", "head", "query", "feature"])
            #expect(rows.axes.dimensions == [2, 4, 5, 7])
            let found = try rows.all(height: height)
            #expect(found.masked == nil)
            for (element, expected) in zip(found.weights, sums(weights, values)) {
                #expect(abs(Double(element) - expected) < 1e-6)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 5])
    func projectionsJoinTheHeads(height: Int) throws {
        let (queries, keys, values, weights) = try operands()
        var generator = TorchGenerator(seed: 3)
        let projection = try generator.normal([9, 28])
        let heads = sums(weights, values)
        try output(queries, keys, values, projection: projection) { rows in
            #expect(rows.axes.all.map(\.name) == ["batch", "query", "feature"])
            #expect(rows.axes.dimensions == [2, 5, 9])
            let found = try rows.all(height: height).weights
            #expect(found.count == 2 * 5 * 9)
            for (index, element) in found.enumerated() {
                let (batch, query, output) = (index / 45, index / 9 % 5, index % 9)
                let expected = (0..<28).reduce(0.0) { sum, place in
                    let head = heads[((batch * 4 + place / 7) * 5 + query) * 7 + place % 7]
                    return sum + head * Double(projection.elements[output * 28 + place])
                }
                #expect(abs(Double(element) - expected) < 1e-5)
            }
        }
    }

    /// Blocks are the same bits as the output of whole matrices.
    @Test(arguments: [1, 3, 5])
    func blocksAreTheBitsOfTheWhole(height: Int) throws {
        var generator = TorchGenerator(seed: 4)
        let inputs = try generator.normal([2, 5, 4])
        func parameter(_ outputs: Int, _ inputs: Int) throws -> Tensor {
            try generator.linearWeight(inputs: inputs, outputs: outputs)
        }
        let attention = try MultiHeadAttention(
            heads: 2, queryWeights: parameter(6, 4), keyWeights: parameter(6, 4), valueWeights: parameter(8, 4),
            outputWeights: parameter(3, 8))
        let whole = try attention(queries: inputs, keys: inputs, values: inputs, mask: .causal)
        let split = try attention.projected(queries: inputs, keys: inputs, values: inputs)
        let values = try #require(split.values)
        try output(split.queries, split.keys, values, projection: attention.outputWeights) {
            let found = try $0.all(height: height).weights
            #expect(found.bits == whole.output?.bits)
        }
        let heads = try SoftAttention(score: ScaledDotProductScore())(
            queries: split.queries, keys: split.keys, values: values, mask: .causal)
        try output(split.queries, split.keys, values) {
            let found = try $0.all(height: height).weights
            #expect(found.bits == heads.output?.bits)
        }
    }
}
