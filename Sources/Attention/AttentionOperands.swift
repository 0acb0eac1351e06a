import Tensors

/// Queries, keys and values as programs dump them, brought to (batch, heads, n, features).
///
///     (n, d)        one head
///     (H, n, d)     the heads of one sequence, or with `leadingAxis: .batch` (B, n, d), one head of each
///     (B, H, n, d)  as it is
///
/// Keys and values may have fewer heads than queries: see `GroupedQueries`.
public struct AttentionOperands: Hashable, Sendable {
    /// What the first of three axes counts.
    public enum LeadingAxis: String, CaseIterable, Sendable {
        case head, batch
    }

    /// (B, H, Q, d)
    public let queries: Tensor
    /// (B, H, K, d), each key head repeated for its group of query heads.
    public let keys: Tensor
    /// (B, H, K, dv), likewise; nil where only weights are wanted.
    public let values: Tensor?
    /// Which key head each query head uses.
    public let groups: GroupedQueries

    /// - Parameters:
    ///   - queries: (Q, d), (H, Q, d) or (B, Q, d), or (B, H, Q, d)
    ///   - keys: likewise
    ///   - values: likewise; nil where only weights are wanted
    ///   - leadingAxis: what the first of three axes counts
    ///   - heads: splits the features of operands without an axis of heads into so many consecutive blocks; the keys may
    ///     split into fewer when their features say so. Nil splits nothing.
    /// - Throws: `AttentionError` when ranks, batches or heads do not fit each other.
    public init(
        queries: Tensor, keys: Tensor, values: Tensor? = nil, leadingAxis: LeadingAxis = .head, heads: Int? = nil
    ) throws(AttentionError) {
        let axis: LeadingAxis = heads == nil ? leadingAxis : .batch
        var queries = try Self.fourAxes(queries, "queries", axis)
        var keys = try Self.fourAxes(keys, "keys", axis)
        var values = try values.map { (tensor) throws(AttentionError) in try Self.fourAxes(tensor, "values", axis) }
        if let heads {
            queries = try Self.splitting(queries, "queries", into: heads)
            // Blocks of the same size: fewer features are fewer heads.
            let keyHeads = max(1, keys.shape[3] / max(1, queries.shape[3]))
            keys = try Self.splitting(keys, "keys", into: keyHeads)
            values = try values.map { (tensor) throws(AttentionError) in
                try Self.splitting(tensor, "values", into: keyHeads)
            }
        }
        let groups = try GroupedQueries(queryHeads: queries.shape[1], keyHeads: keys.shape[1])
        self.groups = groups
        self.queries = queries
        self.keys = try groups.expanded(keys, operand: "keys")
        self.values = try values.map { (tensor) throws(AttentionError) in
            try groups.expanded(tensor, operand: "values")
        }
    }

    private static func fourAxes(
        _ tensor: Tensor, _ operand: String, _ axis: LeadingAxis
    ) throws(AttentionError) -> Tensor {
        let shape = tensor.shape.dimensions
        switch (shape.count, axis) {
        case (2, _): return tensor.addingLeadingAxis().addingLeadingAxis()
        case (3, .head): return tensor.addingLeadingAxis()
        case (3, .batch):
            return Tensor(shape: try Shape(ofResult: [shape[0], 1] + shape[1...]), elements: tensor.elements)
        case (4, _): return tensor
        default: throw .unexpectedRank(operand: operand, allowed: [2, 3, 4], found: shape)
        }
    }

    /// (B, 1, n, H d) as (B, H, n, d).
    private static func splitting(
        _ tensor: Tensor, _ operand: String, into heads: Int
    ) throws(AttentionError) -> Tensor {
        let shape = tensor.shape.dimensions
        guard shape[1] == 1 else { throw .unexpectedRank(operand: operand, allowed: [2, 3], found: shape) }
        guard heads > 0, shape[3].isMultiple(of: heads) else {
            throw .indivisibleHeads(parameter: operand, size: shape[3], heads: heads)
        }
        let split = try Shape(ofResult: [shape[0], shape[2], heads, shape[3] / heads])
        return Tensor(shape: split, elements: tensor.elements).permuted([0, 2, 1, 3])
    }
}
