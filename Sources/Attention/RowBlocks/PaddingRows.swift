import Tensors

/// Rows of weights in which queries that are padding are masked as a whole, so that they count in no statistic: those at the
/// position of a key that a key mask masks.
package struct PaddingRows: WeightRows {
    package let axes: WeightAxes
    private let base: any WeightRows
    private let keyMask: ScoreMask
    /// For each query the index of the key at its position; nil if there is none.
    private let ownKeys: [Int?]

    /// - Parameters:
    ///   - base: weights whose queries and keys are positions of one sequence.
    ///   - padding: a mask of keys alone, see `AttentionMask.padding(over:)`.
    /// - Throws: `AttentionError` if the mask does not fit.
    package init(_ base: any WeightRows, padding: AttentionMask) throws(AttentionError) {
        self.axes = base.axes
        self.base = base
        self.keyMask = try ScoreMask(padding, over: MaskAxes(base.axes))
        let keys = Dictionary(zip(base.axes.keys.positions, 0...)) { first, _ in first }
        ownKeys = base.axes.queries.positions.map { keys[$0] }
    }

    package var canMask: Bool { true }
    package var rowElements: Int { base.rowElements }

    package func memory(rows: Int) -> Int {
        base.memory(rows: rows) + (rows + 2) * axes.keyCount * (MemoryLayout<Float>.size + 1)
    }

    package func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        // A key mask is the same for all queries.
        let masked = try keyMask.block(axes.index(ofMatrix: matrix), queries: 0..<min(1, axes.queryCount)).masked ?? []
        return try base.withRows(rows, of: matrix) { block in
            let rowMasks = rows.flatMap { row in
                let isPadding = ownKeys[row].map { masked.indices.contains($0) && masked[$0] } ?? false
                return repeatElement(isPadding, count: axes.keyCount)
            }
            return try block.masking(rowMasks, body)
        }
    }
}
