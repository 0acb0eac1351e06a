/// How many queries, and how many keys, a cell stands for.
public struct PositionsPerCell: Hashable, Sendable {
    public let queries: Int
    public let keys: Int

    public init(queries: Int, keys: Int) {
        self.queries = queries
        self.keys = keys
    }

    /// As many of the one as of the other.
    public init(_ side: Int) {
        self.init(queries: side, keys: side)
    }

    /// Whether a cell is one query and one key.
    public var isOne: Bool { queries == 1 && keys == 1 }

    /// The sides in the order of a matrix.
    var sides: [Int] { [queries, keys] }

    /// (rows, columns) of the cells for so many positions.
    package func cells(_ positions: [Int]) -> [Int] {
        zip(positions, sides).map { PositionPooling.cells($0, factor: $1) }
    }

    /// What numbers count: "3 values", or "3 cells" where a cell is not a value.
    var noun: String { isOne ? "value" : "cell" }

    static func * (one: PositionsPerCell, other: PositionsPerCell) -> PositionsPerCell {
        PositionsPerCell(queries: one.queries * other.queries, keys: one.keys * other.keys)
    }

    /// How often `other` is in it along each axis.
    static func / (one: PositionsPerCell, other: PositionsPerCell) -> PositionsPerCell {
        precondition(
            one.queries.isMultiple(of: other.queries) && one.keys.isMultiple(of: other.keys),
            "cells of \(other) pooled to \(one)")
        return PositionsPerCell(queries: one.queries / other.queries, keys: one.keys / other.keys)
    }
}

extension PositionsPerCell: ExpressibleByIntegerLiteral {
    public init(integerLiteral side: Int) { self.init(side) }
}
