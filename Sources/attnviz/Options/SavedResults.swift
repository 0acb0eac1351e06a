import ArgumentParser
import Attention
import Tensors

/// Results to write as files.
struct SavedResults: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Write the raw scores, before masks and softmax.", valueName: "file"))
    var saveScores: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Write all weights: (query, key) after the leading axes of the queries; .npy, .npz, .safetensors, one matrix .csv.",
            valueName: "file"))
    var saveWeights: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Write the weighted means of the values; needs --values.", valueName: "file"))
    var saveOutput: String?

    var paths: [(option: String, path: String?)] {
        [("--save-scores", saveScores), ("--save-weights", saveWeights), ("--save-output", saveOutput)]
    }

    func tensors(_ result: Attended) -> [(path: String, tensors: [(name: String, tensor: Tensor)])] {
        let results = [
            (saveScores, "scores", result.scores), (saveWeights, "weights", result.weights),
            (saveOutput, "output", result.output),
        ]
        return results.compactMap { path, name, tensor in
            guard let path, let tensor else { return nil }
            return (path, [(name, tensor)])
        }
    }
}
