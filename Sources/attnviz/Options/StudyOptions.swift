import ArgumentParser
import Experiments

/// Scores measured over many draws, instead of one draw shown.
struct StudyOptions: ParsableArguments {
    @Flag(
        help: """
            Measure scores over many draws of a query and its keys: the variance of the scores, the entropy of the \
            weights in nats, the largest weight, and the Frobenius norm of the softmax's Jacobian, each with its \
            standard error.
            """)
    var stats = false
    @Option(parsing: .unconditional, help: "How many draws --stats takes for each size (default: 2000).")
    var draws: Int?
    @OptionGroup var table: TableOption

    /// - Parameters:
    ///   - isAsked: whether anything here was asked for.
    ///   - shown: options that are about the one draw that is shown otherwise, and whether they were given.
    func check(isAsked: Bool, _ output: OutputOptions, shown: [(option: String, isGiven: Bool)]) throws {
        guard isAsked else {
            if draws != nil { throw ValidationError("--draws is for --stats and --study.") }
            if table.csv { throw ValidationError("--csv is for --stats and --study.") }
            return
        }
        try table.check(output)
        for (option, isGiven) in shown where isGiven {
            throw ValidationError("\(option) is about the one draw that a figure shows; --stats and --study take many.")
        }
    }

    func sampling(seed: Int, keyCount: Int) -> ScoreSampling {
        var sampling = ScoreSampling()
        sampling.seed = seed
        sampling.keyCount = keyCount
        sampling.draws = draws ?? sampling.draws
        return sampling
    }

    /// Adds what goes to stdout, and in words what follows from it.
    func report(_ study: ScoreStudy, in delivery: inout Delivery, isJSON: Bool) throws {
        let report = StudyReport(study: study)
        if isJSON {
            delivery.standardOutput = try JSONOutput.bytes(report)
        } else if delivery.standardOutput.isEmpty {
            let text = table.csv ? report.csv : report.text + "\n" + study.recommendation + "\n"
            delivery.standardOutput = Array(text.utf8)
        }
        if isJSON || table.csv { delivery.notes.append(study.recommendation) }
    }
}
