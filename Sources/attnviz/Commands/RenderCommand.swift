import ArgumentParser
import CairoRendering
import Heatmaps
import TensorFiles
import Tensors

struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Draws the attention weights in a file (.npy, .npz, .safetensors, .csv, .tsv, .json).",
        discussion: """
            Two axes (query, key) are one panel, three (head, query, key) a row of panels, four (layer, head, query, key) \
            a grid, five (layer, batch, head, query, key) a grid for a batch of one. FILE:TENSOR picks one tensor of \
            several; tensors whose names differ in one number only are stacked in its order. '-' is stdin, and -:TENSOR one of its tensors.
            """)

    @Argument(
        help: ArgumentHelp("The file, and the name of the tensor where there are several.", valueName: "file[:tensor]"))
    var file: String
    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup(title: "View") var axes: AxesOptions
    @OptionGroup(title: "View") var view: PartOptions
    @OptionGroup(title: "View") var area: CropOptions
    @OptionGroup(title: "Tokens") var tokens: TokenOptions
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Write the weights that are drawn, as float32 (.npy, .npz, .safetensors; one matrix also .csv, .tsv).",
            valueName: "file"))
    var saveWeights: String?
    @OptionGroup var figure: FigureOptions
    @OptionGroup(visibility: .hidden) var formerScale: FormerScaleOption
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
        let reference = TensorReference(file)
        let opened = try input.open(reference)
        let stored = try opened.tensor(named: reference.name)
        let place = "\(reference.path): tensor \(stored.summary)"
        var names = try Self.naming(place) { try axes.names(shape: stored.shape) }
        if axes.transpose { names = names.map { $0 == "query" ? "key" : $0 == "key" ? "query" : $0 } }
        func count(_ axis: String) -> Int { names.firstIndex(of: axis).map { stored.shape[$0] } ?? 0 }
        let whole = (queries: count("query"), keys: count("key"))
        let crop = try area.cropped(view, queries: whole.queries, keys: whole.keys)
        var sources = try tokens.sources(opened)
        if axes.transpose { sources = (keys: sources.queries, queries: sources.keys) }
        var timings = Timings()
        let renderer = try timings.measure("fonts") { try FigureRenderer() }
        let weights =
            try pooled(stored, place: place, axes: names, crop: crop, tokens: sources, with: renderer, &timings)
            ?? timings.measure("read") {
                try Self.naming(place) {
                    let chosen = try view.reduced(stored.read(view.selection(), axes: names))
                    // As it is drawn, and so as it is saved; without these axes the figure says what is missing.
                    let part = try (try? chosen.movingToEnd(["query", "key"]))?.cropped(crop) ?? chosen
                    return try WeightsFigure(
                        part, whole: whole, tokens: sources, options: tokens, pooling: area.pool)
                }
            }
        let drawing = try drawing(weights, place: place)
        var delivery = try output.draw(drawing, defaultName: "render", after: timings, with: renderer)
        delivery.notes += weights.notes
        if axes.axes == nil, stored.shape.rank > 2 {
            delivery.notes.append("the axes are taken as \(names.joined(separator: ", ")); --axes names them otherwise")
        }
        delivery.tensors = saveWeights.map { [($0, [("weights", weights.weights.tensor)])] } ?? []
        if output.json {
            let summary = try RenderSummary(figure: drawing, weights: weights.weights)
            delivery.standardOutput = try JSONOutput.bytes(summary)
        }
        try delivery.send()
    }

    func validate() throws {
        try output.checkFiles(saved: [("--save-weights", saveWeights)], inputs: tokens.files + [file])
    }

    /// The figure as the options want it.
    func drawing(_ weights: WeightsFigure, place: String) throws -> HeatmapGrid {
        var drawing = try Self.naming(place) { try weights.figure(columns: view.columns) }
        try figure.apply(to: &drawing, positions: weights.drawn)
        return drawing
    }

    /// Errors about axes and panels begin with the tensor that they are about.
    static func naming<Result>(_ place: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch FigureError.tooManyAxes(let names, let lengths) {
            let axes = zip(names, lengths).map { "\($0) (\($1))" }
            let name = names.contains("batch") ? "batch" : names.first ?? "batch"
            throw DataError(
                "\(place): panels can be arranged along two axes, and these are left: \(axes.joined(separator: ", ")); "
                    + "choose positions with --select, such as --select \(name)=0, or use --reduce \(name)=mean")
        } catch AxisError.noCustomaryNames(let shape) {
            let advice =
                shape.count < 2 ? "a heatmap needs two axes" : "name them with --axes, such as --axes a,b,query,key"
            throw DataError(
                "\(place): expected 2 to 5 axes (layer, batch, head, query, key), found \(shape.count); \(advice)")
        } catch let error as FigureError {
            // What options ask for is not the tensor's fault.
            switch error {
            case .missingAxis, .emptyMatrix, .notAMatrix, .notAGrid, .panelShapeMismatch, .maskCountMismatch:
                throw DataError("\(place): \(error.sentence)")
            default: throw error
            }
        } catch let error as AxisError {
            throw UsageError("\(place): \(error)")
        }
    }
}

/// What `render --json` reports.
struct RenderSummary: Encodable {
    private let shape: [Int]
    private let axes: [String]
    /// What one cell stands for where positions were pooled.
    private let queriesPerCell: Int?
    private let keysPerCell: Int?
    private let facts: FigureFacts

    private enum Key: CodingKey {
        case shape, axes, queriesPerCell, keysPerCell
    }

    init(figure: HeatmapGrid, weights: NamedTensor) throws {
        let cells = figure.cellGrid
        queriesPerCell = cells.size.isOne ? nil : cells.size.queries
        keysPerCell = cells.size.isOne ? nil : cells.size.keys
        // Of the positions, which are more than the cells.
        shape =
            !cells.size.isOne
            ? weights.tensor.shape.dimensions.dropLast(2) + [cells.queries, cells.keys]
            : weights.tensor.shape.dimensions
        axes = weights.axes.map(\.name)
        facts = try FigureFacts(figure)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(shape, forKey: .shape)
        try container.encode(axes, forKey: .axes)
        try container.encodeIfPresent(queriesPerCell, forKey: .queriesPerCell)
        try container.encodeIfPresent(keysPerCell, forKey: .keysPerCell)
        try facts.encode(to: encoder)
    }
}
