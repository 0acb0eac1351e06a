import AttentionFigures
import Experiments

/// The summary of an experiment: its seed, its inputs by name, and each attention matrix. Tensors of more than
/// `TensorReport.largestCount` numbers are null.
struct ExperimentSummary: Encodable {
    struct Attended: Encodable {
        let title: String
        let scores: TensorReport?
        let weights: TensorReport?
        let output: TensorReport?
        let hasOutput: Bool

        private enum Key: CodingKey {
            case title, scores, weights, output
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(title, forKey: .title)
            try container.encode(scores, forKey: .scores)
            try container.encode(weights, forKey: .weights)
            if hasOutput { try container.encode(output, forKey: .output) }
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    let experiment: Experiment

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(experiment.seed, forKey: Key("seed"))
        for input in experiment.inputs {
            try container.encode(TensorReport(input.tensor), forKey: Key(input.name))
        }
        let panels = experiment.attended.map { attended in
            Attended(
                title: attended.title, scores: TensorReport(attended.scores),
                weights: TensorReport(attended.weights), output: attended.output.flatMap { TensorReport($0) },
                hasOutput: attended.output != nil)
        }
        try container.encode(panels, forKey: Key("panels"))
    }
}
