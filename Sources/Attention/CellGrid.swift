import Tensors

/// The cells of a map along both axes.
struct CellGrid: Hashable, Sendable {
    let queries: CellAxis
    let keys: CellAxis

    /// (cells of queries, cells of keys)
    func shape() throws(AttentionError) -> Shape { try Shape(ofResult: [queries.cells, keys.cells]) }
}

/// Positions along one axis, in cells of `factor`; the last cell may hold fewer.
struct CellAxis: Hashable, Sendable {
    let count: Int
    let factor: Int

    init(_ count: Int, factor: Int) {
        self.count = count
        self.factor = factor
    }

    var cells: Int { count / factor + (count.isMultiple(of: factor) ? 0 : 1) }

    func positions(ofCell cell: Int) -> Range<Int> {
        let start = cell * factor
        return start..<start + min(factor, count - start)
    }
}
