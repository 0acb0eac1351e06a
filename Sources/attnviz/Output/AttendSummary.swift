import Attention
import Heatmaps
import Tensors

/// What attention gives, and how it was brought to (batch, head, n, features).
struct Attended {
    let result: AttentionResult
    let groups: GroupedQueries
    /// How many leading axes the queries do not have in their file.
    let addedAxes: Int

    var scores: Tensor { asGiven(result.scores) }
    var weights: Tensor { asGiven(result.weights) }
    var output: Tensor? { result.output.map(asGiven) }

    /// Without the axes of one place that were added.
    private func asGiven(_ tensor: Tensor) -> Tensor {
        (0..<max(0, addedAxes)).reduce(tensor) { tensor, _ in tensor.mergingLeadingAxes() }
    }
}

/// What `attend --json` reports: the tensors, with the axes of the input, and the figure.
struct AttendSummary: Encodable {
    private let scores: TensorSummaryJSON
    private let weights: TensorSummaryJSON
    private let output: TensorSummaryJSON?
    private let facts: FigureFacts

    private enum Key: CodingKey {
        case scores, weights, output
    }

    init(_ attended: Attended, figure: HeatmapGrid) throws {
        scores = TensorSummaryJSON(attended.scores)
        weights = TensorSummaryJSON(attended.weights)
        output = attended.output.map(TensorSummaryJSON.init)
        facts = try FigureFacts(figure)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(scores, forKey: .scores)
        try container.encode(weights, forKey: .weights)
        try container.encodeIfPresent(output, forKey: .output)
        try facts.encode(to: encoder)
    }
}
