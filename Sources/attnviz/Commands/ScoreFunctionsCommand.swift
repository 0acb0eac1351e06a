import ArgumentParser
import Experiments

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
            isAsked: study.stats, shown: [("--print-tensors", options.printTensors)])
        try options.check(
            defaultName: study.stats ? nil : "score-functions",
            printed: study.stats
                ? study.table.printed(options.output, isDrawn: options.output.drawsToStandardOutput) : [])
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
