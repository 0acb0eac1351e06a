import ArgumentParser
import TensorFiles
import Tensors

extension TensorFileFormat: ExpressibleByArgument {}

/// How inputs are read.
struct InputOptions: ParsableArguments {
    @Option(help: "The format of inputs, whatever their content and name; text on stdin needs it.")
    var inputFormat: TensorFileFormat?

    /// Opens the file of a reference, or stdin for `-`.
    func open(_ reference: TensorReference) throws -> TensorFile {
        try TensorFile.open(reference.path, format: inputFormat)
    }
}
