import AttentionFigures

extension MaskOptions {
    /// The notes on the masks of weights: what they hold that may not be meant, and where queries were taken to stand.
    ///
    /// - Parameter source: the weights.
    /// - Throws: errors of reading the masks.
    func notes(on source: any WeightsSource) throws -> [String] {
        let (queries, keys) = (source.axes.queryCount, source.axes.keyCount)
        let notes = try source.maskNotes().map(Sentences.note)
        guard queries != keys, source.queriesAreKeyPositions, let offset = source.axes.queries.positions.first else {
            return notes
        }
        return notes + [Sentences.positions(queries: queries, keys: keys, offset: offset)]
    }

    /// Whether true in --mask could mean "masked".
    var isTruthAssumed: Bool { mask != nil && maskTrue == nil }
}
