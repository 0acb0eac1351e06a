import Attention
import Tensors

func attentionExample() throws {
    // Example: Sources/Attention/Attention.docc/Attention.md
    var random = TorchGenerator(seed: 0)
    let (queries, keys) = (try random.normal([4, 6, 16]), try random.normal([4, 10, 16]))
    let weights = try ScaledDotProductAttention().weights(queries: queries, keys: keys)
    let head = try weights.selecting(AxisSelection([("head", .position(3))]))
    print(weights.values.shape, head.axes.fixed[0].name, head.values.slice(0))
    // End of example
    // Example: Sources/Attention/Attention.docc/Attention.md
    let attention = SoftAttention(score: CosineScore(), fill: .largeNegative)
    let (batch, others) = (try random.normal([2, 1, 16]), try random.normal([2, 10, 16]))
    let result = try attention(queries: batch, keys: others, values: others, mask: .validLengths([2, 6]))
    print(result.scores.shape, result.maskedCells?.shape.dimensions ?? [], result.output?.shape.dimensions ?? [])
    // End of example
}

func comparingScoresExample() throws {
    // Example: Sources/Attention/Attention.docc/ComparingScores.md
    var random = TorchGenerator(seed: 0)
    let (queries, keys) = (try random.normal([1, 6, 8]), try random.normal([1, 10, 8]))
    for score: any ScoringFunction in [DotProductScore(), ScaledDotProductScore(), GaussianScore(width: 0.5)] {
        print(score.name, try SoftAttention(score: score)(queries: queries, keys: keys).weights.slice(0))
    }
    // End of example
}

func longContextsExample() throws {
    // Example: Sources/Attention/Attention.docc/LongContexts.md
    var random = TorchGenerator(seed: 0)
    let (queries, keys) = (try random.normal([8, 500, 16]), try random.normal([8, 500, 16]))
    let layout = try OperandLayout(queries: queries.shape, keys: keys.shape)
    let statistics = try queries.elements.withUnsafeBufferPointer { queryElements in
        try keys.elements.withUnsafeBufferPointer { keyElements in
            let rows = try AttentionRows(layout, queries: queryElements, keys: keyElements, mask: .causal)
            return try AttentionStatistics(rows, pass: RowPass(threads: 2))
        }
    }
    print(statistics.values(of: .entropy) ?? [])
    // End of example
}

func maskingKeysExample() throws {
    // Example: Sources/Attention/Attention.docc/MaskingKeys.md
    let queries = try Tensor(repeating: 1, shape: [4, 8])
    let weights = try ScaledDotProductAttention().weights(
        queries: queries, keys: queries, mask: .all([.causal, .window(width: 2)]))
    print(weights.values.slice(3).elements, weights.masked?.elements.suffix(4) ?? [])
    // End of example
}

func attentionWeightsExample() throws {
    var random = TorchGenerator(seed: 0)
    let (queries, keys) = (try random.normal([4, 6, 16]), try random.normal([4, 6, 16]))
    // Example: Sources/Attention/AttentionWeights.swift
    let weights = try ScaledDotProductAttention().weights(queries: queries, keys: keys, mask: .causal)
    let head = try weights.selecting(AxisSelection([("head", .position(3))]))
    // End of example
    expect(head.values.shape == weights.values.slice(3).shape)
}

func attentionStatisticsExample() throws {
    let weights = try Tensor(shape: [1, 1, 3, 3], elements: [1, 0, 0, 1, 0, 0, 0, 1, 0])
    // Example: Sources/Attention/Measures/AttentionStatistics.swift
    let statistics = try AttentionStatistics(weights)  // (layers, heads, Q, K)
    let entropies = statistics.values(of: .entropy)  // layers x heads, row-major, in nats
    let pattern = statistics.heads[0].pattern  // .previousToken
    // End of example
    expect(entropies == [0] && pattern == .previousToken)
}

func softAttentionExample() throws {
    var random = TorchGenerator(seed: 0)
    let (queries, keys) = (try random.normal([2, 1, 16]), try random.normal([2, 10, 16]))
    let values = keys
    // Example: Sources/Attention/Softmax/SoftAttention.swift
    let attention = SoftAttention(score: ScaledDotProductScore())
    let result = try attention(queries: queries, keys: keys, values: values, mask: .validLengths([2, 6]))
    // End of example
    expect(result.output?.shape == queries.shape)
}
