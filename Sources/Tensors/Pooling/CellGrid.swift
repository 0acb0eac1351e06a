/// The positions of a matrix (queries, keys) divided into cells of one size. The last cell along an axis may hold fewer.
public struct CellGrid: Hashable, Sendable {
    /// The number of positions along the axis of queries.
    public let queries: Int
    /// The number of positions along the axis of keys.
    public let keys: Int
    public let size: CellSize

    /// - Precondition: no count is negative.
    public init(queries: Int, keys: Int, size: CellSize = 1) {
        precondition(queries >= 0 && keys >= 0, "a grid of \(queries) by \(keys) positions")
        self.queries = queries
        self.keys = keys
        self.size = size
    }

    /// The number of cells along the axis of queries.
    public var rows: Int { Self.cells(queries, of: size.queries) }
    /// The number of cells along the axis of keys.
    public var columns: Int { Self.cells(keys, of: size.keys) }

    /// The queries of a row of cells, counted from 0.
    public func queries(ofRow row: Int) -> Range<Int> {
        row * size.queries..<min((row + 1) * size.queries, queries)
    }

    /// The keys of a column of cells, counted from 0.
    public func keys(ofColumn column: Int) -> Range<Int> {
        column * size.keys..<min((column + 1) * size.keys, keys)
    }

    /// The number of cells of `side` positions that cover `count` positions.
    package static func cells(_ count: Int, of side: Int) -> Int {
        count / side + (count.isMultiple(of: side) ? 0 : 1)
    }
}
