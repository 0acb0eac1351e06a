import ArgumentParser
import AttentionFigures

/// Tensors to write to files: scores, weights and output, in row blocks.
struct SavedResults: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Write the raw scores, before masks and softmax.", valueName: "file"))
    var saveScores: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Write the weights of the selection: the leading axes of the queries, then (query, key); .npy, .npz, \
            .safetensors, a single matrix also .csv, .tsv.
            """,
            valueName: "file"))
    var saveWeights: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Write the output, the weighted sums of the values; needs --values.", valueName: "file"))
    var saveOutput: String?

    var paths: [(option: String, path: String?)] {
        [("--save-scores", saveScores), ("--save-weights", saveWeights), ("--save-output", saveOutput)]
    }

    /// Checks that the files can hold the tensors, before these are computed.
    ///
    /// - Throws: as `WeightsSource.checkSaving`.
    func check(_ source: any WeightsSource, selection: AxisSelection, _ pass: RowPass) throws {
        let part = WeightsPart(selection: selection)
        if let saveWeights { try source.checkSaving(part, to: saveWeights, pass: pass) }
        guard let computed = source as? ComputedWeights else { return }
        if let saveScores { try computed.checkSaving(part, name: "scores", to: saveScores, pass: pass) }
        if let saveOutput { try computed.checkSavingOutput(part, to: saveOutput, pass: pass) }
    }

    /// Adds the files to a result.
    ///
    /// - Parameters:
    ///   - result: the result of the run.
    ///   - source: the weights.
    ///   - selection: the positions to write.
    ///   - pass: threads and memory limit.
    func add(
        to result: inout RunResult, _ source: any WeightsSource, selection: AxisSelection, _ pass: RowPass
    ) throws {
        let part = WeightsPart(selection: selection)
        result.prepare(saveWeights) { try source.save(part, to: $0, pass: pass) }
        guard let computed = source as? ComputedWeights else { return }
        result.prepare(saveScores) { try computed.saveScores(part, to: $0, pass: pass) }
        result.prepare(saveOutput) { try computed.saveOutput(part, to: $0, pass: pass) }
    }
}
