import ArgumentParser
import Experiments

struct IdentityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity",
        abstract: "The identity matrix as attention weights: each query attends to its own position.")

    @Option(parsing: .unconditional, help: "The number of queries and keys.")
    var size = 10
    @OptionGroup var options: ExperimentOptions

    func validate() throws { try options.check(defaultName: "identity") }

    func run() throws {
        var experiment = IdentityWeights()
        experiment.count = size
        try options.present(experiment.run(), defaultName: "identity")
    }
}
