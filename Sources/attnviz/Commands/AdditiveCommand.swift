import ArgumentParser
import Experiments

struct AdditiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "additive",
        abstract: "Additive attention on queries (2, 1, 20) and keys (2, 10, 2) with 8 hidden units.")

    @Option(parsing: .unconditional, help: "The seed of the queries and of the layers' weights.")
    var seed = 0
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many keys each of the two queries may attend to (default: 2,6).", valueName: "n,n"))
    var validLens: IntegerList?
    @OptionGroup var options: ExperimentOptions

    func validate() throws { try options.check(defaultName: "additive") }

    func run() throws {
        var experiment = AdditiveAttentionExperiment()
        experiment.seed = seed
        if let validLens { experiment.validLengths = validLens.values }
        try options.present(experiment.run(), defaultName: "additive")
    }
}
