import AttentionFigures

extension OutputOptions {
    /// Lays a figure out whose weights do not exist yet, see `checkLayout(of:)`.
    ///
    /// - Throws: as `WeightsFigure.plan`, `checkLayout(of:)`.
    func checkLayout(of figure: WeightsFigure, _ work: WorkOptions) throws {
        let limit = work.memoryLimit
        var pass = RowPass()
        pass.memoryLimit = limit
        let plan = try figure.plan(with: FigureRenderer(), pass: pass)
        if !(json && output.isEmpty) { try check(plan, limit) }
    }

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
        let pass = work.pass(weights: figure.axes.weightCount)
        let plan = try timings.measure("size of cells") { try figure.plan(with: renderer, pass: pass) }
        if !(json && output.isEmpty), let limit = pass.memoryLimit { try check(plan, limit) }
        let drawn = try timings.measure(stage) { try figure.drawn(cellSize: plan.cellSize, pass: pass) }
        var result = try draw(drawn.grid, defaultName: defaultName, after: timings, with: renderer)
        result.notes += drawn.notes.map {
            Sentences.note(
                $0, isTransposed: isTransposed,
                isTruthAssumed: (masks?.isTruthAssumed ?? false) && figure.source.mask.hasTruthValues, fill: fill)
        }
        return (result, drawn)
    }
}
