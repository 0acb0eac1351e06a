import AttentionFigures

extension OutputOptions {
    /// Computes the cells of a figure of weights and draws it in all requested formats.
    ///
    /// - Parameters:
    ///   - figure: the figure without its weights.
    ///   - defaultName: the name of the output file without -o, without its extension.
    ///   - stage: the name in --timings of the stage that computes or reads the weights.
    ///   - work: the number of threads and the memory limit.
    ///   - isTransposed: whether --transpose is given.
    ///   - masks: the options of masks.
    ///   - fill: the score of masked keys; nil for weights that exist already.
    ///   - before: the timings of earlier stages.
    /// - Returns: the results, and the figure with its weights.
    func draw(
        _ figure: WeightsFigure, defaultName: String, stage: String, _ work: WorkOptions,
        isTransposed: Bool = false, masks: MaskOptions? = nil, fill: MaskedFill? = nil,
        after before: Timings = Timings()
    ) throws -> (RunResult, DrawnWeights) {
        var timings = before
        let renderer = try timings.measure("fonts") { try FigureRenderer() }
        let size = try timings.measure("size of cells") { try figure.cellSize(with: renderer) }
        let drawn = try timings.measure(stage) {
            try figure.drawn(cellSize: size, pass: work.pass(weights: figure.axes.weightCount))
        }
        var result = try draw(drawn.grid, defaultName: defaultName, after: timings, with: renderer)
        result.notes += drawn.notes.map {
            Sentences.note(
                $0, isTransposed: isTransposed,
                isTruthAssumed: (masks?.isTruthAssumed ?? false) && figure.source.mask.hasTruthValues, fill: fill)
        }
        return (result, drawn)
    }
}
