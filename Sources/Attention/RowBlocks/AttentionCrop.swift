/// The range of queries and keys of an attention map. The softmax still runs over all keys.
struct AttentionCrop: Hashable, Sendable {
    /// Nil for all queries.
    let queries: Range<Int>?
    /// Nil for all keys.
    let keys: Range<Int>?

    init(queries: Range<Int>? = nil, keys: Range<Int>? = nil) {
        self.queries = queries
        self.keys = keys
    }

    /// The ranges within axes of these sizes.
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
