import ArgumentParser
import Heatmaps
import TensorFiles
import Tensors

struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Draws the attention weights in a .npy or .safetensors file.",
        discussion: """
            Two axes (query, key) are one panel, three (head, query, key) a row of panels, four (layer, head, query, key) \
            a grid. FILE:TENSOR picks one tensor of several.
            """)

    @Argument(
        help: ArgumentHelp("The file, and the name of the tensor where there are several.", valueName: "file[:tensor]"))
    var file: String
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Take these places of the leading axes: 3 is layer 3 of (layer, head, query, key).", valueName: "i,..."))
    var select: IntegerList?
    @Option(help: ArgumentHelp("Tokens of both axes: one a line, or a JSON list.", valueName: "file"))
    var tokens: String?
    @Option(help: ArgumentHelp("Tokens of the keys.", valueName: "file"))
    var xTokens: String?
    @Option(help: ArgumentHelp("Tokens of the queries.", valueName: "file"))
    var yTokens: String?
    @Option(help: ArgumentHelp("Write the weights that are drawn as float32.", valueName: "file.npy"))
    var saveWeights: String?
    @OptionGroup(title: "Figure") var figure: FigureOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
        let stored = try TensorReference(file).open()
        let weights = try stored.read(leading: select?.values ?? [])
        var drawing = try HeatmapGrid(matrices: weights)
        drawing.x = Axis(label: "Keys", labels: try labels(xTokens ?? tokens))
        drawing.y = Axis(label: "Queries", labels: try labels(yTokens ?? tokens))
        drawing.nameHeads(rank: weights.shape.rank)
        try figure.apply(to: &drawing)
        try output.write(drawing, defaultName: "render")
        if let saveWeights { try NPYWriter.write(weights, to: saveWeights) }
        if output.json { try JSONOutput.write(RenderSummary(figure: drawing, weights: weights)) }
    }

    private func labels(_ path: String?) throws -> AxisLabels {
        try path.map { .tokens(try TokenLabels.read($0)) } ?? .indices
    }
}

/// What `render --json` reports.
struct RenderSummary: Encodable {
    let shape: [Int]
    let rows: Int
    let columns: Int
    let xLabels: [String]?
    let yLabels: [String]?
    let columnTitles: [String]
    let rowTitles: [String]
    /// The ends of the colour scale; of all scales together when panels do not share one.
    let vmin: Double
    let vmax: Double

    init(figure: HeatmapGrid, weights: Tensor) throws {
        shape = weights.shape.dimensions
        rows = figure.rows
        columns = figure.columns
        xLabels = if case .tokens(let tokens) = figure.x.labels { tokens } else { nil }
        yLabels = if case .tokens(let tokens) = figure.y.labels { tokens } else { nil }
        columnTitles = figure.titles.columns
        rowTitles = figure.titles.rows
        let scales = try figure.colorScales()
        vmin = scales.map(\.minimum).min() ?? 0
        vmax = scales.map(\.maximum).max() ?? 0
    }
}
