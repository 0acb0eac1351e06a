import ArgumentParser
import Experiments

struct MaskedSoftmaxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "masked-softmax",
        abstract: "The masked softmax, with a valid length for each batch row and with one for each query.")

    @Option(parsing: .unconditional, help: "The seed of the random scores.")
    var seed = 0
    @OptionGroup var options: ExperimentOptions

    func validate() throws { try options.check(defaultName: "masked-softmax") }

    func run() throws {
        var experiment = MaskedSoftmaxExperiment()
        experiment.seed = seed
        try options.present(experiment.run(), defaultName: "masked-softmax")
    }
}
