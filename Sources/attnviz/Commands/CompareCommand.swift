import ArgumentParser
import AttentionFigures

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compares two tensors of attention weights, head by head.",
        discussion: """
            For each head, the means over the queries of two distances between the weights p of A and q of B: \
            total_variation, half the sum of |p - q|, from 0 to 1; jensen_shannon, the Jensen-Shannon divergence in \
            nats, from 0 to ln 2.

            The table is printed to stdout. With -o or --metric a figure is drawn instead: A - B, red where A has more \
            weight, blue where B has more. Layers that both files number are compared by number. --csv and --json also \
            print the numbers.
            """)

    @Argument(help: ArgumentHelp("The first file, and the name of its tensor.", valueName: "a[:tensor]"))
    var first: String
    @Argument(help: ArgumentHelp("The second file, and the name of its tensor.", valueName: "b[:tensor]"))
    var second: String
    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup(title: "View") var axes: AxesOptions
    @OptionGroup(title: "View") var view: PartOptions
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Positions along axes of B (default: those of --select).", valueName: "layer=4"))
    var selectB: [String] = []
    @OptionGroup(title: "Mask") var mask: MaskOptions
    @OptionGroup(title: "Tokens") var tokens: TokenOptions
    @Option(
        help: ArgumentHelp("Draw this distance as a heatmap of layers by heads, instead of A - B.", valueName: "name"))
    var metric: HeadDistance?
    @OptionGroup(title: "Work") var work: WorkOptions
    @OptionGroup var figure: FigureOptions
    @OptionGroup(visibility: .hidden) var formerScale: FormerScaleOption
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Output") var table: TableOption

    func validate() throws {
        try output.checkFiles(
            defaultName: isDrawn ? "compare" : nil, printed: table.printed(output, isDrawn: isDrawn),
            inputs: tokens.files + figure.cells.files + mask.files + [first, second])
        if [first, second].allSatisfy({ $0 == "-" || $0.hasPrefix("-:") }) {
            throw ValidationError("stdin can be read once; give A or B a file.")
        }
    }

    private var isDrawn: Bool { !output.output.isEmpty || metric != nil && !output.json && !table.csv }

    func run() throws {
        var timings = Timings()
        try output.checkFolders(isDrawn ? "compare" : nil)
        let (lists, masks) = (try tokens.given(), try OpenedMasks(mask))
        let (left, right) = try timings.measure("read") {
            (
                try input.weights(first, axes, tokens, mask: masks, lists),
                try input.weights(second, axes, tokens, mask: masks, lists)
            )
        }
        let (one, other) = (left.source, right.source)
        var secondView = view
        if !selectB.isEmpty { secondView.select = selectB }
        let parts = try ComparedParts(
            one.axes, part: view.part(nil, tokens), with: other.axes, otherPart: secondView.part(nil, tokens))
        let (part, otherPart) = (parts.first, parts.second)
        let difference = try DifferenceWeights(one, part: part, minus: other, otherPart: otherPart)
        let pass = work.pass(weights: difference.axes.weightCount)
        let outline = try ComparisonReport(outlineOf: one, part: part, with: other, otherPart: otherPart)
        let distances = try isDrawn ? metric.map { try self.drawing(of: outline, $0) } : nil
        let renderer = try distances.map { try output.checkLayout(of: $0) }
        let drawing = try isDrawn && metric == nil ? differenceFigure(one, part, other, otherPart) : nil
        if let drawing { try output.checkLayout(of: drawing, work) }
        let report = try timings.measure("measure") {
            try ComparisonReport(one, part: part, with: other, otherPart: otherPart, pass: pass)
        }
        var result = output.withoutFigure(after: timings)
        if isDrawn, let metric {
            result = try output.draw(
                self.drawing(of: report, metric), defaultName: "compare", after: timings, with: renderer)
        } else if let drawing {
            (result, _) = try output.draw(
                drawing, defaultName: "compare", stage: "cells", work, after: timings)
        }
        try table.add(report.table, json: report, to: &result, output, isDrawn: isDrawn)
        result.notes =
            left.notes + right.notes.filter { !left.notes.contains($0) } + parts.notes.map { "\($0)" } + result.notes
        result.notes += try Sentences.tokenNotes(one.axes, part)
        try result.write()
    }
}
