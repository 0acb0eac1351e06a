import ArgumentParser
import AttentionFigures

/// A file of queries and keys of layers, and the name of a stack of layers in it.
struct RecordOptions {
    let file: TensorFile
    let stack: String?
    /// Nil if the file holds no queries and keys of layers, or a tensor has the name of the stack.
    let record: RecordedFile?

    /// Opens a file and looks for queries and keys.
    static func open(_ text: String, _ input: InputOptions) throws -> RecordOptions {
        let reference = TensorReference(text)
        let file = try input.open(reference)
        let isTensor = reference.name.map { name in file.tensors.contains { $0.name == name } } ?? false
        return RecordOptions(file: file, stack: reference.name, record: isTensor ? nil : RecordedFile(file))
    }
}

extension AttentionOptions {
    /// The weights of the layers of a file of queries and keys, and notes on their masks.
    ///
    /// - Throws: `UsageError` if the file holds none; `TensorFileError`, `RecordError`, `AttentionError`.
    func recorded(
        _ text: String, input: InputOptions, tokens: TokenOptions, selection: AxisSelection
    ) throws -> (source: any WeightsSource, notes: [String]) {
        let opened = try RecordOptions.open(text, input)
        guard let record = opened.record else {
            throw UsageError(
                "\(opened.file.path): expected tensors such as layer.0.query and layer.0.key; for other names, use --queries "
                    + "FILE:NAME and --keys FILE:NAME")
        }
        return try recorded(record, opened, tokens, selection)
    }

    func recorded(
        _ record: RecordedFile, _ opened: RecordOptions, _ tokens: TokenOptions, _ selection: AxisSelection
    ) throws -> (source: any WeightsSource, notes: [String]) {
        let (parameters, sinks, masks) = (try score.readParameters(), try softmax.readSinks(), try OpenedMasks(mask))
        guard !score.projectsHeads, score.heads == nil else {
            throw UsageError("--heads is for --queries and --keys: the file has the heads of each layer")
        }
        let layers = try record.layers(ofStack: opened.stack, selection: selection).map { layer in
            var layer = try layer.scored(
                by: score.scoringFunction(parameters: parameters, scale: score.scale ?? layer.scale, softcap: nil),
                softcap: score.softcap ?? layer.softcap)
            adjust(&layer.inputs, masks, sinks: sinks, try layer.inputs.counts())
            return layer
        }
        let weights = try RecordedWeights(layers, path: opened.file.path)
        let lists = try tokens.fitting(opened.file, weights.axes, isSequence: weights.queriesAreKeyPositions)
        let source = try weights.labelled(queries: lists.queries, keys: lists.keys)
        return (source, try OpenedMasks.notes(on: source))
    }

    /// Adds the masks of the options to those of a layer, and replaces what other options name.
    private func adjust(
        _ inputs: inout ComputedInputs, _ masks: OpenedMasks, sinks: [Float]?, _ counts: (queries: Int, keys: Int)
    ) {
        inputs.fill = softmax.maskedFill.rule
        if let sinks { (inputs.sinks, inputs.sinksPath) = (sinks, softmax.sinks) }
        let known = inputs.queryOffset
        let given = masks.mask(queries: counts.queries, keys: counts.keys, known: known)
        inputs.queryOffset = masks.offset(queries: counts.queries, keys: counts.keys, known: known)
        guard !given.isNone else { return }
        inputs.mask = inputs.mask.isNone ? given : .all([inputs.mask, given])
        inputs.maskPaths = MaskPaths(mask: masks.paths.mask ?? inputs.maskPaths.mask, lengths: masks.paths.lengths)
    }
}
