import Attention
import Heatmaps
import Tensors

/// What an experiment of the articles computed, and the figure of it.
public struct Experiment: Sendable {
    /// One attention matrix, as it is drawn, with what led to it.
    public struct Attended: Sendable {
        public let title: String
        /// The raw scores, in the shape of `weights`.
        public let scores: Tensor
        /// The weights before dropout.
        public let weights: Tensor
        /// The soft-attention output; nil where the experiment has no values.
        public let output: Tensor?

        init(title: String, scores: Tensor, weights: Tensor, output: Tensor? = nil) {
            self.title = title
            self.scores = scores
            self.weights = weights
            self.output = output
        }
    }

    /// The seed that the random numbers came from.
    public let seed: Int
    /// The inputs by their names, in the order of drawing.
    public internal(set) var inputs: [(name: String, tensor: Tensor)] = []
    public internal(set) var attended: [Attended] = []
    public internal(set) var figure: HeatmapGrid
    /// What a reader should know about the result.
    public internal(set) var notes: [String] = []
}

/// An option of an experiment that has no sensible meaning. Cases hold facts.
public enum ExperimentError: Error, Equatable, Sendable {
    case outOfRange(option: String, value: Int, allowed: ClosedRange<Int>)
    case emptyList(option: String)
    case lengthCount(expected: Int, found: Int)
}

extension ExperimentError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .outOfRange(let option, let value, let allowed):
            "\(option) \(value) is not in \(allowed.lowerBound) to \(allowed.upperBound)"
        case .emptyList(let option):
            "\(option) needs at least one number"
        case .lengthCount(let expected, let found):
            "valid lengths: expected \(expected), one for each query, found \(found)"
        }
    }

    /// - Throws: `ExperimentError.outOfRange` unless `value` is allowed.
    static func check(_ value: Int, _ option: String, in allowed: ClosedRange<Int>) throws(ExperimentError) {
        guard allowed.contains(value) else { throw .outOfRange(option: option, value: value, allowed: allowed) }
    }
}

extension HeatmapGrid {
    /// A grid of attention weights as the articles show them: axes named, colours from 0, so that a light cell means little
    /// attention whatever the other cells are.
    static func weights(_ panels: [[Panel?]]) throws(FigureError) -> HeatmapGrid {
        var figure = try HeatmapGrid(panels: panels)
        figure.x.label = "Keys"
        figure.y.label = "Queries"
        figure.colors.minimum = 0
        return figure
    }
}

extension AttentionResult {
    /// A matrix out of the leading axes and queries as rows, for drawing several batch rows as one panel.
    func panel(title: String? = nil) throws -> Panel {
        let matrix = try weights.matrix
        return try Panel(matrix, masked: masked?.elements, title: title)
    }
}

extension Tensor {
    /// All axes but the last in one: (B, Q, K) becomes (B Q, K).
    var matrix: Tensor {
        get throws(TensorError) {
            let columns = shape.dimensions.last ?? 1
            return try reshaped([columns > 0 ? shape.count / columns : 0, columns])
        }
    }
}
