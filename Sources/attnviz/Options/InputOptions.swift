import ArgumentParser
import AttentionFigures

extension TensorFileFormat: ExpressibleByArgument {}

/// The format of input files.
struct InputOptions: ParsableArguments {
    @Option(help: "The format of the inputs (default: by content and name); required for text on stdin.")
    var inputFormat: TensorFileFormat?

    /// Opens the file of a reference, or stdin for `-`.
    func open(_ reference: TensorReference) throws -> TensorFile {
        try TensorFile.open(reference.path, format: inputFormat)
    }

    /// The weights of a file, labelled by their tokens.
    ///
    /// - Parameters:
    ///   - text: `file` or `file:tensor`.
    ///   - axes: names of the axes, and whether rows are keys.
    ///   - tokens: the options of tokens.
    ///   - mask: the options of masks.
    ///   - given: the result of `tokens.given()`; nil reads the tokens here.
    /// - Returns: the weights, and notes on their axes and masks.
    /// - Throws: `TensorFileError`, `SourceError`, `WeightsError.tokenCount`.
    func weights(
        _ text: String, _ axes: AxesOptions, _ tokens: TokenOptions, mask: MaskOptions,
        _ given: (keys: TokenList?, queries: TokenList?)? = nil
    ) throws -> (source: any WeightsSource, notes: [String]) {
        let reference = TensorReference(text)
        let file = try open(reference)
        var stored = try StoredWeights(
            file.tensor(named: reference.name), names: axes.names, isTransposed: axes.transpose)
        let (queries, keys) = (stored.axes.queryCount, stored.axes.keyCount)
        let allowed = try mask.combined(queries: queries, keys: keys)
        let offset = mask.offset(queries: queries, keys: keys)
        if axes.names == nil, !axes.transpose { stored = try stored.named(for: allowed) }
        let notes = [axes.note(stored)].compactMap { $0 }
        var lists = try tokens.lists(file, given)
        if axes.transpose { lists = (keys: lists.queries, queries: lists.keys) }
        guard !allowed.isNone || offset != nil else {
            return (try stored.labelled(queries: lists.queries, keys: lists.keys), notes)
        }
        let masked = try SourceWithMask(stored, mask: allowed, queryOffset: offset, paths: mask.paths)
            .labelled(queries: lists.queries, keys: lists.keys)
        return (masked, notes + (try mask.notes(on: masked)))
    }
}
