import ArgumentParser
import Experiments

struct IdentityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity", abstract: "An attention matrix as a heatmap: each query attends to its own place.")

    @Option(parsing: .unconditional, help: "The number of queries, and of keys.")
    var size = 10
    @OptionGroup var options: ExperimentOptions

    func run() throws {
        var experiment = IdentityWeights()
        experiment.count = size
        try options.present(experiment.run(), defaultName: "identity")
    }
}

struct MaskedSoftmaxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "masked-softmax",
        abstract: "The softmax with masked positions: a valid length for each batch row, and for each query.")

    @Option(parsing: .unconditional, help: "The seed of the random scores.")
    var seed = 0
    @OptionGroup var options: ExperimentOptions

    func run() throws {
        var experiment = MaskedSoftmaxExperiment()
        experiment.seed = seed
        try options.present(experiment.run(), defaultName: "masked-softmax")
    }
}

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

    func run() throws {
        var experiment = AdditiveAttentionExperiment()
        experiment.seed = seed
        if let validLens { experiment.validLengths = validLens.values }
        try options.present(experiment.run(), defaultName: "additive")
    }
}

struct ScoreFunctionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score-functions",
        abstract:
            "All scores on the same random queries and keys: dot, scaled dot, cosine, additive, bilinear, gaussian.")

    @Option(parsing: .unconditional, help: "The seed of the random numbers.")
    var seed = 0
    @Option(parsing: .unconditional, help: "The number of queries.")
    var queries = 6
    @Option(parsing: .unconditional, help: "The number of keys.")
    var numKeys = 10
    @Option(parsing: .unconditional, help: "The size d of a query and of a key.")
    var dim = 8
    @OptionGroup(title: "Statistics") var study: StudyOptions
    @OptionGroup var options: ExperimentOptions

    func validate() throws {
        try study.check(
            isAsked: study.stats, options.output, shown: [("--print-tensors", options.printTensors)])
    }

    func run() throws {
        var experiment = ScoreFunctionsExperiment()
        experiment.seed = seed
        experiment.queryCount = queries
        experiment.keyCount = numKeys
        experiment.dimension = dim
        guard study.stats else { return try options.present(experiment.run(), defaultName: "score-functions") }
        let sampling = study.sampling(seed: seed, keyCount: numKeys)
        try options.present(
            sampling.allScores(dimension: dim), figure: { try experiment.run().figure }, options: study)
    }
}
