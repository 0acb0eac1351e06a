import Attention
import Heatmaps
import Tensors

/// The masked softmax of uniformly distributed scores (2, 2, 4), with one valid length for each batch row; and of other scores
/// drawn after them, with one valid length for each query.
public struct MaskedSoftmaxExperiment: Sendable {
    public var seed = 0

    public init() {}

    private static let masks: [(title: String, mask: AttentionMask)] = [
        ("Lengths [2, 3]", .validLengths([2, 3])),
        ("Lengths [[1, 3], [2, 4]]", .validLengthsPerQuery([[1, 3], [2, 4]])),
    ]

    /// - Throws: nothing in practice, as all shapes are constant.
    public func run() throws -> Experiment {
        var generator = TorchGenerator(seed: seed)
        var rows: [[HeatmapPanel?]] = [[], []]
        var attended: [Experiment.Attended] = []
        for (title, mask) in Self.masks {
            let scores = try generator.uniform([2, 2, 4])
            let result = try MaskedSoftmax(mask: mask, fill: .largeNegative)(scores)
            for batch in 0..<2 {
                rows[batch].append(
                    try HeatmapPanel(result.weights.slice(batch), masked: result.maskedCells?.slice(batch).elements))
            }
            attended.append(Experiment.Attended(title: title, scores: scores, weights: result.weights))
        }
        var figure = try HeatmapGrid.weights(rows)
        figure.titles.columns = Self.masks.map(\.title)
        figure.titles.rows = ["Batch 0", "Batch 1"]
        var experiment = Experiment(seed: seed, figure: figure)
        experiment.attended = attended
        return experiment
    }
}
