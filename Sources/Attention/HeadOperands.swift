import Tensors

/// The queries and keys of one head, and where among the batch rows it belongs.
struct HeadOperands {
    let queries: FeatureRows
    let keys: FeatureRows
    var batch = 0
    var batchCount = 1

    /// Runs `body` on one head of tensors, without a copy of it.
    ///
    /// - Throws: `AttentionError` when ranks, batches or heads do not fit, or what `body` throws.
    static func withHead<Result>(
        queries: Tensor, keys: Tensor, batch: Int, head: Int,
        _ body: (HeadOperands) throws(AttentionError) -> Result
    ) throws(AttentionError) -> Result {
        let queryAxes = try fourAxes(queries.shape, "queries")
        let keyAxes = try fourAxes(keys.shape, "keys")
        guard queryAxes[0] == keyAxes[0] else {
            throw .leadingAxesMismatch(
                operand: "keys", expected: Array(queryAxes[..<2]), found: Array(keyAxes[..<2]))
        }
        let groups = try GroupedQueries(queryHeads: queryAxes[1], keyHeads: keyAxes[1])
        try check(batch, "batch row", count: queryAxes[0])
        try check(head, "head", count: queryAxes[1])
        return try withRows(queries, "queries", queryAxes, matrix: batch * queryAxes[1] + head) {
            (queryRows) throws(AttentionError) in
            let keyHead = groups.keyHead(of: head)
            return try withRows(keys, "keys", keyAxes, matrix: batch * keyAxes[1] + keyHead) {
                (keyRows) throws(AttentionError) in
                try body(HeadOperands(queries: queryRows, keys: keyRows, batch: batch, batchCount: queryAxes[0]))
            }
        }
    }

    /// (n, d), (H, n, d) or (B, H, n, d) as (B, H, n, d).
    private static func fourAxes(_ shape: Shape, _ operand: String) throws(AttentionError) -> [Int] {
        guard (2...4).contains(shape.rank) else {
            throw .unexpectedRank(operand: operand, allowed: [2, 3, 4], found: shape.dimensions)
        }
        return [Int](repeating: 1, count: 4 - shape.rank) + shape.dimensions
    }

    private static func check(_ index: Int, _ axis: String, count: Int) throws(AttentionError) {
        guard (0..<count).contains(index) else { throw .noSuchHead(axis: axis, index: index, count: count) }
    }

    private static func withRows<Result>(
        _ tensor: Tensor, _ operand: String, _ axes: [Int], matrix: Int,
        _ body: (FeatureRows) throws(AttentionError) -> Result
    ) throws(AttentionError) -> Result {
        let size = axes[2] * axes[3]
        return try tensor.elements.withUnsafeBufferPointer { (elements) throws(AttentionError) in
            let part = UnsafeBufferPointer(rebasing: elements[matrix * size..<(matrix + 1) * size])
            return try body(FeatureRows(part, operand: operand, count: axes[2], features: axes[3]))
        }
    }
}
