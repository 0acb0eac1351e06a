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
        let queryLayout = try HeadLayout(queries.shape, operand: "queries")
        let keyLayout = try HeadLayout(keys.shape, operand: "keys")
        guard queryLayout.batches == keyLayout.batches else {
            throw .leadingAxesMismatch(
                operand: "keys", expected: [queryLayout.batches, queryLayout.heads],
                found: [keyLayout.batches, keyLayout.heads])
        }
        let groups = try GroupedQueries(queryHeads: queryLayout.heads, keyHeads: keyLayout.heads)
        return try queries.elements.withUnsafeBufferPointer { (queryElements) throws(AttentionError) in
            let queryRows = try queryLayout.rows(batch: batch, head: head, of: queryElements)
            return try keys.elements.withUnsafeBufferPointer { (keyElements) throws(AttentionError) in
                let keyRows = try keyLayout.rows(batch: batch, head: groups.keyHead(of: head), of: keyElements)
                return try body(
                    HeadOperands(queries: queryRows, keys: keyRows, batch: batch, batchCount: queryLayout.batches))
            }
        }
    }
}
