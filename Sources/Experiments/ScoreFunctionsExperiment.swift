import Attention
import Heatmaps
import Tensors

/// All scores on the same random queries and keys, one panel each with a shared colour scale.
///
/// The random numbers are drawn in this order: queries (1, Q, d), keys (1, K, d), then the parameters W_k, W_q, w_v of the
/// additive score and W of the bilinear score, initialised as by `torch.nn.Linear`.
public struct ScoreFunctionsExperiment: Sendable {
    public var seed = 0
    public var queryCount = 6
    public var keyCount = 10
    public var dimension = 8

    public init() {}

    /// - Throws: `ExperimentError` for sizes out of range.
    public func run() throws -> Experiment {
        try ExperimentError.check(
            queries: queryCount, keys: keyCount, dimensions: [dimension], .dimension, largest: 1024)
        var generator = TorchGenerator(seed: seed)
        let queries = try generator.normal([1, queryCount, dimension])
        let keys = try generator.normal([1, keyCount, dimension])
        let values = try ArticleInputs.values(batch: 1, keys: keyCount)
        let scores = try Self.scores(dimension: dimension, &generator).map(\.function)
        let results = try scores.map { score in
            try SoftAttention(score: score)(queries: queries, keys: keys, values: values)
        }
        let panels = try zip(scores, results).map { score, result -> HeatmapPanel? in
            try result.panel(title: score.name)
        }
        let columns = 3
        let rows = stride(from: 0, to: panels.count, by: columns).map { Array(panels[$0..<$0 + columns]) }
        var experiment = Experiment(seed: seed, figure: try HeatmapGrid.weights(rows))
        experiment.inputs = [("queries", queries), ("keys", keys), ("values", values)]
        experiment.attended = try zip(scores, results).map { try Experiment.Attended(title: $0.name, $1) }
        return experiment
    }

    /// All six scores, with parameters drawn from the generator.
    static func scores(
        dimension: Int, _ generator: inout TorchGenerator
    ) throws -> [(kind: ScoreKind, function: any ScoringFunction)] {
        let hidden = 8
        let keyWeights = try generator.linearWeight(inputs: dimension, outputs: hidden)
        let queryWeights = try generator.linearWeight(inputs: dimension, outputs: hidden)
        let valueWeights = try generator.linearWeight(inputs: hidden, outputs: 1)
        let bilinear = try generator.linearWeight(inputs: dimension, outputs: dimension)
        return [
            (.dot, DotProductScore()), (.scaledDot, ScaledDotProductScore()), (.cosine, CosineScore()),
            (
                .additive,
                try AdditiveScore(queryWeights: queryWeights, keyWeights: keyWeights, valueWeights: valueWeights)
            ),
            (.bilinear, try BilinearScore(weights: bilinear)), (.gaussian, GaussianScore()),
        ]
    }
}
