import ArgumentParser
import AttentionFigures

/// The score and the mask of weights that are computed from queries and keys.
struct AttentionOptions: ParsableArguments {
    @OptionGroup(title: "Score") var score: ScoreOptions
    @OptionGroup(title: "Mask") var mask: MaskOptions

    /// Checks that weights come either from a file or from queries and keys.
    ///
    /// - Throws: `ValidationError` for both or neither, and for options of scores and masks with a file.
    func check(_ file: String?, _ operands: OptionalOperands) throws {
        let isComputed = try operands.pair() != nil
        guard isComputed != (file != nil) else {
            throw ValidationError("expected the file of the weights, or --queries and --keys to compute them from.")
        }
        if !isComputed, let option = mask.given ?? score.given {
            throw ValidationError("\(option) is for weights that are computed from --queries and --keys.")
        }
    }

    /// The weights of a file or of queries and keys, and a note on the names of their axes.
    ///
    /// - Throws: as `weights(queries:keys:)` and `InputOptions.weights`.
    func source(
        _ file: String?, _ operands: OptionalOperands, input: InputOptions, axes: AxesOptions, tokens: TokenOptions
    ) throws -> (source: any WeightsSource, note: String?) {
        if let (queries, keys) = try operands.pair() {
            return (try weights(queries: queries, keys: keys, input: input, tokens: tokens), nil)
        }
        let stored = try input.weights(file ?? "", axes, tokens)
        return (stored, axes.note(stored))
    }

    /// The weights of queries and keys, labelled by their tokens.
    ///
    /// - Throws: `TensorFileError`, `SourceError`, `AttentionError`.
    func weights(
        queries: String, keys: String, values: String? = nil, input: InputOptions, tokens: TokenOptions
    ) throws -> ComputedWeights {
        func open(_ text: String) throws -> (operand: Operand, file: TensorFile) {
            let reference = TensorReference(text)
            let file = try input.open(reference)
            return (.stored(try file.tensor(named: reference.name)), file)
        }
        let (queryOperand, keyOperand) = (try open(queries), try open(keys))
        let parameters = try score.readParameters()
        let fill = mask.maskedFill.rule
        var inputs = ComputedInputs(queries: queryOperand.operand, keys: keyOperand.operand)
        inputs.values = try values.map { try open($0).operand }
        inputs.parametersPath = score.parameters
        inputs.mask = try mask.combined()
        (inputs.maskPath, inputs.lengthsPath) = (mask.mask, mask.hasLengthList ? nil : mask.validLens)
        inputs.fill = fill
        inputs.score = try inputs.naming { try score.scoringFunction(parameters: parameters) }
        inputs.heads = try inputs.naming { try score.multiHeadAttention(parameters, fill: fill) }
        if inputs.heads == nil { inputs.headCount = score.heads }
        let lists = try tokens.lists(keys: keyOperand.file, queries: queryOperand.file)
        return try ComputedWeights(inputs).labelled(queries: lists.queries, keys: lists.keys)
    }
}
