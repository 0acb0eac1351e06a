/// The number of queries and keys that one cell of a heatmap covers.
public struct CellSize: Hashable, Sendable {
    public let queries: Int
    public let keys: Int

    /// - Precondition: both are at least 1.
    public init(queries: Int, keys: Int) {
        precondition(queries >= 1 && keys >= 1, "a cell of \(queries) by \(keys) positions")
        self.queries = queries
        self.keys = keys
    }

    /// A cell of as many queries as keys.
    public init(_ side: Int) {
        self.init(queries: side, keys: side)
    }

    /// Whether a cell is one query and one key.
    public var isOne: Bool { queries == 1 && keys == 1 }

    /// The sides in the order of a matrix: queries, keys.
    package var sides: [Int] { [queries, keys] }

    package static func * (one: CellSize, other: CellSize) -> CellSize {
        CellSize(queries: one.queries * other.queries, keys: one.keys * other.keys)
    }

    /// The number of cells of the size `other` that a cell of the size `one` covers along each axis.
    ///
    /// - Precondition: the sides of `one` are multiples of those of `other`.
    package static func / (one: CellSize, other: CellSize) -> CellSize {
        precondition(
            one.queries.isMultiple(of: other.queries) && one.keys.isMultiple(of: other.keys),
            "cells of \(other) pooled to \(one)")
        return CellSize(queries: one.queries / other.queries, keys: one.keys / other.keys)
    }
}

extension CellSize: ExpressibleByIntegerLiteral {
    public init(integerLiteral side: Int) { self.init(side) }
}
