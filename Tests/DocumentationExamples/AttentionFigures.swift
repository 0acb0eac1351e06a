import AttentionFigures
import Foundation

func attentionFiguresExample() throws {
    // Example: Sources/AttentionFigures/AttentionFigures.docc/AttentionFigures.md
    var random = TorchGenerator(seed: 0)
    let (queries, keys) = (try random.normal([6, 16]), try random.normal([10, 16]))
    let weights = try ScaledDotProductAttention().weights(queries: queries, keys: keys)
    var figure = try HeatmapGrid(weights)
    figure.titles.figure = "Six queries and ten keys"
    try figure.write(to: "figure.svg")
    // End of example
}

func drawingWeightsExample() throws {
    // Example: Sources/AttentionFigures/AttentionFigures.docc/DrawingWeights.md
    let stored = try StoredWeights(contentsOf: "attentions.npz:weights")
    let part = try WeightsPart(selection: AxisSelection([("layer", .range(from: 0, to: 2))]))
    var figure = try WeightsFigure(stored, part: part)
    figure.hasMarginals = true
    figure.grid.colors.colormap = try .named("magma")
    figure.grid.page.resolution = 300
    try figure.write(to: "heads.png")
    // End of example
    // Example: Sources/AttentionFigures/AttentionFigures.docc/DrawingWeights.md
    let renderer = try FigureRenderer()
    let drawn = try figure.drawn(cellSize: figure.cellSize(with: renderer), pass: RowPass(threads: 2))
    for note in drawn.notes { print(note) }
    print(drawn.cells.grid.size, drawn.cells.values[0].max() ?? 0)
    try drawn.grid.write(to: "heads.svg")
    // End of example
    // Example: Sources/AttentionFigures/AttentionFigures.docc/DrawingWeights.md
    let other = try StoredWeights(contentsOf: "others.npz:weights")
    let difference = try WeightsFigure.difference(stored, part: part, minus: other, otherPart: part)
    let size = try difference.cellSize(with: renderer)
    try difference.drawn(cellSize: size).grid.write(to: "difference.pdf")
    // End of example
    // Example: Sources/AttentionFigures/AttentionFigures.docc/DrawingWeights.md
    let rollout = try AttentionWeights(rollout: stored, residual: 0.5)
    try WeightsFigure.rollout(rollout).write(to: "rollout.svg")
    // End of example
    // Example: Sources/AttentionFigures/AttentionFigures.docc/DrawingWeights.md
    var grid = try HeatmapGrid(matrices: Tensor(shape: [2, 2], elements: [1, 0, 0.5, 0.5]))
    try grid.addMarginals()
    try grid.addAttentionFacts()
    try grid.write(to: "grid.svg")
    // End of example
}

func measuringHeadsExample() throws {
    // Example: Sources/AttentionFigures/AttentionFigures.docc/MeasuringHeads.md
    let stored = try StoredWeights(contentsOf: "attentions.npz:weights")
    let report = try HeadReport(stored, separators: ["[SEP]"])
    print(report.table.text())
    for note in report.notes { print(note) }
    try report.figure([.entropy]).write(to: "entropy.svg")
    // End of example
    // Example: Sources/AttentionFigures/AttentionFigures.docc/MeasuringHeads.md
    let entropies = report.statistics.values(of: .entropy) ?? []
    let sinks = report.statistics.heads.count { $0.pattern == .sink }
    print(entropies.max() ?? 0, sinks)
    // End of example
    // Example: Sources/AttentionFigures/AttentionFigures.docc/MeasuringHeads.md
    let other = try StoredWeights(contentsOf: "others.npz:weights")
    let comparison = try ComparisonReport(stored, with: other)
    print(comparison.table.csv)
    try comparison.figure(.totalVariation).write(to: "distances.svg")
    // End of example
    // Example: Sources/AttentionFigures/AttentionFigures.docc/MeasuringHeads.md
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    try encoder.encode(report).write(to: URL(fileURLWithPath: "heads.json"))
    // End of example
}

func sourcesOfWeightsExample() throws {
    // Example: Sources/AttentionFigures/AttentionFigures.docc/SourcesOfWeights.md
    let stored = try StoredWeights(contentsOf: "attentions.npz:weights", names: ["layer", "head", "query", "key"])
    print(stored.axes.dimensions, stored.axes.keys.labels ?? [])
    // End of example
    // Example: Sources/AttentionFigures/AttentionFigures.docc/SourcesOfWeights.md
    let tokens = try TokenList(contentsOf: "tokens.txt")
    let mask = try AttentionMask(TensorReference("mask.npy").open())
    let computed = try ComputedWeights(
        queries: Operand(contentsOf: "qk.safetensors:q"), keys: Operand(contentsOf: "qk.safetensors:k"),
        mask: .all([.causal, mask])
    ).labelled(queries: tokens, keys: tokens)
    // End of example
    expect(computed.axes.keys.labels == tokens.tokens)
    // Example: Sources/AttentionFigures/AttentionFigures.docc/SourcesOfWeights.md
    if let record = RecordedFile(try TensorFile.open("qk.safetensors")) {
        let layers = try RecordedWeights(record.layers())
        print(layers.axes.dimensions)
    }
    // End of example
    // Example: Sources/AttentionFigures/AttentionFigures.docc/SourcesOfWeights.md
    let masked = try SourceWithMask(stored, mask: .validLengths([4]))
    print(try HeadReport(masked).notes)
    // End of example
    // Example: Sources/AttentionFigures/AttentionFigures.docc/SourcesOfWeights.md
    let weights = try AttentionWeights(contentsOf: "attentions.npz:weights")
    let head = try weights.selecting(AxisSelection([("layer", .position(0)), ("head", .position(3))]))
    try HeatmapGrid(head).write(to: "head.svg")
    // End of example
    // Example: Sources/AttentionFigures/AttentionFigures.docc/SourcesOfWeights.md
    var part = try WeightsPart(selection: AxisSelection([("layer", .position(-1))]))
    part.reductions = [AxisReduction(axis: "head", rule: .mean)]
    part.keys = PositionRange(from: -4)
    let pass = RowPass(threads: 4, memoryLimit: 1 << 30)
    try stored.save(part, to: "part.npy", pass: pass).commit()
    // End of example
}

func weightsFigureExample() throws {
    var random = TorchGenerator(seed: 0)
    let (queries, keys) = (Operand.tensor(try random.normal([6, 16])), Operand.tensor(try random.normal([6, 16])))
    // Example: Sources/AttentionFigures/Figures/WeightsFigure.swift
    var figure = try WeightsFigure(ComputedWeights(queries: queries, keys: keys, mask: .causal))
    figure.grid.titles.figure = "All 20,000 tokens"
    try figure.write(to: "map.png")
    // End of example
}

func headReportExample() throws {
    // Example: Sources/AttentionFigures/Reports/HeadReport.swift
    let report = try HeadReport(StoredWeights(contentsOf: "attentions.npy"))
    print(report.table.text())
    // End of example
}

func computedWeightsExample() throws {
    // Example: Sources/AttentionFigures/Sources/ComputedWeights.swift
    let map = try ComputedWeights(
        queries: Operand(contentsOf: "qk.safetensors:q"), keys: Operand(contentsOf: "qk.safetensors:k"), mask: .causal)
    // End of example
    expect(map.axes.matrixCount == 1)
}
