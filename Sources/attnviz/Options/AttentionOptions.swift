import ArgumentParser
import AttentionFigures

/// The score and the mask of weights that are computed from queries and keys.
struct AttentionOptions: ParsableArguments {
    @OptionGroup(title: "Score") var score: ScoreOptions
    @OptionGroup(title: "Softmax") var softmax: SoftmaxOptions
    @OptionGroup(title: "Mask") var mask: MaskOptions

    /// Checks that weights come either from a file or from queries and keys.
    ///
    /// - Throws: `ValidationError` for both or neither, and for options of scores with a file.
    func check(_ file: String?, _ operands: OptionalOperands) throws {
        let isComputed = try operands.pair() != nil
        guard isComputed != (file != nil) else {
            throw ValidationError("expected the file of the weights, or --queries and --keys to compute them from.")
        }
        if !isComputed, let option = softmax.given ?? score.given {
            throw ValidationError("\(option) is for weights that are computed from --queries and --keys.")
        }
    }

    /// The weights of a file or of queries and keys, and notes on their axes and masks.
    ///
    /// - Throws: as `weights(queries:keys:)` and `InputOptions.weights`.
    func source(
        _ file: String?, _ operands: OptionalOperands, input: InputOptions, axes: AxesOptions, tokens: TokenOptions,
        selection: AxisSelection
    ) throws -> (source: any WeightsSource, notes: [String]) {
        if let (queries, keys) = try operands.pair() {
            return try weights(queries: queries, keys: keys, input: input, axes: axes.names, tokens: tokens)
        }
        let opened = try RecordOptions.open(file ?? "", input)
        if let record = opened.record, opened.stack.map(record.stacks.contains) ?? true {
            return try recorded(record, opened, tokens, selection)
        }
        return try input.weights(file ?? "", axes, tokens, mask: OpenedMasks(mask), opened: opened.file)
    }

    /// The weights of queries and keys in files of their own or in one file, and notes on their axes and masks.
    func attended(
        _ operands: OperandOptions, input: InputOptions, tokens: TokenOptions, selection: AxisSelection
    ) throws -> (source: any WeightsSource, notes: [String]) {
        guard let (queries, keys) = try operands.pair.pair() else {
            return try recorded(operands.file ?? "", input: input, tokens: tokens, selection: selection)
        }
        return try weights(
            queries: queries, keys: keys, values: operands.values, input: input, axes: operands.axes, tokens: tokens)
    }

    /// The weights of queries and keys, labelled by their tokens, and notes on their axes and masks.
    ///
    /// - Throws: `TensorFileError`, `SourceError`, `AttentionError`.
    func weights(
        queries: String, keys: String, values: String? = nil, input: InputOptions, axes: [String]?, tokens: TokenOptions
    ) throws -> (source: ComputedWeights, notes: [String]) {
        var paths: Set<String> = []
        func open(_ text: String) throws -> (operand: Operand, file: TensorFile) {
            let reference = TensorReference(text)
            let file = try input.open(reference, isKnown: !paths.insert(reference.path).inserted)
            return (.stored(try file.tensor(named: reference.name)), file)
        }
        let (queryOperand, keyOperand) = (try open(queries), try open(keys))
        let parameters = try score.readParameters()
        let fill = softmax.maskedFill.rule
        var inputs = ComputedInputs(queries: queryOperand.operand, keys: keyOperand.operand)
        inputs.values = try values.map { try open($0).operand }
        inputs.parametersPath = score.parameters
        inputs.fill = fill
        inputs.axes = try axes.map { try Self.operandAxes($0, score) }
        inputs.score = try inputs.naming { try score.scoringFunction(parameters: parameters) }
        inputs.heads = try inputs.naming { try score.multiHeadAttention(parameters, fill: fill) }
        if inputs.heads == nil { inputs.headCount = score.heads }
        (inputs.sinks, inputs.sinksPath) = (try softmax.readSinks(), softmax.sinks)
        let counts = try inputs.counts()
        let masks = try OpenedMasks(mask)
        inputs.mask = masks.mask(queries: counts.queries, keys: counts.keys)
        inputs.queryOffset = masks.offset(queries: counts.queries, keys: counts.keys)
        inputs.maskPaths = masks.paths
        let lists = try tokens.lists(keys: keyOperand.file, queries: queryOperand.file)
        let files = [queryOperand.file] + (keyOperand.file.path == queryOperand.file.path ? [] : [keyOperand.file])
        for file in files {
            input.noteRefusals(of: file, isLabelled: lists.keys != nil && lists.queries != nil)
        }
        let source = try ComputedWeights(inputs).labelled(queries: lists.queries, keys: lists.keys)
        let names = source.operandAxes
        let note =
            axes == nil && names.count > 2 && score.heads == nil
            ? ["the axes are taken as \(names.joined(separator: ", ")); --axes names them otherwise"] : []
        return (source, note + (try OpenedMasks.notes(on: source)))
    }

    /// The axes of queries and keys by their names.
    private static func operandAxes(_ names: [String], _ score: ScoreOptions) throws -> [HeadLayout.Axis] {
        guard score.heads == nil else {
            throw UsageError("--axes and --heads exclude each other: --heads splits the features into heads.")
        }
        return try names.map { name in
            // Keys and values have positions too; any of the usual names stands for them.
            if ["key", "token", "position", "sequence"].contains(name) { return .query }
            guard let axis = HeadLayout.Axis(rawValue: name) else {
                throw UsageError(
                    "--axes: expected batch, head, query (the positions of queries and keys) and feature; found '\(name)'"
                )
            }
            return axis
        }
    }
}
