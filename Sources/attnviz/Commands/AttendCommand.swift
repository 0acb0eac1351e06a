import ArgumentParser
import AttentionFigures

extension ScoreKind: ExpressibleByArgument {}

struct AttendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attend",
        abstract: "Computes attention weights from queries and keys, and draws them.",
        discussion: """
            Fused attention kernels return no weights; this command computes them from the same queries and keys.

            Files hold (n, d), (head, n, d) or (batch, head, n, d), where n is the number of queries or keys and d the \
            number of features. Grouped-query attention may have fewer key heads, in a number that divides that of the \
            query heads. Three axes are (batch, n, d) with --heads, and when --valid-lens has a length, or --mask a \
            matrix, for each index of the first axis.

            Weights are computed in blocks of query rows and never held as a whole, so every option works for contexts \
            of any length.
            """)

    @OptionGroup(title: "Input") var operands: OperandOptions
    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup var attention: AttentionOptions
    @OptionGroup(title: "View") var view: PartOptions
    @OptionGroup(title: "View") var area: CropOptions
    @OptionGroup(title: "Tokens") var tokens: TokenOptions
    @OptionGroup(title: "Work") var work: WorkOptions
    @OptionGroup(title: "Results") var saved: SavedResults
    @OptionGroup var figure: FigureOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if operands.values == nil, saved.saveOutput != nil {
            throw ValidationError("--save-output needs --values.")
        }
        if operands.file != nil,
            let saved = saved.paths.first(where: { $0.option != "--save-weights" && $0.path != nil })
        {
            throw ValidationError("\(saved.option) is for --queries and --keys.")
        }
        try output.checkFiles(
            defaultName: "attend", saved: saved.paths,
            inputs: operands.files + attention.mask.files + tokens.files + figure.cells.files + [
                attention.score.parameters, attention.softmax.sinks,
            ])
    }

    func run() throws {
        var timings = Timings()
        try output.checkFolders("attend", saved: saved.paths.map(\.path))
        let part = try view.part(area, tokens)
        let (source, notes) = try timings.measure("read") {
            try attention.attended(operands, input: input, tokens: tokens, selection: part.selection)
        }
        var drawing = try WeightsFigure(
            source, part: part, columns: view.columns, joinsRows: true, showsRawTokens: tokens.rawTokens,
            numbersRepeats: tokens.numberRepeats)
        drawing.grid.poolingRule = area.pool
        try figure.apply(to: &drawing)
        let pass = work.pass(weights: source.axes.weightCount)
        try saved.check(source, selection: view.part().selection, pass)
        var (result, drawn) = try output.draw(
            drawing, defaultName: "attend", stage: "compute", work, masks: attention.mask,
            fill: attention.softmax.maskedFill.rule,
            after: timings)
        result.notes = notes + result.notes
        result.notes += try Sentences.tokenNotes(source.axes, drawing.part)
        try saved.add(to: &result, source, selection: view.part().selection, pass)
        if output.json {
            let report = try AttentionReport(source, pass: pass)
            result.standardOutput = try JSONOutput.bytes(JoinedSummary(report, FigureSummary(drawn)))
            if report.weights == nil { result.notes.append(Sentences.tooManyWeights) }
        }
        if operands.values != nil, saved.saveOutput == nil, !output.json {
            result.notes.append("--values has no effect on the weights; --save-output writes the output")
        }
        try result.write()
    }
}
