import ArgumentParser
import Attention
import Heatmaps
import Tensors

extension HeadDistance: ExpressibleByArgument {
    /// `total-variation` is as good as `total_variation`.
    init?(argument: String) {
        self.init(rawValue: argument.replacing("-", with: "_"))
    }
}

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compares two tensors of attention weights, head by head.",
        discussion: """
            For each head, the means over the queries of two distances between the weights p of A and q of B: \
            total_variation, half the sum of |p - q|, from 0 to 1; jensen_shannon, the Jensen-Shannon divergence in \
            nats, from 0 to ln 2.

            The table goes to stdout. With -o or --metric a figure is drawn instead: A - B, red where A has more \
            weight, blue where B has. --csv and --json print besides.
            """)

    @Argument(help: ArgumentHelp("The one file, and the name of its tensor.", valueName: "a[:tensor]"))
    var first: String
    @Argument(help: ArgumentHelp("The other file, and the name of its tensor.", valueName: "b[:tensor]"))
    var second: String
    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup(title: "View") var axes: AxesOptions
    @OptionGroup(title: "View") var view: PartOptions
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Positions in B where they are other ones than in A.", valueName: "layer=4"))
    var selectB: String?
    @OptionGroup(title: "Tokens") var tokens: TokenOptions
    @Option(help: ArgumentHelp("Draw this distance as layers by heads, not the differences.", valueName: "name"))
    var metric: HeadDistance?
    @OptionGroup var figure: FigureOptions
    @OptionGroup(visibility: .hidden) var formerScale: FormerScaleOption
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Output") var table: TableOption

    func validate() throws {
        try table.check(output)
        try output.checkFiles(inputs: tokens.files + [first, second])
        if [first, second].allSatisfy({ $0 == "-" || $0.hasPrefix("-:") }) {
            throw ValidationError("stdin can be read once; give A or B a file.")
        }
    }

    func run() throws {
        var secondView = view
        secondView.select = selectB ?? view.select
        var timings = Timings()
        let (one, other) = try timings.measure("read") {
            (
                try StoredWeights(first, input: input, axes: axes, part: view),
                try StoredWeights(second, input: input, axes: axes, part: secondView)
            )
        }
        guard one.part.tensor.shape == other.part.tensor.shape else {
            throw DataError(
                "\(one.place) and \(other.place): expected parts of the same shape, found \(one.part.tensor.shape) and "
                    + "\(other.part.tensor.shape); --select and --select-b choose what is compared")
        }
        let (left, right) = (try one.labelled(by: tokens), try other.labelled(by: tokens))
        let comparison = try timings.measure("measure") {
            try Self.naming(one, other) { try AttentionComparison(left.weights.tensor, right.weights.tensor) }
        }
        let report = ComparisonReport(comparison, of: left.weights)
        let isDrawn = !output.output.isEmpty || metric != nil && !output.json && !table.csv
        var delivery = output.undrawn(after: timings)
        if isDrawn {
            let drawing = try metric.map { try distances($0, report) } ?? differences(left, right)
            delivery = try output.draw(drawing, defaultName: "compare", after: timings)
        }
        if output.json {
            delivery.standardOutput = try JSONOutput.bytes(report)
        } else if table.csv || !isDrawn {
            delivery.standardOutput = Array((table.csv ? report.table.csv : report.table.text()).utf8)
        }
        if let note = one.note { delivery.notes.append(note) }
        try delivery.send()
    }

    /// Errors about weights begin with the file that they come from.
    private static func naming<Result>(
        _ one: StoredWeights, _ other: StoredWeights, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch AttentionError.notAWeight(let operand, let index, let found) {
            let source = operand == "B" ? other : one
            return try source.naming { throw AttentionError.notAWeight(operand: operand, index: index, found: found) }
        }
    }

    /// A - B as heatmaps whose middle colour is 0.
    private func differences(_ left: WeightsFigure, _ right: WeightsFigure) throws -> HeatmapGrid {
        var weights = left
        let difference = try left.weights.tensor.subtracting(right.weights.tensor)
        weights.weights = try left.weights.replacingValues(by: difference).labelling(against: right.weights)
        var drawing = try weights.figure(columns: view.columns)
        if let one = drawing.titles.figure, let other = try right.figure(columns: view.columns).titles.figure,
            one != other
        {
            drawing.titles.figure = "\(one) \u{2212} \(other.prefix(1).lowercased() + other.dropFirst())"
        }
        drawing.colors.colormap = try Colormap.named("RdBu_r")
        drawing.colors.norm = .twoSlope(center: 0)
        if !figure.colors.robust {
            // The same distance from 0 has the same strength of colour on both sides.
            let largest = weights.weights.tensor.elements.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
            (drawing.colors.minimum, drawing.colors.maximum) = (-Double(largest), Double(largest))
        }
        drawing.colorbar.label = "weight in A \u{2212} weight in B"
        try figure.apply(to: &drawing)
        return drawing
    }

    private func distances(_ metric: HeadDistance, _ report: ComparisonReport) throws -> HeatmapGrid {
        let values = metric.values(of: report.comparison)
        let heatmap = try HeadFigure(report.places)
        var drawing = try heatmap.grid([(nil, values)], columns: 1)
        drawing.alternativeText = heatmap.description([(metric.title, values)])
        drawing.titles.figure = metric.title
        drawing.colorbar.label = metric.label
        drawing.colors.minimum = 0
        try figure.apply(to: &drawing)
        return drawing
    }
}

extension NamedTensor {
    /// The same tensor with both names for the places of panels that stand for different positions: "Layer 0 − layer 1".
    fileprivate func labelling(against other: NamedTensor) throws -> NamedTensor {
        try zip(axes, other.axes).dropLast(2).reduce(self) { tensor, pair in
            let (one, other) = pair
            guard one.positions != other.positions || one.name != other.name else { return tensor }
            let name = one.name.prefix(1).uppercased() + one.name.dropFirst()
            let labels = zip(one.positions, other.positions).map { "\(name) \($0) \u{2212} \(other.name) \($1)" }
            return try tensor.labelling(one.name, labels)
        }
    }
}

extension Tensor {
    /// The differences of the elements; the shapes agree.
    fileprivate func subtracting(_ other: Tensor) throws -> Tensor {
        try Tensor(shape: shape.dimensions, elements: zip(elements, other.elements).map { $0 - $1 })
    }
}
