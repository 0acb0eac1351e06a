import Attention
import Tensors

/// Statistics of scores and their softmax over many random draws of a query and its keys.
///
/// A draw is a standard normal query (1, 1, d), then standard normal keys (1, K, d), then the parameters of scores that have
/// parameters. The generator is seeded anew for each d, so the results of one d do not depend on the other sizes.
public struct ScoreSampling: Sendable {
    public var seed = 0
    /// K, the number of keys of a query.
    public var keyCount = 10
    public var draws = 2000

    public init() {}

    /// The dot product and the scaled dot product for each size d.
    ///
    /// - Throws: `ExperimentError` for sizes or numbers of draws out of range.
    public func dotVersusScaled(dimensions: [Int]) throws -> ScoreStudy {
        try study(dimensions: dimensions, .dimensions) { _, _ in
            [(.dot, DotProductScore()), (.scaledDot, ScaledDotProductScore())]
        }
    }

    /// All scores for one size d, with parameters initialised as by `torch.nn.Linear`.
    ///
    /// - Throws: `ExperimentError` for a size or a number of draws out of range.
    public func allScores(dimension: Int) throws -> ScoreStudy {
        try study(dimensions: [dimension], .dimension, scores: ScoreFunctionsExperiment.scores(dimension:_:))
    }

    private func study(
        dimensions: [Int], _ parameter: ExperimentParameter,
        scores: (_ dimension: Int, inout TorchGenerator) throws -> [(kind: ScoreKind, function: any ScoringFunction)]
    ) throws -> ScoreStudy {
        try check(dimensions: dimensions, parameter)
        let statistics = try dimensions.flatMap { dimension in
            var generator = TorchGenerator(seed: seed)
            var samples: [ScoreKind: ScoreSample] = [:]
            var order: [ScoreKind] = []
            for _ in 0..<draws {
                let queries = try generator.normal([1, 1, dimension])
                let keys = try generator.normal([1, keyCount, dimension])
                for (kind, score) in try scores(dimension, &generator) {
                    let row = SoftmaxRow(scores: try score.scores(queries: queries, keys: keys).elements)
                    if samples[kind] == nil { order.append(kind) }
                    samples[kind, default: ScoreSample(name: score.name)].add(row)
                }
            }
            return order.compactMap { kind in samples[kind]?.statistics(kind, dimension: dimension) }
        }
        return ScoreStudy(keyCount: keyCount, draws: draws, statistics: statistics)
    }

    private func check(dimensions: [Int], _ parameter: ExperimentParameter) throws(ExperimentError) {
        guard !dimensions.isEmpty else { throw .emptyList(parameter) }
        try ExperimentError.check(
            queries: 1, keys: keyCount, dimensions: dimensions, parameter,
            largest: parameter == .dimension ? 1024 : 16_384)
        try ExperimentError.check(keyCount, .keys, in: 2...4096)
        try ExperimentError.check(draws, .draws, in: 2...1_000_000)
        // No overflow: the sizes are bounded above, and their sum is at most 2^27.
        let numbers = draws * keyCount * dimensions.reduce(0, +)
        let limit = 1 << 32
        guard numbers <= limit else { throw .tooManyDraws(numbers: numbers, limit: limit) }
    }
}

/// Accumulates the statistics of one score.
private struct ScoreSample {
    let name: String
    private var variance = Sample()
    private var entropy = Sample()
    private var largestWeight = Sample()
    private var jacobianNorm = Sample()

    init(name: String) { self.name = name }

    mutating func add(_ row: SoftmaxRow) {
        variance.add(row.variance)
        entropy.add(row.entropy)
        largestWeight.add(row.largestWeight)
        jacobianNorm.add(row.jacobianNorm)
    }

    func statistics(_ score: ScoreKind, dimension: Int) -> ScoreStatistics {
        ScoreStatistics(
            dimension: dimension, score: score, name: name, variance: variance.estimate, entropy: entropy.estimate,
            largestWeight: largestWeight.estimate, jacobianNorm: jacobianNorm.estimate)
    }
}
