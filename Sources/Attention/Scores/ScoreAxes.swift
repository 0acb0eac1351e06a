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
            throw .unexpectedRank(operand: .scores, allowed: [3, 4], found: shape)
        }
        guard shape[shape.count - 1] > 0 else { throw .emptyAxis(operand: .scores, of: "key", found: shape) }
        batch = shape[0]
        heads = shape.count == 4 ? shape[1] : nil
        queries = shape[shape.count - 2]
        keys = shape[shape.count - 1]
    }

    init(batch: Int, heads: Int?, queries: Int, keys: Int) {
        self.batch = batch
        self.heads = heads
        self.queries = queries
        self.keys = keys
    }

    /// The number of matrices (queries, keys).
    var matrixCount: Int { batch * (heads ?? 1) }

    /// The batch row, head and query of the row at an index, row-major.
    func row(_ index: Int) -> QueryRow {
        let (matrix, query) = index.quotientAndRemainder(dividingBy: queries)
        let (batch, head) = matrix.quotientAndRemainder(dividingBy: heads ?? 1)
        return QueryRow(batch: batch, head: heads == nil ? nil : head, query: query)
    }
}

/// The indices of one query: of a row of scores or weights.
public struct QueryRow: Hashable, Sendable {
    public let batch: Int
    /// Nil if there is no axis of heads.
    public let head: Int?
    public let query: Int

    public init(batch: Int, head: Int? = nil, query: Int) {
        self.batch = batch
        self.head = head
        self.query = query
    }
}
