import Attention
import Heatmaps
import Tensors

/// The article's experiment: dot-product and scaled dot-product attention on the same queries and keys.
///
/// Queries are normal (N, 1, d), keys ones or normal (N, K, d), values 0, 1, 2, ... in shape (1, K, 4), repeated N times. Each
/// of the N batch rows is one row of the figure.
public struct DotVersusScaled: Sendable {
    public enum Keys: String, CaseIterable, Sendable {
        /// All ones: every key gets the same weight.
        case ones
        /// Standard normal, drawn after the queries.
        case normal
    }

    public var seed = 0
    public var keys = Keys.ones
    /// N, the number of queries.
    public var queryCount = 2
    /// K, the number of keys.
    public var keyCount = 10
    /// d, the size of a query and of a key.
    public var dimension = 2
    /// The number of valid keys of each query; nil for no mask.
    public var validLengths: [Int]? = [2, 6]
    /// The probability of dropout in training, in [0, 1). The figure shows the weights before dropout.
    public var dropout = 0.5
    public var isTraining = false

    public init() {}

    static let titles = ["Scaled dot-product", "Dot-product"]

    /// Two panels, scaled and unscaled.
    ///
    /// - Throws: `ExperimentError` for sizes or lengths out of range, `AttentionError` for the dropout.
    public func run() throws -> Experiment {
        try check(dimensions: [dimension], .dimension)
        let (inputs, results) = try attend()
        let panels = try results.map { try $0.panel() }
        var figure = try HeatmapGrid.weights([panels])
        figure.titles.columns = Self.titles
        var experiment = Experiment(seed: seed, figure: figure)
        experiment.inputs = inputs
        experiment.attended = try zip(Self.titles, results).map { try Experiment.Attended(title: $0, $1) }
        if results[0].weights == results[1].weights, keys == .ones {
            experiment.hasEqualWeights = true
        }
        return experiment
    }

    /// One column for each size d, scaled above unscaled: with growing d the unscaled weights approach one-hot vectors.
    ///
    /// The generator is seeded anew for each d, so a column is the result of `run()` for that d.
    ///
    /// - Throws: as `run()`.
    public func run(dimensions: [Int]) throws -> Experiment {
        guard !dimensions.isEmpty else { throw ExperimentError.emptyList(.dimensions) }
        try check(dimensions: dimensions, .dimensions)
        var rows: [[HeatmapPanel?]] = [[], []]
        var inputs: [(String, Tensor)] = []
        var attended: [Experiment.Attended] = []
        for dimension in dimensions {
            var single = self
            single.dimension = dimension
            let (tensors, results) = try single.attend()
            inputs += tensors.map { ("\($0.name), d = \(dimension)", $0.tensor) }
            for (row, result) in results.enumerated() {
                rows[row].append(try result.panel())
                attended.append(try Experiment.Attended(title: "\(Self.titles[row]), d = \(dimension)", result))
            }
        }
        var figure = try HeatmapGrid.weights(rows)
        figure.titles.columns = dimensions.map { "d = \($0)" }
        figure.titles.rows = ["Scaled", "Unscaled"]
        var experiment = Experiment(seed: seed, figure: figure)
        experiment.inputs = inputs
        experiment.attended = attended
        return experiment
    }

    private func check(dimensions: [Int], _ parameter: ExperimentParameter) throws(ExperimentError) {
        try ExperimentError.check(
            queries: queryCount, keys: keyCount, dimensions: dimensions, parameter, largest: 16_384)
        if let validLengths { try ExperimentError.check(validLengths: validLengths, queries: queryCount) }
    }

    private func attend() throws -> (inputs: [(name: String, tensor: Tensor)], results: [AttentionResult]) {
        var generator = TorchGenerator(seed: seed)
        let queries = try generator.normal([queryCount, 1, dimension])
        let keyShape = [queryCount, keyCount, dimension]
        let keys =
            switch self.keys {
            case .ones: try Tensor(repeating: 1, shape: keyShape)
            case .normal: try generator.normal(keyShape)
            }
        let values = try ArticleInputs.values(batch: queryCount, keys: keyCount)
        let mask = validLengths.map { AttentionMask.validLengths($0) } ?? .none
        let dropout = try Dropout(probability: self.dropout)
        let scores: [any ScoringFunction] = [ScaledDotProductScore(), DotProductScore()]
        let results = try scores.map { score in
            let attention = SoftAttention(score: score, fill: .largeNegative, dropout: dropout)
            return isTraining
                ? try attention(queries: queries, keys: keys, values: values, mask: mask, training: &generator)
                : try attention(queries: queries, keys: keys, values: values, mask: mask)
        }
        return ([("queries", queries), ("keys", keys), ("values", values)], results)
    }
}
