/// How many queries and how many keys one cell of a heatmap stands for.
public struct CellSize: Hashable, Sendable {
    public let queries: Int
    public let keys: Int

    /// - Precondition: both are at least 1.
    public init(queries: Int, keys: Int) {
        precondition(queries >= 1 && keys >= 1, "a cell of \(queries) by \(keys) positions")
        self.queries = queries
        self.keys = keys
    }

    /// As many queries as keys.
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

    /// How often `other` fits into it along each axis.
    ///
    /// - Precondition: the sides are multiples of those of `other`.
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
