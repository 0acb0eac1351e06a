import Attention
import Tensors

/// Scores before mask and softmax, weights, and with values the output, as JSON. Tensors of more than
/// `TensorReport.largestCount` elements are nil.
public struct AttentionReport: Encodable, Sendable {
    public let scores: TensorReport?
    public let weights: TensorReport?
    public let output: TensorReport?
    private let hasOutput: Bool

    /// - Throws: as `ComputedWeights.withRows`; `WeightsError.tooMuchMemory`.
    public init(_ source: ComputedWeights, pass: RowPass = RowPass()) throws {
        scores = try source.withScores(pass) { try TensorReport($0, pass: pass) }
        weights = try source.withRows(pass) { try TensorReport($0, pass: pass) }
        let outputPass = try source.fittingOutput(pass)
        let output = try source.withOutput(outputPass) { try TensorReport($0, pass: outputPass) }
        hasOutput = output != nil
        self.output = output ?? nil
    }

    private enum Key: CodingKey {
        case scores, weights, output
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(scores, forKey: .scores)
        try container.encode(weights, forKey: .weights)
        if hasOutput { try container.encode(output, forKey: .output) }
    }
}
