import Tensors

/// The axes of scores: (batch, [heads,] queries, keys).
struct ScoreAxes {
    let batch: Int
    /// Nil when the scores have no axis for heads.
    let heads: Int?
    let queries: Int
    let keys: Int

    init(_ scores: Tensor) throws(AttentionError) {
        let shape = scores.shape.dimensions
        guard shape.count == 3 || shape.count == 4 else {
            throw .unexpectedRank(operand: "scores", allowed: [3, 4], found: shape)
        }
        guard shape[shape.count - 1] > 0 else { throw .emptyAxis(operand: "scores", of: "key", found: shape) }
        batch = shape[0]
        heads = shape.count == 4 ? shape[1] : nil
        queries = shape[shape.count - 2]
        keys = shape[shape.count - 1]
    }

    var rowCount: Int { batch * (heads ?? 1) * queries }

    /// The batch row, head and query of a row of scores.
    func row(_ index: Int) -> QueryRow {
        let (matrix, query) = index.quotientAndRemainder(dividingBy: queries)
        let (batch, head) = matrix.quotientAndRemainder(dividingBy: heads ?? 1)
        return QueryRow(batch: batch, head: heads == nil ? nil : head, query: query)
    }
}
