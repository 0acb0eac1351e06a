/// How many weights become one cell of a map, and how.
public struct CellPooling: Hashable, Sendable {
    public enum Rule: String, CaseIterable, Hashable, Sendable {
        /// The largest weight: a lone peak stays visible at every size.
        case maximum = "max"
        /// The mean of the weights; masked keys count with weight 0.
        case mean
    }

    public enum Size: Hashable, Sendable {
        /// Blocks of so many queries by so many keys; the last ones of a row or column may be smaller.
        case factors(queries: Int, keys: Int)
        /// The smallest blocks that leave at most so many cells along each side.
        case atMost(Int)
    }

    public let rule: Rule
    public let size: Size

    /// - Throws: `AttentionError.cellSize` unless every size is positive.
    public init(_ rule: Rule = .maximum, size: Size) throws(AttentionError) {
        let smallest =
            switch size {
            case .factors(let queries, let keys): min(queries, keys)
            case .atMost(let cells): cells
            }
        guard smallest > 0 else { throw .cellSize(smallest) }
        self.rule = rule
        self.size = size
    }

    /// At most 800 cells along each side: about as many as a figure has pixels.
    public init(_ rule: Rule = .maximum) {
        self.rule = rule
        size = .atMost(800)
    }

    /// How many cells there are along each side.
    public func cells(queries: Int, keys: Int) -> (queries: Int, keys: Int) {
        let grid = grid(queries: queries, keys: keys)
        return (grid.queries.cells, grid.keys.cells)
    }

    /// How many queries and keys one cell holds, and how many cells there are.
    func grid(queries: Int, keys: Int) -> CellGrid {
        switch size {
        case .factors(let queryFactor, let keyFactor):
            CellGrid(queries: CellAxis(queries, factor: queryFactor), keys: CellAxis(keys, factor: keyFactor))
        case .atMost(let cells):
            CellGrid(
                queries: CellAxis(queries, factor: max(1, CellAxis(queries, factor: cells).cells)),
                keys: CellAxis(keys, factor: max(1, CellAxis(keys, factor: cells).cells)))
        }
    }
}
