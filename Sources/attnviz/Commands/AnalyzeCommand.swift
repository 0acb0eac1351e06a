import ArgumentParser
import AttentionFigures

struct AnalyzeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "Measures what each head of attention weights does, and names its pattern.",
        discussion: """
            For weights w of one head, queries i and keys j: entropy, the mean over i of -sum of w ln w in nats; \
            first_key, diagonal, previous and next, the mean share of attention on the first key, the query's own \
            token, the one before and the one after; mean_distance, the mean of |i - j| in tokens; largest_column, the \
            largest mean share of one key.

            The pattern of a head is the first of these: previous token, next token, diagonal, sink (the first key) or \
            vertical (another key) where the share is at least \(HeadPattern.majority); broad where the entropy is at \
            least \(HeadPattern.evenness) of that of uniform weights; else mixed. Queries without weights are left out.

            The weights are read from a file, or computed from --queries and --keys as by 'attend'. The table is printed \
            to stdout. With -o, --metric or --rollout a figure is drawn instead; --csv and --json also print the numbers.
            """)

    @Argument(
        help: ArgumentHelp("The file, and the name of the tensor where there are several.", valueName: "file[:tensor]"))
    var file: String?
    @OptionGroup(title: "Input") var operands: OptionalOperands
    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup var attention: AttentionOptions
    @OptionGroup(title: "View") var axes: AxesOptions
    @OptionGroup(title: "View") var view: PartOptions
    @OptionGroup(title: "Tokens") var tokens: TokenOptions
    @OptionGroup(title: "Heads") var heads: HeadOptions
    @OptionGroup(title: "Rollout") var rollout: RolloutOptions
    @OptionGroup(title: "Work") var work: WorkOptions
    @OptionGroup var figure: FigureOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Output") var table: TableOption

    func validate() throws {
        try output.checkFiles(
            defaultName: isDrawn ? "analyze" : nil, saved: [("--save-weights", rollout.saveWeights)],
            printed: table.printed(output, isDrawn: isDrawn),
            inputs: tokens.files + figure.cells.files + operands.files + attention.mask.files + [
                file, attention.score.parameters, attention.softmax.sinks,
            ])
        try rollout.check(heads, table)
        try attention.check(file, operands)
    }

    func run() throws {
        var timings = Timings()
        try output.checkFolders(isDrawn ? "analyze" : nil, saved: [rollout.saveWeights])
        let (source, notes) = try timings.measure("read") {
            try attention.source(
                file, operands, input: input, axes: axes, tokens: tokens,
                selection: view.part().selection)
        }
        var result = try rollout.rollout ? drawRollout(source, timings) : measureHeads(source, timings)
        result.notes = notes + result.notes
        try result.write()
    }

    /// Whether a figure is drawn, and not only a table printed.
    private var isDrawn: Bool {
        !output.output.isEmpty || rollout.rollout || !heads.metric.isEmpty && !output.json && !table.csv
    }

    private func drawing(of report: HeadReport) throws -> HeatmapGrid {
        var drawing = try report.figure(heads.metric.isEmpty ? nil : heads.metric, columns: view.columns ?? 4)
        try figure.apply(to: &drawing)
        return drawing
    }

    private func measureHeads(_ source: any WeightsSource, _ before: Timings) throws -> RunResult {
        var timings = before
        let (part, separators) = (
            try view.part(nil, tokens), heads.separatorTokens(among: source.axes.keys.labels)
        )
        let outline = try HeadReport(outlineOf: source, part: part, separators: separators)
        let renderer = try isDrawn ? output.checkLayout(of: drawing(of: outline)) : nil
        let report = try timings.measure("measure") {
            try HeadReport(
                source, part: part, separators: separators, pass: work.pass(weights: source.axes.weightCount))
        }
        var result = output.withoutFigure(after: timings)
        if isDrawn {
            result = try output.draw(drawing(of: report), defaultName: "analyze", after: timings, with: renderer)
        }
        try table.add(report.table, json: report, to: &result, output, isDrawn: isDrawn)
        result.notes += report.notes.map(\.description)
        if tokens.mergeSubwords { result.notes += try Sentences.tokenNotes(source.axes, view.part(nil, tokens)) }
        return result
    }
}
