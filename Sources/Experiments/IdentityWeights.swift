import Heatmaps
import Tensors

/// The identity matrix as attention weights: each query attends to the key at its own position only.
public struct IdentityWeights: Sendable {
    /// The number of queries and of keys.
    public var count = 10

    public init() {}

    /// - Throws: `ExperimentError` if the count is out of range.
    public func run() throws -> Experiment {
        try ExperimentError.check(count, .size, in: 1...4096)
        var weights = try Tensor(repeating: 0, shape: [count, count])
        for index in 0..<count { weights[index, index] = 1 }
        var experiment = Experiment(seed: 0, figure: try HeatmapGrid.weights([[HeatmapPanel(weights)]]))
        experiment.attended = [Experiment.Attended(title: "Identity", scores: weights, weights: weights)]
        return experiment
    }
}
