import AttentionFigures

extension AnalyzeCommand {
    /// Draws the rollout of the weights, and writes it as the options say.
    func drawRollout(_ source: any WeightsSource, _ before: Timings) throws -> RunResult {
        var timings = before
        let pass = work.pass(weights: source.axes.weightCount)
        let words = WeightsPart(mergesWords: tokens.mergeSubwords)
        var outline = try WeightsFigure.rollout(
            outlineOf: source, part: view.part(), drawing: words, showsRawTokens: tokens.rawTokens)
        try figure.apply(to: &outline)
        try output.checkLayout(of: outline, work)
        if let path = rollout.saveWeights {
            try outline.source.checkSaving(words, name: "rollout", to: path, pass: pass)
        }
        let weights = try timings.measure("measure") {
            try AttentionWeights(
                rollout: source, part: view.part(), residual: rollout.residual ?? 0.5, pass: pass)
        }
        var drawing = try WeightsFigure.rollout(
            weights, part: words, showsRawTokens: tokens.rawTokens,
            numbersRepeats: tokens.numberRepeats)
        try figure.apply(to: &drawing)
        var (result, _) = try output.draw(
            drawing, defaultName: "analyze", stage: "cells", work, after: timings)
        result.notes += try Sentences.tokenNotes(weights.axes, words)
        result.prepare(rollout.saveWeights) { try weights.save(words, name: "rollout", to: $0) }
        if output.json {
            let report = try weights.withRows(of: words) { try TensorReport($0) }
            result.standardOutput = try JSONOutput.bytes(["rollout": report])
        }
        return result
    }
}
