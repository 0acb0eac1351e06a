import Tensors

/// The layout of queries, keys and values that fit each other. See `HeadLayout` for the shapes, and `GroupedQueries` for
/// keys with fewer heads than queries.
public struct OperandLayout: Sendable {
    public let queries: HeadLayout
    public let keys: HeadLayout
    /// Nil for weights without an output.
    public let values: HeadLayout?
    /// The key head that each query head uses.
    public let groups: GroupedQueries

    /// The number of batch rows, B.
    public var batches: Int { queries.batches }
    /// The number of query heads, H.
    public var heads: Int { queries.heads }

    /// - Parameters:
    ///   - queries: (Q, d), (H, Q, d), (B, Q, d) or (B, H, Q, d).
    ///   - keys: the same with K instead of Q, and with H or fewer heads; B may be 1 for all batch rows of the queries.
    ///   - values: as the keys; nil for weights without an output.
    ///   - leadingAxis: the meaning of the first of three axes.
    ///   - heads: the number of heads to split the features of the queries into, for operands without an axis of heads; keys
    ///     and values are split into heads of the same size. Nil does not split.
    ///   - axes: the name of each axis of the operands; nil for the shapes above.
    /// - Throws: `AttentionError` if ranks, batches or heads do not fit each other, or there are no keys.
    public init(
        queries: Shape, keys: Shape, values: Shape? = nil, leadingAxis: HeadLayout.LeadingAxis = .head,
        heads: Int? = nil, axes: [HeadLayout.Axis]? = nil
    ) throws(AttentionError) {
        func headLayout(_ shape: Shape, _ operand: AttentionInput, heads: Int?) throws(AttentionError) -> HeadLayout {
            if let axes { return try HeadLayout(shape, operand: operand, axes: axes) }
            return try HeadLayout(shape, operand: operand, leadingAxis: leadingAxis, heads: heads)
        }
        let queryLayout = try headLayout(queries, .queries, heads: heads)
        let keyHeads = heads.map { _ in max(1, (keys.dimensions.last ?? 0) / max(1, queryLayout.features)) }
        func layout(_ shape: Shape, _ operand: AttentionInput) throws(AttentionError) -> HeadLayout {
            let layout = try headLayout(shape, operand, heads: keyHeads)
            // One text may be attended to by several.
            if layout.batches == 1 { return layout.repeated(queryLayout.batches) }
            guard layout.batches == queryLayout.batches else {
                throw .leadingAxesMismatch(
                    operand: operand, expected: [queryLayout.batches, queryLayout.heads],
                    found: [layout.batches, layout.heads])
            }
            return layout
        }
        let keyLayout = try layout(keys, .keys)
        guard keyLayout.count > 0 else { throw .emptyAxis(operand: .keys, of: "key", found: keys.dimensions) }
        var valueLayout: HeadLayout?
        if let values {
            let layout = try layout(values, .values)
            guard layout.count == keyLayout.count else {
                throw .valueCountMismatch(keys: keyLayout.count, values: layout.count)
            }
            guard layout.heads == keyLayout.heads else {
                throw .leadingAxesMismatch(
                    operand: .values, expected: [keyLayout.batches, keyLayout.heads],
                    found: [layout.batches, layout.heads])
            }
            valueLayout = layout
        }
        groups = try GroupedQueries(queryHeads: queryLayout.heads, keyHeads: keyLayout.heads)
        self.queries = queryLayout
        self.keys = keyLayout
        self.values = valueLayout
    }
}
