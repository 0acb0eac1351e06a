import Attention
import Heatmaps
import Tensors

/// Additive attention with queries and keys of different sizes: normal queries (2, 1, 20), keys of ones (2, 10, 2), a hidden
/// layer of 8 units, values and valid lengths as in the other experiments.
///
/// After the queries, the parameters W_k, W_q, w_v are drawn in this order, initialised as by `torch.nn.Linear`.
public struct AdditiveAttentionExperiment: Sendable {
    public var seed = 0
    /// The number of valid keys of each of the two queries.
    public var validLengths = [2, 6]

    public init() {}

    /// - Throws: `ExperimentError` unless there are two lengths, both 0 or more.
    public func run() throws -> Experiment {
        let (querySize, keySize, hidden) = (20, 2, 8)
        try ExperimentError.check(validLengths: validLengths, queries: 2)
        var generator = TorchGenerator(seed: seed)
        let queries = try generator.normal([2, 1, querySize])
        let keys = try Tensor(repeating: 1, shape: [2, 10, keySize])
        let values = try ArticleInputs.values(batch: 2, keys: 10)
        let keyWeights = try generator.linearWeight(inputs: keySize, outputs: hidden)
        let queryWeights = try generator.linearWeight(inputs: querySize, outputs: hidden)
        let valueWeights = try generator.linearWeight(inputs: hidden, outputs: 1)
        let score = try AdditiveScore(queryWeights: queryWeights, keyWeights: keyWeights, valueWeights: valueWeights)
        let result = try SoftAttention(score: score, fill: .largeNegative)(
            queries: queries, keys: keys, values: values, mask: .validLengths(validLengths))
        var experiment = Experiment(seed: seed, figure: try HeatmapGrid.weights([[result.panel(title: score.name)]]))
        experiment.inputs = [
            ("queries", queries), ("keys", keys), ("values", values), ("W_k", keyWeights), ("W_q", queryWeights),
            ("w_v", valueWeights),
        ]
        experiment.attended = [try Experiment.Attended(title: score.name, result)]
        return experiment
    }
}
