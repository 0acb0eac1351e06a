import ArgumentParser
import Attention
import Heatmaps
import TensorFiles
import Tensors

extension ScoreKind: ExpressibleByArgument {}

struct AttendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attend",
        abstract: "Computes attention weights from queries and keys, and draws them.",
        discussion: """
            Fused kernels return no weights; from the queries and keys that they were given, this command computes them. \
            Files hold (n, d), (head, n, d) or (batch, head, n, d); there may be fewer key heads than query heads, if they \
            divide them. With --valid-lens for each entry of three axes they are (batch, n, d).
            """)

    @Option(help: ArgumentHelp("The queries.", valueName: "file[:tensor]"))
    var queries: String
    @Option(help: ArgumentHelp("The keys.", valueName: "file[:tensor]"))
    var keys: String
    @Option(help: ArgumentHelp("The values, for --save-output.", valueName: "file[:tensor]"))
    var values: String?
    @OptionGroup(title: "Score") var score: ScoreOptions
    @OptionGroup(title: "Mask") var mask: MaskOptions
    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup(title: "View") var view: ResultViewOptions
    @OptionGroup(title: "Tokens") var tokens: TokenOptions
    @OptionGroup(title: "Results") var saved: SavedResults
    @OptionGroup(title: "Figure") var figure: FigureOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
        let (computed, groups) = try attend()
        let names = ["batch", "head", "query", "key"]
        let all = try NamedTensor(computed.weights, axes: names).labelling("head", Self.titles(groups))
        let masked = computed.masked.map { mask in all.replacingValues(by: Tensor(mask)) }
        func chosen(_ tensor: NamedTensor) throws -> NamedTensor {
            try view.selected(tensor.droppingSingletons(except: ["query", "key"]))
        }
        let weights = try WeightsFigure(
            chosen(all), masked: masked.map(chosen), whole: (computed.weights.shape[2], computed.weights.shape[3]),
            tokens: tokens, file: nil)
        var drawing = try weights.figure(columns: view.columns)
        // A light cell means little attention, whatever the other cells are.
        drawing.colors.minimum = 0
        try figure.apply(to: &drawing)
        if let sharing = score.sharing { drawing.colors.sharing = sharing }
        var delivery = try output.draw(drawing, defaultName: "attend")
        delivery.notes += weights.notes
        if !computed.deadRows.isEmpty {
            delivery.notes.append("\(computed.deadRows.count) queries have no key to attend to")
        }
        delivery.tensors = try saved.tensors(computed)
        if output.json {
            delivery.standardOutput = try JSONOutput.bytes(AttendSummary(computed, figure: drawing))
        }
        try delivery.send()
    }

    func validate() throws {
        if values == nil, saved.saveOutput != nil {
            throw ValidationError("--save-output needs --values.")
        }
        try output.checkSaved(saved.paths)
    }

    private func attend() throws -> (AttentionResult, GroupedQueries) {
        let inputs = (try input.read(queries), try input.read(keys), try values.map { try input.read($0) })
        let parameters = try score.readParameters()
        if let heads = score.heads, parameters["W_o"] != nil, score.score == .scaledDot {
            return try attend(inputs, heads: heads, parameters: parameters)
        }
        let axis: AttentionOperands.LeadingAxis =
            inputs.0.shape.rank == 3 && mask.countsBatches(of: inputs.0.shape) ? .batch : .head
        let operands = try AttentionOperands(
            queries: inputs.0, keys: inputs.1, values: inputs.2, leadingAxis: axis, heads: score.heads)
        let pooling = AttentionPooling(
            score: try score.scoringFunction(parameters: parameters), fill: mask.maskedFill.rule)
        let result = try pooling(
            queries: operands.queries, keys: operands.keys, values: operands.values,
            mask: mask.combined())
        return (result, operands.groups)
    }

    /// With W_q, W_k, W_v and W_o: projections into heads.
    private func attend(
        _ inputs: (Tensor, Tensor, Tensor?), heads: Int, parameters: [String: Tensor]
    ) throws -> (AttentionResult, GroupedQueries) {
        func parameter(_ name: String) throws -> Tensor {
            guard let tensor = parameters[name] else {
                throw AttentionError.missingParameter(name, of: "multi-head attention", found: parameters.keys.sorted())
            }
            return tensor
        }
        let attention = try MultiHeadAttention(
            heads: heads, queryWeights: parameter("W_q"), keyWeights: parameter("W_k"),
            valueWeights: parameter("W_v"), outputWeights: parameter("W_o"), fill: mask.maskedFill.rule)
        func batched(_ tensor: Tensor) -> Tensor { tensor.shape.rank == 2 ? tensor.addingLeadingAxis() : tensor }
        let result = try attention(
            queries: batched(inputs.0), keys: batched(inputs.1), values: inputs.2.map(batched),
            mask: mask.combined())
        return (result, try GroupedQueries(queryHeads: heads, keyHeads: heads))
    }

    /// "Head 5", with the key head where several query heads share one.
    private static func titles(_ groups: GroupedQueries) -> [String] {
        (0..<groups.queryHeads).map { head in
            groups.keyHeads == groups.queryHeads ? "Head \(head)" : "Head \(head) (KV \(groups.keyHead(of: head)))"
        }
    }
}

extension Tensor {
    /// 1 where true.
    fileprivate init(_ truth: BooleanTensor) {
        self.init(shape: truth.shape, elements: truth.elements.map { $0 ? 1 : 0 })
    }
}

/// What `attend --json` reports.
struct AttendSummary: Encodable {
    let scores: TensorSummaryJSON
    let weights: TensorSummaryJSON
    let output: TensorSummaryJSON?
    let vmin: Double
    let vmax: Double

    init(_ result: AttentionResult, figure: HeatmapGrid) throws {
        scores = TensorSummaryJSON(result.scores)
        weights = TensorSummaryJSON(result.weights)
        output = result.output.map(TensorSummaryJSON.init)
        let scales = try figure.colorScales()
        vmin = scales.map(\.minimum).min() ?? 0
        vmax = scales.map(\.maximum).max() ?? 0
    }
}
