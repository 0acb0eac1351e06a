import AttentionFigures

/// The masks of the options. Their files are opened once, as one may be a pipe, and used for all weights of a run.
struct OpenedMasks {
    let options: MaskOptions
    /// The files of the masks, for error messages.
    let paths: MaskPaths
    /// The masks that do not depend on where queries stand: valid lengths, and that of --mask.
    private let lengths: AttentionMask?
    private let mask: AttentionMask?

    /// - Throws: `UsageError` for lengths that are neither numbers nor a file; `TensorFileError`, `SourceError`.
    init(_ options: MaskOptions) throws {
        self.options = options
        paths = MaskPaths(mask: options.mask, lengths: options.hasLengthList ? nil : options.validLens)
        lengths = try options.validLens.map(Self.lengths)
        let names = options.maskAxes?.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        mask = try options.mask.map {
            try AttentionMask(contentsOf: $0, meaning: options.maskTrue?.meaning, axes: names)
        }
    }

    private static func lengths(_ text: String) throws -> AttentionMask {
        if let list = IntegerList(argument: text) { return .validLengths(list.values) }
        let reference = TensorReference(text)
        if !TensorReference.fileExists(reference.path), text.allSatisfy({ "0123456789.,; -".contains($0) }) {
            throw UsageError("--valid-lens: expected whole numbers such as 2,6, or a file; found '\(text)'")
        }
        return try AttentionMask(validLengths: reference.open())
    }

    /// The conjunction of all masks for weights of so many queries and keys.
    ///
    /// - Parameter known: the position of the first query, if the input says it.
    func mask(queries: Int, keys: Int, known: Int? = nil) -> AttentionMask {
        let offset = offset(queries: queries, keys: keys, known: known) ?? 0
        let masks = [
            lengths, options.causal ? .causal(offset: offset) : nil,
            options.window.map { .window(width: $0, offset: offset) }, mask,
        ].compactMap { $0 }
        return masks.count > 1 ? .all(masks) : masks.first ?? .none
    }

    /// The position of the first query among the keys; nil if no option needs it.
    ///
    /// - Parameter known: the position, if the input says it.
    func offset(queries: Int, keys: Int, known: Int? = nil) -> Int? {
        guard options.queryOffset != nil || options.causal || options.window != nil else { return known }
        let position = options.queryOffset ?? known.map { .at($0) } ?? .customary(queries: queries, keys: keys)
        return position.offset(queries: queries, keys: keys)
    }

    /// The notes on the masks of weights: what they hold that may not be meant, and where queries were taken to stand.
    ///
    /// - Throws: errors of reading the masks.
    static func notes(on source: any WeightsSource) throws -> [String] {
        let (queries, keys) = (source.axes.queryCount, source.axes.keyCount)
        let notes = try source.maskNotes().map(Sentences.note)
        guard queries != keys, source.queriesAreKeyPositions, let offset = source.axes.queries.positions.first else {
            return notes
        }
        return notes + [Sentences.positions(queries: queries, keys: keys, offset: offset)]
    }
}
