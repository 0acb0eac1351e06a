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
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Write the weights that are drawn as float32.", valueName: "file.npy"))
    var saveWeights: String?
    @OptionGroup(title: "Figure") var figure: FigureOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
        let stored = try TensorReference(file).open()
        try checkAxes(stored)
        let weights = try stored.read(leading: select?.values ?? [])
        var drawing = try HeatmapGrid(matrices: weights)
        let shape = drawing.matrixShape
        drawing.x = Axis(label: "Keys", labels: try labels(xTokens ?? tokens, each: "key", count: shape[1]))
        drawing.y = Axis(label: "Queries", labels: try labels(yTokens ?? tokens, each: "query", count: shape[0]))
        drawing.nameHeads(rank: weights.shape.rank)
        try figure.apply(to: &drawing)
        var delivery = try output.draw(drawing, defaultName: "render")
        delivery.array = saveWeights.map { (weights, $0) }
        if output.json {
            delivery.standardOutput = try JSONOutput.bytes(RenderSummary(figure: drawing, weights: weights))
        }
        try delivery.send()
    }

    func validate() throws {
        guard let saveWeights else { return }
        if saveWeights.isEmpty || saveWeights == "-" {
            throw ValidationError("--save-weights needs the name of a file; '\(saveWeights)' is none.")
        }
        if output.output.contains(saveWeights) {
            throw ValidationError("-o and --save-weights both name \(saveWeights); give each a name of its own.")
        }
    }

    /// Says what to do about a tensor that is no figure, before its elements are read.
    private func checkAxes(_ stored: StoredTensor) throws {
        let found = stored.shape.rank
        let selected = select?.values.count ?? 0
        let place = "\(TensorReference(file).path): tensor \(stored.summary)"
        // Indices out of range have a sentence of their own.
        guard selected <= found else { return }
        if found - selected > 4 {
            let example = Array(repeating: "0", count: found - 4).joined(separator: ",")
            throw DataError(
                "\(place): expected 2 to 4 axes (layer, head, query, key), found \(found - selected); "
                    + "take one place of each leading axis with --select, such as --select \(example)")
        }
        if found - selected < 2 {
            let advice =
                selected > 0 && found >= 2
                ? "--select may take at most \(found - 2) of its \(found) axes" : "a heatmap needs two axes"
            throw DataError("\(place): expected 2 to 4 axes to draw, found \(found - selected); \(advice)")
        }
        guard stored.shape.count > 0 else {
            throw DataError("\(place): expected at least one element, found an axis of length 0: nothing can be drawn")
        }
    }

    private func labels(_ path: String?, each position: String, count: Int) throws -> AxisLabels {
        guard let path else { return .indices }
        let tokens = try TokenLabels.read(path)
        guard tokens.count == count else {
            throw DataError("\(path): expected \(count) tokens, one for each \(position), found \(tokens.count)")
        }
        return .tokens(tokens)
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
