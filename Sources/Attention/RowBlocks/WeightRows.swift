import Tensors

/// Attention weights that are produced in blocks of query rows, so that they need not fit in memory as a whole.
///
/// Some types compute or read rows; others, such as `SelectedRows`, wrap rows of another type and select, reduce or merge
/// them. `RowPass` passes the blocks to a `RowConsumer`, which computes cells or metrics.
public protocol WeightRows: Sendable {
    var axes: WeightAxes { get }

    /// Whether blocks may have a mask.
    var canMask: Bool { get }

    /// The number of weights that are computed or read to produce one row: more than the number of keys where only some keys
    /// are selected. It sets the height of blocks.
    var rowElements: Int { get }

    /// The memory in bytes that producing and using a block takes.
    ///
    /// - Parameter rows: the number of rows in the block.
    func memory(rows: Int) -> Int

    /// Calls `body` with a block of rows of one matrix. May be called on several threads at once.
    ///
    /// - Parameters:
    ///   - rows: a range of queries.
    ///   - matrix: the index of the matrix, row-major over the leading axes.
    ///   - body: called with the block, which is valid during the call.
    /// - Returns: the result of `body`.
    /// - Throws: errors of reading or computing the rows, and errors of `body`.
    func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result

    /// A kernel that computes the cells of all matrices faster than row blocks; nil if there is none for these rows.
    ///
    /// - Parameters:
    ///   - queries: the queries to pool.
    ///   - keys: the keys to pool; the softmax runs over all keys.
    ///   - size: the size of a cell.
    ///   - rule: the value of a cell.
    func cellKernel(queries: Range<Int>, keys: Range<Int>, size: CellSize, rule: PoolingRule) -> CellKernel?
}

extension WeightRows {
    public var rowElements: Int { axes.keyCount }

    public func cellKernel(queries: Range<Int>, keys: Range<Int>, size: CellSize, rule: PoolingRule) -> CellKernel? {
        nil
    }
}
