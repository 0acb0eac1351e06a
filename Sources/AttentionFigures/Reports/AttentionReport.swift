import Attention
import Tensors

/// Scores before mask and softmax, weights, and with values the output, as JSON. Tensors of more than
/// `TensorReport.largestCount` elements are nil.
public struct AttentionReport: Encodable, Sendable {
    public let scores: TensorReport?
    public let weights: TensorReport?
    public let output: TensorReport?
    private let hasOutput: Bool

    /// - Parameters:
    ///   - source: the weights; without scores and output unless they are `ComputedWeights`.
    ///   - pass: threads and memory limit.
    /// - Throws: as `WeightsSource.withRows`; `MemoryError`.
    public init(_ source: any WeightsSource, pass: RowPass = RowPass()) throws {
        let computed = source as? ComputedWeights
        scores = try computed?.withScores(pass) { try TensorReport($0, pass: pass) } ?? nil
        weights = try source.withRows(pass) { try TensorReport($0, pass: pass) }
        let outputPass = try computed?.fittingOutput(pass) ?? pass
        let output = try computed?.withOutput(outputPass) { try TensorReport($0, pass: outputPass) }
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
