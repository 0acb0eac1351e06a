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
    ///   - given: the result of `tokens.given()`; nil reads the tokens here.
    /// - Throws: `TensorFileError`, `SourceError`, `WeightsError.tokenCount`.
    func weights(
        _ text: String, _ axes: AxesOptions, _ tokens: TokenOptions,
        _ given: (keys: TokenList?, queries: TokenList?)? = nil
    ) throws -> StoredWeights {
        let reference = TensorReference(text)
        let file = try open(reference)
        let stored = try StoredWeights(
            file.weights(named: reference.name), names: axes.names, isTransposed: axes.transpose)
        if reference.name == nil { noteOthers(in: file, hasTokens: !tokens.files.allSatisfy { $0 == nil }) }
        // In the file, x_tokens and the first row of a table name the columns.
        let lists = try tokens.lists(file, given, columnsAreQueries: stored.names.last == "query")
        return try stored.labelled(queries: lists.queries, keys: lists.keys)
    }

    /// Prints what a file holds beside its weights that an option reads.
    private func noteOthers(in file: TensorFile, hasTokens: Bool) {
        guard file.tensors.count > 1 else { return }
        for tensor in file.tensors where tensor.isMask || tensor.isTokenIDs && !hasTokens {
            Message.note(Sentences.other(tensor, in: file))
        }
    }
}
