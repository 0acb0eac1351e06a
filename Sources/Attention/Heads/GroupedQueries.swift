/// Grouped-query attention: several query heads share one key head and one value head.
///
///     query head h uses key head h / (query heads / key heads)
///
/// One key head for all query heads is multi-query attention.
///
/// Source: J. Ainslie et al., "GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints",
/// EMNLP 2023.
public struct GroupedQueries: Hashable, Sendable {
    public let queryHeads: Int
    public let keyHeads: Int

    /// - Throws: `AttentionError.indivisibleGroups` unless both are positive and `keyHeads` divides `queryHeads`.
    public init(queryHeads: Int, keyHeads: Int) throws(AttentionError) {
        guard keyHeads > 0, queryHeads > 0, queryHeads.isMultiple(of: keyHeads) else {
            throw .indivisibleGroups(queryHeads: queryHeads, keyHeads: keyHeads)
        }
        self.queryHeads = queryHeads
        self.keyHeads = keyHeads
    }

    /// The key head that a query head uses.
    ///
    /// - Precondition: `queryHead` is in 0..<queryHeads.
    public func keyHead(of queryHead: Int) -> Int {
        precondition((0..<queryHeads).contains(queryHead), "query head \(queryHead) of \(queryHeads)")
        return queryHead / (queryHeads / keyHeads)
    }
}
