/// Where the queries stand in the sequence of the keys.
public enum QueryPosition: Hashable, Sendable {
    /// The first query is at the position of the first key, as in PyTorch's `is_causal`.
    case start
    /// The last query is at the position of the last key, as when keys are cached.
    case end
    /// The position of the first query.
    case at(Int)

    /// The position of the first query: an offset for `AttentionMask.causal(offset:)` and the numbers of the queries.
    ///
    /// - Parameters:
    ///   - queries: the number of queries.
    ///   - keys: the number of keys.
    public func offset(queries: Int, keys: Int) -> Int {
        switch self {
        case .start: 0
        case .end: keys - queries
        case .at(let position): position
        }
    }

    /// The positions that masks take the queries to have: the last ones if there are fewer queries than keys.
    public static func customary(queries: Int, keys: Int) -> QueryPosition { queries < keys ? .end : .start }
}
