/// A note on the tokens of a part of weights.
public enum TokenNote: Hashable, Sendable {
    /// Tokens were to be merged into words, and no word has several.
    case nothingMerged
    /// The entries of a batch have different tokens, so none are drawn for several entries.
    case differInBatch
}

extension TokenNote: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nothingMerged:
            "no tokens are merged, as none has a mark that joins it to another (## \u{2581} \u{120} @@ </w> \u{ffed})"
        case .differInBatch:
            "the entries of the batch have different tokens, so positions are numbered"
        }
    }
}
