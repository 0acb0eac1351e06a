/// Which queries and keys of the whole a figure shows, in its order.
struct DrawnPositions {
    let queries: [Int]
    let keys: [Int]
    /// Whether the whole has no others.
    let areAll: Bool

    /// - Parameter option: what asks for the query, as errors say.
    /// - Throws: `UsageError` when it is not shown.
    func place(ofQuery query: Int, for option: String) throws -> Int {
        try Self.place(of: query, in: queries, "query", "queries", option)
    }

    /// - Throws: as `place(ofQuery:for:)`.
    func place(ofKey key: Int, for option: String) throws -> Int {
        try Self.place(of: key, in: keys, "key", "keys", option)
    }

    private static func place(
        of position: Int, in positions: [Int], _ one: String, _ many: String, _ option: String
    ) throws -> Int {
        if let place = positions.firstIndex(of: position) { return place }
        let (first, last) = (positions.min() ?? 0, positions.max() ?? 0)
        let isRange = positions == Array(first...max(first, last))
        throw UsageError(
            "\(option): there is no \(one) \(position) in the figure, which shows "
                + (isRange ? "the \(many) \(first) to \(last)" : "other \(many) between \(first) and \(last)"))
    }
}
