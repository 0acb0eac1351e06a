/// A cell that is outlined in every panel.
public struct CellMark: Hashable, Sendable {
    /// The position of the query in the figure, counted from 0.
    public let query: Int
    /// The position of the key in the figure, counted from 0.
    public let key: Int

    public init(query: Int, key: Int) {
        self.query = query
        self.key = key
    }
}
