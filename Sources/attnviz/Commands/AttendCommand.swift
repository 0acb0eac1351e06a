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
            Fused kernels return no weights; from the queries and keys that they were given, this command computes them.

            Files hold (n, d), (head, n, d) or (batch, head, n, d), where n counts queries or keys and d features. There \
            may be fewer key heads than query heads, if they divide them. Three axes are (batch, n, d) when \
            --valid-lens has a length, or --mask a matrix, for each entry of the first of them, or with --heads.
            """)

    @OptionGroup(title: "Input") var operands: OperandOptions
    @OptionGroup(title: "Input") var input: InputOptions
    @OptionGroup(title: "Score") var score: ScoreOptions
    @OptionGroup(title: "Mask") var mask: MaskOptions
    @OptionGroup(title: "View") var view: PartOptions
    @OptionGroup(title: "View") var area: CropOptions
    @OptionGroup(title: "Tokens") var tokens: TokenOptions
    @OptionGroup(title: "Work") var work: WorkOptions
    @OptionGroup(title: "Results") var saved: SavedResults
    @OptionGroup var figure: FigureOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
        var timings = Timings()
        let inputs = try timings.measure("read") { try operands.open(input) }
        let mask = try mask.combined()
        var delivery = try isStreamed(inputs, mask) ? streamed(inputs, mask, timings) : dense(inputs, mask, timings)
        if operands.values != nil, saved.saveOutput == nil, !output.json {
            delivery.notes.append("--values changes no weights; --save-output writes what they come to")
        }
        try delivery.send()
    }

    /// All weights at once, for all that can be asked of them.
    private func dense(
        _ inputs: OperandOptions.Stored, _ mask: AttentionMask, _ before: Timings
    ) throws -> Delivery {
        var timings = before
        let tensors = try timings.measure("read") {
            (queries: try inputs.queries.read(), keys: try inputs.keys.read(), values: try inputs.values?.read())
        }
        let attended = try timings.measure("compute") {
            try naming(inputs) { try attend(tensors, mask) }
        }
        let computed = attended.result
        let all = try NamedTensor(computed.weights, axes: Self.axes).labelling("head", Self.titles(attended.groups))
        let masked = computed.maskedCells.map { mask in all.replacingValues(by: Tensor(mask)) }
        let (queries, keys) = (computed.weights.shape[2], computed.weights.shape[3])
        let crop = try area.cropped(view, queries: queries, keys: keys)
        func chosen(_ tensor: NamedTensor) throws -> NamedTensor {
            let kept = tensor.droppingSingletons(except: ["query", "key"])
            return try view.reduced(kept.selecting(view.selection())).cropped(crop)
        }
        let weights = try WeightsFigure(
            chosen(all), masked: masked.map(chosen), whole: (queries, keys), tokens: tokenSources(inputs),
            options: tokens, pooling: area.pool)
        let drawing = try drawing(weights)
        var delivery = try output.draw(drawing, defaultName: "attend", after: timings)
        delivery.notes += weights.notes + note(deadRows: computed.deadRows.count)
        delivery.tensors = saved.tensors(attended)
        if output.json {
            delivery.standardOutput = try JSONOutput.bytes(AttendSummary(attended, figure: drawing))
        }
        return delivery
    }

    static let axes = ["batch", "head", "query", "key"]

    func tokenSources(
        _ inputs: OperandOptions.Stored
    ) throws -> (keys: TokenOptions.Source?, queries: TokenOptions.Source?) {
        try tokens.sources(keys: inputs.keysFile, queries: inputs.queriesFile)
    }

    /// The figure as the options want it.
    func drawing(_ weights: WeightsFigure) throws -> HeatmapGrid {
        var drawing = try weights.figure(columns: view.columns)
        // A light cell means little attention, whatever the other cells are.
        drawing.colors.minimum = 0
        try figure.apply(to: &drawing, positions: weights.drawn)
        return drawing
    }

    func validate() throws {
        if operands.values == nil, saved.saveOutput != nil {
            throw ValidationError("--save-output needs --values.")
        }
        try output.checkFiles(
            saved: saved.paths, inputs: operands.files + mask.files + tokens.files + [score.parameters])
    }

    private func attend(_ inputs: Operands, _ mask: AttentionMask) throws -> Attended {
        let parameters = try score.readParameters()
        let (result, groups) =
            try score.projectsHeads
            ? attend(inputs, mask, heads: score.heads ?? 1, parameters: parameters)
            : attend(inputs, mask, parameters: parameters)
        return Attended(
            result: result, groups: groups, addedAxes: (score.heads == nil ? 4 : 3) - inputs.queries.shape.rank)
    }

    private typealias Operands = (queries: Tensor, keys: Tensor, values: Tensor?)

    private func attend(
        _ inputs: Operands, _ mask: AttentionMask, parameters: [String: Tensor]
    ) throws -> (AttentionResult, GroupedQueries) {
        let function = try score.scoringFunction(parameters: parameters)
        let operands = try AttentionOperands(
            queries: inputs.queries, keys: inputs.keys, values: inputs.values,
            leadingAxis: mask.leadingAxis(of: inputs.queries.shape), heads: score.heads)
        let result = try AttentionPooling(score: function, fill: self.mask.maskedFill.rule)(
            queries: operands.queries, keys: operands.keys, values: operands.values, mask: mask)
        return (result, operands.groups)
    }

    /// With W_q, W_k, W_v and W_o: projections into heads.
    private func attend(
        _ inputs: Operands, _ mask: AttentionMask, heads: Int, parameters: [String: Tensor]
    ) throws -> (AttentionResult, GroupedQueries) {
        func parameter(_ name: String) throws -> Tensor {
            guard let tensor = parameters[name] else {
                throw AttentionError.missingParameter(name, of: "multi-head attention", found: parameters.keys.sorted())
            }
            return tensor
        }
        let attention = try MultiHeadAttention(
            heads: heads, queryWeights: parameter("W_q"), keyWeights: parameter("W_k"),
            valueWeights: parameter("W_v"), outputWeights: parameter("W_o"), fill: self.mask.maskedFill.rule)
        func batched(_ tensor: Tensor) -> Tensor { tensor.shape.rank == 2 ? tensor.addingLeadingAxis() : tensor }
        let result = try attention(
            queries: batched(inputs.queries), keys: batched(inputs.keys), values: inputs.values.map(batched), mask: mask
        )
        return (result, try GroupedQueries(queryHeads: heads, keyHeads: heads))
    }

    /// Errors about tensors begin with the file that they come from.
    func naming<Result>(
        _ inputs: OperandOptions.Stored, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as AttentionError {
            let text = error.description
            switch error {
            case .missingParameter:
                guard let file = score.parameters else {
                    throw UsageError("\(text); name the file that holds it with --parameters")
                }
                throw DataError("\(file): \(text)")
            case .indivisibleHeads(_, _, let heads):
                throw UsageError("--heads \(heads): \(text)")
            case .maskMismatch(_, let allowed, let found) where mask.hasLengthList && found.count == 1:
                throw UsageError(Self.lengthCount(expected: allowed, found: found[0], queries: inputs.queries.shape))
            default:
                guard let (file, isFile) = source(of: text.prefix { $0 != ":" }) else { throw error }
                if isFile { throw DataError("\(file): \(text)") }
                // The option is the thing.
                throw UsageError(file + text.drop { $0 != ":" })
            }
        }
    }

    private static func lengthCount(expected: [[Int]], found: Int, queries: Shape) -> String {
        let count = expected.first?.first ?? 1
        let batches =
            queries.rank == 3 && queries[0] > count ? ", or \(queries[0]) to take the first axis as the batch" : ""
        return "--valid-lens: expected \(count), one for each batch row\(batches); found \(found)"
    }

    /// Where the thing that an error is about comes from, and whether that is a file.
    private func source(of subject: Substring) -> (name: String, isFile: Bool)? {
        switch subject {
        case "queries": (operands.queries, true)
        case "keys": (operands.keys, true)
        case "values": operands.values.map { ($0, true) }
        case "boolean mask", "additive mask": mask.mask.map { ($0, true) }
        case _ where subject.hasPrefix("valid lengths"):
            mask.validLens.map { mask.hasLengthList ? ("--valid-lens", false) : ($0, true) }
        case "window": ("--window", false)
        case _ where subject.uppercased().hasPrefix("W"): score.parameters.map { ($0, true) }
        default: nil
        }
    }

    func note(deadRows: Int) -> [String] {
        guard deadRows > 0 else { return [] }
        let rows = deadRows == 1 ? "1 query has" : "\(deadRows) queries have"
        return [
            "\(rows) no key to attend to: "
                + (mask.maskedFill == .negativeInfinity
                    ? "all weights there are 0 (--masked-fill -1e6 makes them uniform)"
                    : "the weights there are uniform")
        ]
    }

    /// "Head 5", with the key head where several query heads share one.
    static func titles(_ groups: GroupedQueries) -> [String] {
        (0..<groups.queryHeads).map { head in
            groups.keyHeads == groups.queryHeads ? "Head \(head)" : "Head \(head) (KV \(groups.keyHead(of: head)))"
        }
    }
}

extension AttentionMask {
    /// What the first of three axes of queries counts: batch rows, when the mask has an entry for each.
    func leadingAxis(of queries: Shape) -> AttentionOperands.LeadingAxis {
        queries.rank == 3 && queries[0] > 1 && isForBatches(queries[0]) ? .batch : .head
    }

    /// Whether it has an entry for each of so many batch rows.
    fileprivate func isForBatches(_ count: Int) -> Bool {
        switch self {
        case .validLengths(let lengths): lengths.count == count
        case .validLengthsPerQuery(let lengths): lengths.count == count
        case .boolean(let mask): mask.shape.rank == 3 && mask.shape[0] == count
        case .additive(let bias): bias.shape.rank == 3 && bias.shape[0] == count
        case .all(let masks): masks.contains { $0.isForBatches(count) }
        case .none, .causal, .window: false
        }
    }
}

extension Tensor {
    /// 1 where true.
    fileprivate init(_ truth: BooleanTensor) {
        self.init(shape: truth.shape, elements: truth.elements.map { $0 ? 1 : 0 })
    }
}
