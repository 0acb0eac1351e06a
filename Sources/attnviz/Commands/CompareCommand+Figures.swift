import AttentionFigures

extension CompareCommand {
    /// The figure of a distance, as the options say.
    func drawing(of report: ComparisonReport, _ metric: HeadDistance) throws -> HeatmapGrid {
        var drawing = try report.figure(metric)
        try figure.apply(to: &drawing)
        return drawing
    }

    /// The figure of A - B, as the options say, without its weights.
    func differenceFigure(
        _ one: any WeightsSource, _ part: WeightsPart, _ other: any WeightsSource, _ otherPart: WeightsPart
    ) throws -> WeightsFigure {
        if figure.cells.marginals {
            throw UsageError("--marginals shows shares of attention, and compare draws differences")
        }
        var drawing = try WeightsFigure.difference(
            one, part: part, minus: other, otherPart: otherPart, columns: view.columns,
            showsRawTokens: tokens.rawTokens, numbersRepeats: tokens.numberRepeats)
        try figure.apply(to: &drawing, isTransposed: axes.transpose)
        return drawing
    }
}
