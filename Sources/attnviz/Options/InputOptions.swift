import ArgumentParser
import AttentionFigures

extension TensorFileFormat: ExpressibleByArgument {}

extension ElementType: ExpressibleByArgument {
    public init?(argument: String) {
        // The longer name is that of ml_dtypes and PyTorch.
        self.init(rawValue: argument == "float8_e4m3fn" ? "float8_e4m3" : argument)
    }
}

/// The format of input files.
struct InputOptions: ParsableArguments {
    @Option(help: "The format of the inputs (default: by content and name); required for text on stdin.")
    var inputFormat: TensorFileFormat?
    @Option(
        help:
            "The type of elements of NumPy files that do not say it: bfloat16 (the default), float8_e4m3, float8_e5m2.")
    var dtype: ElementType?

    /// Opens the file of a reference, or stdin for `-`, and prints what its reader took for granted.
    ///
    /// - Parameter isKnown: whether that has been printed for the same file.
    func open(_ reference: TensorReference, isKnown: Bool = false) throws -> TensorFile {
        let file = try TensorFile.open(
            reference.path, format: inputFormat, options: ReadingOptions(elementType: dtype))
        for note in file.readingNotes where !isKnown { Message.note("\(file.path): \(Sentences.note(note))") }
        return file
    }

    /// Prints which arrays of a file cannot be read.
    ///
    /// - Parameter isLabelled: whether the tokens are given by options, so that those in the file are not needed.
    func noteRefusals(of file: TensorFile, isLabelled: Bool) {
        for (name, reason) in file.refusals.sorted(by: { $0.key < $1.key }) {
            let isTokens = TensorFile.isTokenList(name)
            guard !isTokens || !isLabelled else { continue }
            Message.note(Sentences.refusal(of: name, reason, isTokens: isTokens, in: file))
        }
    }

    /// The weights of a file, labelled by their tokens.
    ///
    /// - Parameters:
    ///   - text: `file` or `file:tensor`.
    ///   - axes: names of the axes, and whether rows are keys.
    ///   - tokens: the options of tokens.
    ///   - mask: the masks of the options.
    ///   - given: the result of `tokens.given()`; nil reads the tokens here.
    ///   - opened: the file, if it is open already.
    /// - Returns: the weights, and notes on their axes and masks.
    /// - Throws: `TensorFileError`, `SourceError`, `WeightsError.tokenCount`.
    func weights(
        _ text: String, _ axes: AxesOptions, _ tokens: TokenOptions, mask: OpenedMasks,
        _ given: (keys: TokenList?, queries: TokenList?)? = nil, opened: TensorFile? = nil
    ) throws -> (source: any WeightsSource, notes: [String]) {
        let reference = TensorReference(text)
        let file = try opened ?? open(reference)
        if !axes.transpose, let steps = file.decodingSteps(named: reference.name) {
            let weights = try StepWeights(steps, names: axes.names, path: file.path)
            let lists = try tokens.lists(file, given, columnsAreQueries: false)
            noteRefusals(of: file, isLabelled: lists.keys != nil && lists.queries != nil)
            let (queries, keys) = (lists.queries.map(weights.seen), lists.keys.map(weights.seen))
            return try masked(weights, mask, (keys, queries), file, notes: [Sentences.steps(weights)])
        }
        var stored = try StoredWeights(
            file.weights(named: reference.name), names: axes.names, isTransposed: axes.transpose)
        if axes.names == nil, !axes.transpose {
            stored = try stored.named(for: mask.mask(queries: stored.axes.queryCount, keys: stored.axes.keyCount))
        }
        var notes = [axes.note(stored)].compactMap { $0 }
        if reference.name == nil { notes += others(in: file, tokens, mask.options) }
        // In the file, x_tokens and the first row of a table name the columns.
        let lists = try tokens.lists(file, given, columnsAreQueries: stored.names.last == "query")
        noteRefusals(of: file, isLabelled: lists.keys != nil && lists.queries != nil)
        return try masked(stored, mask, lists, file, notes: notes)
    }

    /// The weights with the masks of the options, labelled by tokens.
    private func masked(
        _ weights: any WeightsSource, _ mask: OpenedMasks, _ given: (keys: TokenList?, queries: TokenList?),
        _ file: TensorFile, notes: [String]
    ) throws -> (source: any WeightsSource, notes: [String]) {
        let lists = try OtherTokens(file, weights.axes, given)
        let notes = notes + lists.notes
        let (queries, keys) = (weights.axes.queryCount, weights.axes.keyCount)
        let known = weights.queriesAreKeyPositions ? weights.axes.queries.positions.first : nil
        let allowed = mask.mask(queries: queries, keys: keys, known: known)
        let offset = mask.offset(queries: queries, keys: keys, known: known)
        guard !allowed.isNone || offset != known else {
            return (try weights.labelled(queries: lists.queries, keys: lists.keys), notes)
        }
        let masked = try SourceWithMask(weights, mask: allowed, queryOffset: offset, paths: mask.paths)
            .labelled(queries: lists.queries, keys: lists.keys)
        return (masked, notes + (try OpenedMasks.notes(on: masked)))
    }

    /// Notes on what a file holds beside its weights that an option reads.
    private func others(in file: TensorFile, _ tokens: TokenOptions, _ mask: MaskOptions) -> [String] {
        guard file.tensors.count > 1 else { return [] }
        let hasTokens = tokens.files.contains { $0 != nil }
        return file.tensors.filter {
            $0.isMask && !$0.isMaskOfOthers && mask.mask == nil || $0.isTokenIDs && !hasTokens
        }
        .map { Sentences.other($0, in: file) }
    }
}
