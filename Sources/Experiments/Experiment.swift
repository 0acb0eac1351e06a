import Attention
import AttentionFigures
import Heatmaps
import Tensors

/// The results of an experiment of the articles: its inputs, attention matrices and figure.
public struct Experiment: Sendable {
    /// One attention matrix, with the scores that it was computed from.
    public struct Attended: Sendable {
        public let title: String
        /// The raw scores, in the shape of `weights`.
        public let scores: Tensor
        /// The weights before dropout.
        public let weights: Tensor
        /// The output of attention; nil if the experiment has no values.
        public let output: Tensor?

        init(title: String, scores: Tensor, weights: Tensor, output: Tensor? = nil) {
            self.title = title
            self.scores = scores
            self.weights = weights
            self.output = output
        }
    }

    /// The seed of the random numbers.
    public let seed: Int
    /// The inputs with their names, in the order in which they were drawn.
    public internal(set) var inputs: [(name: String, tensor: Tensor)] = []
    public internal(set) var attended: [Attended] = []
    public internal(set) var figure: HeatmapGrid
    /// Whether both scores have the same weights, as all keys are equal.
    public internal(set) var hasEqualWeights = false
}

extension HeatmapGrid {
    /// A grid of attention weights as in the articles, with labelled axes. Colours start at 0, so that light cells always mean
    /// little attention.
    static func weights(_ panels: [[HeatmapPanel?]]) throws -> HeatmapGrid {
        var figure = try HeatmapGrid(panels: panels)
        (figure.x.label, figure.x.positionName) = ("Keys", "key")
        (figure.y.label, figure.y.positionName) = ("Queries", "query")
        figure.colors.minimum = 0
        try figure.addAttentionFacts()
        return figure
    }
}

extension AttentionResult {
    /// A panel of the weights of all batch rows, whose queries are the rows of the panel.
    func panel(title: String? = nil) throws -> HeatmapPanel {
        let matrix = try weights.matrix
        return try HeatmapPanel(matrix, masked: maskedCells?.elements, title: title)
    }
}

extension Tensor {
    /// The tensor with all axes but the last flattened: (B, Q, K) to (B Q, K).
    var matrix: Tensor {
        get throws(TensorError) {
            let columns = shape.dimensions.last ?? 1
            return try reshaped([columns > 0 ? shape.count / columns : 0, columns])
        }
    }
}

extension Experiment.Attended {
    /// Scores and weights with a row for each query of each batch row.
    init(title: String, _ result: AttentionResult) throws(TensorError) {
        self.init(
            title: title, scores: try result.scores.matrix, weights: try result.weights.matrix, output: result.output)
    }
}
