import ArgumentParser
import Attention
import Heatmaps
import TensorFiles
import Tensors

struct AnalyzeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "Measures what each head of the attention weights in a file does, and names its pattern.",
        discussion: """
            For weights w of one head, queries i and keys j: entropy, the mean over i of -sum of w ln w in nats; \
            first_key, diagonal, previous and next, the mean share of attention on the first key, the query's own \
            token, the one before and the one after; mean_distance, the mean of |i - j| in tokens; largest_column, the \
            largest mean share of one key.

            A head is named by the first rule that holds: previous token, next token, diagonal, sink (the first key) or \
            vertical (another key) where the share is at least \(HeadPattern.majority); broad where the entropy is at \
            least \(HeadPattern.evenness) of that of even weights; else mixed. Queries without weights do not count.

            The table goes to stdout. With -o, --metric or --rollout a figure is drawn instead; --csv and --json print \
            besides.
            """)

    @Argument(
        help: ArgumentHelp("The file, and the name of the tensor where there are several.", valueName: "file[:tensor]"))
    var file: String
    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup(title: "View") var axes: AxesOptions
    @OptionGroup(title: "View") var view: PartOptions
    @OptionGroup(title: "Tokens") var tokens: TokenOptions
    @OptionGroup(title: "Heads") var heads: HeadOptions
    @OptionGroup(title: "Rollout") var rollout: RolloutOptions
    @OptionGroup var figure: FigureOptions
    @OptionGroup(visibility: .hidden) var formerScale: FormerScaleOption
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Output") var table: TableOption

    func validate() throws {
        try table.check(output)
        try output.checkFiles(saved: [("--save-weights", rollout.saveWeights)], inputs: tokens.files + [file])
        try rollout.check(heads, table)
    }

    func run() throws {
        var timings = Timings()
        let stored = try timings.measure("read") {
            try StoredWeights(file, input: input, axes: axes, part: view)
        }
        var delivery = try rollout.rollout ? flow(stored, timings) : report(stored, timings)
        if let note = stored.note { delivery.notes.append(note) }
        try delivery.send()
    }

    private func flow(_ stored: StoredWeights, _ before: Timings) throws -> Delivery {
        var timings = before
        let rolled = try timings.measure("measure") { try stored.naming { try rollout(stored.part) } }
        let weights = try stored.labelled(rolled, by: tokens)
        var drawing = try weights.figure(columns: view.columns)
        drawing.titles.figure = "Attention rollout"
        drawing.x.rename("Input tokens")
        drawing.y.rename("Output tokens")
        drawing.colors.minimum = 0
        try figure.apply(to: &drawing)
        var delivery = try output.draw(drawing, defaultName: "analyze", after: timings)
        delivery.notes += weights.notes
        delivery.tensors = rollout.saveWeights.map { [($0, [("rollout", weights.weights.tensor)])] } ?? []
        if output.json {
            delivery.standardOutput = try JSONOutput.bytes(["rollout": TensorSummaryJSON(weights.weights.tensor)])
        }
        return delivery
    }

    private func report(_ stored: StoredWeights, _ before: Timings) throws -> Delivery {
        var timings = before
        let weights = try stored.labelled(by: tokens)
        let measured = weights.weights
        let statistics = try timings.measure("measure") {
            try stored.naming {
                try AttentionStatistics(
                    measured.tensor, queryPositions: measured.axes[measured.axes.count - 2].positions,
                    keyPositions: measured.axes[measured.axes.count - 1].positions,
                    separators: heads.places(in: weights.keyTokens))
            }
        }
        let report = HeadReport(statistics, of: measured)
        let isDrawn = !output.output.isEmpty || !heads.metric.isEmpty && !output.json && !table.csv
        var delivery =
            isDrawn
            ? try output.draw(drawing(report), defaultName: "analyze", after: timings) : output.undrawn(after: timings)
        if output.json {
            delivery.standardOutput = try JSONOutput.bytes(report)
        } else if table.csv || !isDrawn {
            delivery.standardOutput = Array((table.csv ? report.table.csv : report.table.text()).utf8)
        }
        delivery.notes += report.notes + weights.notes
        return delivery
    }

    /// A panel for each metric asked for, of layers by heads.
    private func drawing(_ report: HeadReport) throws -> HeatmapGrid {
        let wanted = heads.metric.isEmpty ? HeadMetric.allCases : heads.metric
        let panels = wanted.compactMap { metric in report.statistics.values(of: metric).map { (metric, $0) } }
        guard !panels.isEmpty else { throw UsageError("--metric separators needs --separators") }
        let isSingle = panels.count == 1
        let heatmaps = try HeadFigure(report.places)
        var drawing = try heatmaps.grid(
            panels.map { metric, values in (isSingle ? nil : metric.title, values) }, columns: view.columns ?? 4)
        drawing.alternativeText = heatmaps.description(panels.map { ($0.title, $1) })
        if isSingle, let metric = panels.first?.0 {
            drawing.titles.figure = metric.title
            drawing.colorbar.label = metric.label
        }
        // Nats, tokens and shares have no common scale.
        drawing.colors.sharing = isSingle ? .shared : .panel
        drawing.colors.minimum = 0
        try figure.apply(to: &drawing)
        return drawing
    }
}
