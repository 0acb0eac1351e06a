import AttentionFigures
import Support
import Testing

/// Weighted sums of values, and heads with learned projections: as by the definitions, by row blocks of any size.
@Suite struct OutputTests {
    @Test func outputs() throws {
        let folder = try TemporaryFolder()
        for number in 0..<150 {
            let seed = UInt64(800_000 + number)
            var generator = SeededGenerator(seed: seed)
            let problem = try RandomAttention(&generator)
            let shape = problem.shape
            let size = generator.integer(1...4)
            let dimensions = shape.dimensions(shape.keys, shape.keyHeads, size)
            let values = generator.normals(dimensions.reduce(1, *))
            let source = try problem.source(values: .tensor(Tensor(shape: dimensions, elements: values)))
            var expected: [Double] = []
            for matrix in 0..<problem.reference.matrixCount {
                let (batch, head) = matrix.quotientAndRemainder(dividingBy: shape.heads)
                for query in 0..<shape.queries {
                    for feature in 0..<size {
                        expected.append(
                            (0..<shape.keys).reduce(0) { sum, key in
                                let value = shape.key(batch, head, key, features: size).lowerBound + feature
                                let weight = problem.reference.values[problem.reference.offset(matrix, query, key)]
                                return sum + weight * Double(values[value])
                            })
                    }
                }
            }
            for pass in [RowPass(threads: 1), ComputedWeightsTests.narrow(&generator)] {
                try source.saveOutput(to: folder.path("o.npy"), pass: pass).commit()
                let output = try TensorFile.open(folder.path("o.npy")).tensor().read()
                #expect(output.shape.dimensions == problem.reference.dimensions.dropLast() + [size], "seed \(seed)")
                let isSame = agree(output.elements.map(Double.init), expected)
                #expect(isSame, "seed \(seed)")
            }
        }
    }

    /// Heads whose projections are learned are those whose operands were projected before.
    @Test func learnedHeads() throws {
        for number in 0..<150 {
            let seed = UInt64(900_000 + number)
            var generator = SeededGenerator(seed: seed)
            let (heads, size) = (generator.integer(1...3), generator.integer(1...3))
            let (queries, keys) = (generator.size(), generator.size())
            let batches = generator.pick([nil, 1, 2])
            let (d, dk, dv) = (generator.integer(1...4), generator.integer(1...4), generator.integer(1...4))
            let (hidden, outputs) = (heads * size, generator.integer(1...4))
            func tensor(_ shape: [Int]) throws -> Tensor {
                try Tensor(shape: shape, elements: generator.normals(shape.reduce(1, *)))
            }
            let leading = batches.map { [$0] } ?? []
            let operands = try [(queries, d), (keys, dk), (keys, dv)].map { try tensor(leading + [$0, $1]) }
            let projections = try [d, dk, dv].map { try tensor([hidden, $0]) }
            let joint = try tensor([outputs, hidden])
            let mask: AttentionMask = generator.pick([.none, .causal, .window(width: 2)])

            var inputs = ComputedInputs(queries: .tensor(operands[0]), keys: .tensor(operands[1]), mask: mask)
            inputs.values = .tensor(operands[2])
            inputs.heads = try MultiHeadAttention(
                heads: heads, queryWeights: projections[0], keyWeights: projections[1], valueWeights: projections[2],
                outputWeights: joint)
            let learned = try ComputedWeights(inputs)

            let projected = try zip(operands, projections).map { try Self.product($0, $1) }
            var split = ComputedInputs(queries: .tensor(projected[0]), keys: .tensor(projected[1]), mask: mask)
            split.values = .tensor(projected[2])
            split.headCount = heads
            let expected = try ComputedWeights(split)
            var pass = ComputedWeightsTests.narrow(&generator)
            for threshold in [Int.max, 0] {
                pass.kernelThreshold = threshold
                let isNear = try learned.cells(size: 2, pass: pass).isNear(expected.cells(size: 2))
                #expect(isNear, "seed \(seed)")
            }
            let output = try #require(try learned.withOutput(pass) { try AttentionWeights($0).values })
            let parts = try #require(try expected.withOutput(RowPass()) { try AttentionWeights($0).values })
            #expect(output.shape.dimensions == leading + [queries, outputs], "seed \(seed)")
            // (..., head, query, size) as (..., query, head size).
            let rank = parts.shape.rank
            let joined = try parts.permuted(Array(0..<rank - 3) + [rank - 2, rank - 3, rank - 1])
                .reshaped(leading + [queries, hidden])
            // Three products in a row, in single precision, on one side and not on the other.
            let differences = try zip(output.elements, Self.product(joined, joint).elements).map { abs($0 - $1) }
            let isSame = (differences.max() ?? 0) < 2e-5
            #expect(isSame, "seed \(seed): output")
        }
    }

    /// x Wᵀ
    private static func product(_ rows: Tensor, _ weights: Tensor) throws -> Tensor {
        let (outputs, inputs) = (weights.shape[0], weights.shape[1])
        let elements = stride(from: 0, to: rows.elements.count, by: inputs).flatMap { start in
            (0..<outputs).map { output in
                Float(
                    (0..<inputs).reduce(0.0) {
                        $0 + Double(rows.elements[start + $1]) * Double(weights.elements[output * inputs + $1])
                    })
            }
        }
        return try Tensor(shape: rows.shape.dimensions.dropLast() + [outputs], elements: elements)
    }
}
