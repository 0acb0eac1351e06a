/// One query of an attention problem: a row of its scores and of its weights.
public struct QueryRow: Hashable, Sendable {
    public let batch: Int
    /// Nil when the problem has no axis for heads.
    public let head: Int?
    public let query: Int

    public init(batch: Int, head: Int? = nil, query: Int) {
        self.batch = batch
        self.head = head
        self.query = query
    }
}
