import AttentionFigures

func readmeExample() throws {
    // Example: README.md
    var random = TorchGenerator(seed: 0)
    let (queries, keys) = (try random.normal([6, 16]), try random.normal([10, 16]))
    let weights = try ScaledDotProductAttention().weights(queries: queries, keys: keys, mask: .validLengths([7]))
    var figure = try HeatmapGrid(weights)
    figure.x.label = "Keys"
    try figure.write(to: "figure.svg")
    // End of example
}

func readmeLongContextExample() throws {
    // Example: README.md
    let weights = try ComputedWeights(
        queries: Operand(contentsOf: "qk.safetensors:q"), keys: Operand(contentsOf: "qk.safetensors:k"), mask: .causal)
    var figure = try WeightsFigure(weights)
    figure.grid.titles.figure = "All tokens"
    try figure.write(to: "map.png")
    // End of example
}
