/// The part of an attention map that is drawn. The softmax still runs over all keys.
public struct AttentionCrop: Hashable, Sendable {
    /// Nil for all queries.
    public let queries: Range<Int>?
    /// Nil for all keys.
    public let keys: Range<Int>?

    public init(queries: Range<Int>? = nil, keys: Range<Int>? = nil) {
        self.queries = queries
        self.keys = keys
    }

    /// The ranges of queries and keys.
    ///
    /// - Throws: `AttentionError.cropOutOfRange` when a range is empty or not inside its axis.
    func resolved(queryCount: Int, keyCount: Int) throws(AttentionError) -> (queries: Range<Int>, keys: Range<Int>) {
        (
            try Self.resolved(queries, axis: "queries", count: queryCount),
            try Self.resolved(keys, axis: "keys", count: keyCount)
        )
    }

    private static func resolved(_ range: Range<Int>?, axis: String, count: Int) throws(AttentionError) -> Range<Int> {
        guard let range else { return 0..<count }
        guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= count else {
            throw .cropOutOfRange(axis: axis, crop: range, count: count)
        }
        return range
    }
}
