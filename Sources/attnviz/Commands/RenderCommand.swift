import ArgumentParser
import AttentionFigures

struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Draws the attention weights in a file (.npy, .npz, .safetensors, .csv, .tsv, .txt, .json).",
        discussion: """
            Two axes (query, key) are one panel, three (head, query, key) a row of panels, four (layer, head, query, key) \
            a grid, five (layer, batch, head, query, key) a grid for a batch of one. FILE:TENSOR selects one tensor of \
            a file, and with one * in the name all whose names differ there; without it, tensors whose names differ in one \
            number only are stacked in the order of that number, which --select chooses by: layer=9 is blocks.9.attn. \
            '-' is stdin, and -:TENSOR a tensor in it.
            """)

    @Argument(
        help: ArgumentHelp("The file, and the name of the tensor where there are several.", valueName: "file[:tensor]"))
    var file: String
    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup(title: "View") var axes: AxesOptions
    @OptionGroup(title: "View") var view: PartOptions
    @OptionGroup(title: "View") var area: CropOptions
    @OptionGroup(title: "Mask") var mask: MaskOptions
    @OptionGroup(title: "Tokens") var tokens: TokenOptions
    @OptionGroup(title: "Work") var work: WorkOptions
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Write the weights of the figure as float32 (.npy, .npz, .safetensors; a single matrix also .csv, .tsv).",
            valueName: "file"))
    var saveWeights: String?
    @OptionGroup var figure: FigureOptions
    @OptionGroup(visibility: .hidden) var formerScale: FormerScaleOption
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        try output.checkFiles(
            defaultName: "render", saved: [("--save-weights", saveWeights)],
            inputs: tokens.files + figure.cells.files + mask.files + [file])
    }

    func run() throws {
        try output.checkFolders("render", saved: [saveWeights])
        let (source, notes) = try input.weights(file, axes, tokens, mask: OpenedMasks(mask))
        let part = try view.part(area, tokens)
        var drawing = try WeightsFigure(
            source, part: part, columns: view.columns, showsRawTokens: tokens.rawTokens,
            numbersRepeats: tokens.numberRepeats)
        drawing.grid.poolingRule = area.pool
        try figure.apply(to: &drawing, isTransposed: axes.transpose)
        let pass = work.pass(weights: drawing.axes.weightCount)
        if let saveWeights { try source.checkSaving(part, to: saveWeights, pass: pass) }
        var (result, drawn) = try output.draw(
            drawing, defaultName: "render", stage: "read", work, isTransposed: axes.transpose, masks: mask)
        result.notes = notes + result.notes
        result.notes += try Sentences.tokenNotes(source.axes, part)
        result.prepare(saveWeights) { try source.save(part, to: $0, pass: pass) }
        if output.json { result.standardOutput = try JSONOutput.bytes(FigureSummary(drawn)) }
        try result.write()
    }
}
