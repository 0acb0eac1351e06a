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

            --dims draws one column for each size d, scaled above unscaled, on normal keys: with growing d the unscaled \
            softmax approaches one-hot weights. --stats measures this.
            """)

    @Option(parsing: .unconditional, help: "The seed of the random numbers.")
    var seed = 0
    @Option(help: "The keys: all ones, or normally distributed (default: ones; with --dims normal).")
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
            "How many keys each query may attend to, one number per query (default: 2,6 for two queries, else all).",
            valueName: "n,n,..."))
    var validLens: IntegerList?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Draw one column for each of these sizes d.", valueName: "d,d,..."))
    var dims: IntegerList?
    @Option(parsing: .unconditional, help: "The probability that dropout zeroes a weight in training, in [0, 1).")
    var dropout = 0.5
    @Flag(help: "Apply dropout to the weights of the output; the figure shows the weights before dropout.")
    var training = false
    @OptionGroup(title: "Statistics") var statistics: StudyOptions
    @Flag(help: "Draw the quantities of --stats as curves over d, with theoretical values as thin lines.")
    var study = false
    @OptionGroup var options: ExperimentOptions

    func validate() throws {
        if dim != nil, dims != nil {
            throw ValidationError("--dim and --dims both give the size d; choose one.")
        }
        try statistics.check(
            isAsked: isMeasured,
            shown: [
                ("--keys ones", keys == .ones), ("--queries", queries != nil), ("--valid-lens", validLens != nil),
                ("--training", training), ("--print-tensors", options.printTensors),
            ])
        // The table of --stats is printed besides its figure, that of --study instead of it.
        let isTable = statistics.stats || isMeasured && statistics.table.csv
        try options.check(
            defaultName: !isMeasured ? "dot-vs-scaled" : study && !statistics.table.csv ? "study" : nil,
            printed: isTable
                ? statistics.table.printed(options.output, isDrawn: options.output.drawsToStandardOutput) : [])
    }

    private var isMeasured: Bool { statistics.stats || study }

    /// The sizes d that are measured by default.
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
}
