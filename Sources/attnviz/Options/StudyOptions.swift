import ArgumentParser
import Experiments

/// The options of statistics over many random draws.
struct StudyOptions: ParsableArguments {
    @Flag(
        help: """
            Measure scores over many draws of a query and its keys: the variance of the scores, the entropy of the \
            weights in nats, the largest weight, and the Frobenius norm of the softmax's Jacobian, each with its \
            standard error.
            """)
    var stats = false
    @Option(parsing: .unconditional, help: "The number of draws for each size d (default: 2000).")
    var draws: Int?
    @OptionGroup var table: TableOption

    /// - Parameters:
    ///   - isAsked: whether statistics are requested.
    ///   - shown: options that apply to a figure of a single draw only, and whether they were given.
    /// - Throws: `ValidationError` for options that do not go together.
    func check(isAsked: Bool, shown: [(option: String, isGiven: Bool)]) throws {
        guard isAsked else {
            if draws != nil { throw ValidationError("--draws is for --stats and --study.") }
            if table.csv { throw ValidationError("--csv is for --stats and --study.") }
            return
        }
        for (option, isGiven) in shown where isGiven {
            throw ValidationError("\(option) applies to a figure of a single draw; --stats and --study measure many.")
        }
    }

    func sampling(seed: Int, keyCount: Int) -> ScoreSampling {
        var sampling = ScoreSampling()
        sampling.seed = seed
        sampling.keyCount = keyCount
        sampling.draws = draws ?? sampling.draws
        return sampling
    }

    /// Adds the table or JSON for stdout, and the recommendation that follows from the statistics.
    func report(_ study: ScoreStudy, in result: inout RunResult, isJSON: Bool) throws {
        let report = StudyReport(study: study)
        if isJSON {
            result.standardOutput = try JSONOutput.bytes(report)
        } else if result.standardOutput.isEmpty {
            let text = table.csv ? report.csv : report.text + "\n" + study.recommendation + "\n"
            result.standardOutput = Array(text.utf8)
        }
        if isJSON || table.csv { result.notes.append(study.recommendation) }
    }
}
