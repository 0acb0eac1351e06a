import ArgumentParser
import Experiments

extension DotVersusScaled.Keys: ExpressibleByArgument {}

struct DotVersusScaledCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dot-vs-scaled",
        abstract: "Dot-product against scaled dot-product attention on the same queries and keys.",
        discussion: """
            The article's simulation: normal queries (2, 1, 2), keys (2, 10, 2), values 0, 1, 2, ..., valid lengths 2 and \
            6. The random numbers are those of PyTorch after torch.manual_seed(seed).

            --dims draws one column for each size d, scaled above unscaled, on normal keys: the larger d, the harder the \
            unscaled softmax becomes. --stats puts numbers to it.
            """)

    @Option(parsing: .unconditional, help: "The seed of the random numbers.")
    var seed = 0
    @Option(help: "What the keys are (default: ones; with --dims normal).")
    var keys: DotVersusScaled.Keys?
    @Option(parsing: .unconditional, help: "The number of queries (default: 2; with --dims 8).")
    var queries: Int?
    @Option(parsing: .unconditional, help: "The number of keys.")
    var numKeys = 10
    @Option(parsing: .unconditional, help: "The size d of a query and of a key (default: 2).")
    var dim: Int?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How many keys each query may attend to, one number a query (default: 2,6 for two queries, else all).",
            valueName: "n,n,..."))
    var validLens: IntegerList?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Draw one column for each of these sizes d.", valueName: "d,d,..."))
    var dims: IntegerList?
    @Option(parsing: .unconditional, help: "The probability that training drops a weight, in [0, 1).")
    var dropout = 0.5
    @Flag(help: "Apply the dropout to the output; the weights drawn are those before it.")
    var training = false
    @OptionGroup(title: "Statistics") var statistics: StudyOptions
    @Flag(help: "Draw curves of what --stats measures against d, with theory as thin lines.")
    var study = false
    @OptionGroup var options: ExperimentOptions

    func validate() throws {
        if dim != nil, dims != nil {
            throw ValidationError("--dim and --dims both give the size d; choose one.")
        }
        try statistics.check(
            isAsked: isMeasured, options.output,
            shown: [
                ("--keys ones", keys == .ones), ("--queries", queries != nil), ("--valid-lens", validLens != nil),
                ("--training", training), ("--print-tensors", options.printTensors),
            ])
    }

    private var isMeasured: Bool { statistics.stats || study }

    /// The sizes that are measured when none are given.
    private static let measuredSizes = [2, 8, 32, 128, 512]

    func run() throws {
        guard isMeasured else { return try show() }
        let sizes = dims?.values ?? dim.map { [$0] } ?? Self.measuredSizes
        let sampling = statistics.sampling(seed: seed, keyCount: numKeys)
        if study {
            return try options.presentCurves(
                sampling.dotVersusScaled(dimensions: sizes), options: statistics, isTabulated: statistics.stats)
        }
        try options.present(
            sampling.dotVersusScaled(dimensions: sizes),
            figure: { try experiment(columns: true).run(dimensions: sizes).figure }, options: statistics)
    }

    private func show() throws {
        let experiment = experiment(columns: dims != nil)
        try options.present(
            dims.map { try experiment.run(dimensions: $0.values) } ?? experiment.run(), defaultName: "dot-vs-scaled")
    }

    /// - Parameter columns: whether there is a column for each size d.
    private func experiment(columns: Bool) -> DotVersusScaled {
        var experiment = DotVersusScaled()
        experiment.seed = seed
        experiment.keys = keys ?? (columns ? .normal : .ones)
        experiment.queryCount = queries ?? (columns ? 8 : 2)
        experiment.keyCount = numKeys
        experiment.dimension = dim ?? experiment.dimension
        // The article's lengths are for its two queries.
        experiment.validLengths = validLens?.values ?? (!columns && experiment.queryCount == 2 ? [2, 6] : nil)
        experiment.dropout = dropout
        experiment.isTraining = training
        return experiment
    }
}
