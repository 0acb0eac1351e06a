/// Consecutive query rows of one matrix of weights. A view, which is valid only during the call that receives it.
public struct RowBlock {
    /// The index of the matrix, row-major over the leading axes.
    public let matrix: Int
    /// The indices of the rows in the matrix.
    public let rows: Range<Int>
    /// The number of keys of each row.
    public let keys: Int
    /// The number of rows whose keys are all masked, summed over all matrices that were merged or reduced into this one.
    public let emptyRows: Int
    private let weights: UnsafeBufferPointer<Float>
    private let masks: UnsafeBufferPointer<Bool>?
    /// The distance between the first elements of neighbouring rows.
    private let stride: Int

    /// - Parameters:
    ///   - matrix: the index of the matrix, row-major over the leading axes.
    ///   - rows: the indices of the rows in the matrix.
    ///   - keys: the number of keys.
    ///   - weights: the first `keys` of each `stride` elements are a row.
    ///   - masks: true where a key is masked, in the layout of the weights; nil if none is.
    ///   - stride: the distance between the first elements of neighbouring rows; nil for `keys`.
    ///   - emptyRows: the number of rows whose keys are all masked.
    package init(
        matrix: Int, rows: Range<Int>, keys: Int, weights: UnsafeBufferPointer<Float>,
        masks: UnsafeBufferPointer<Bool>? = nil, stride: Int? = nil, emptyRows: Int = 0
    ) {
        let stride = stride ?? keys
        precondition(
            rows.isEmpty || weights.count >= (rows.count - 1) * stride + keys, "\(weights.count) weights of \(rows)")
        precondition(masks.map { $0.count == weights.count } ?? true, "a mask of another size")
        self.matrix = matrix
        self.rows = rows
        self.keys = keys
        self.weights = weights
        self.masks = masks
        self.stride = stride
        self.emptyRows = emptyRows
    }

    /// The weights of row `index` of this block.
    public func row(_ index: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(rebasing: weights[index * stride..<index * stride + keys])
    }

    /// True for the masked keys of row `index` of this block; nil if none is masked.
    public func mask(_ index: Int) -> UnsafeBufferPointer<Bool>? {
        masks.map { UnsafeBufferPointer(rebasing: $0[index * stride..<index * stride + keys]) }
    }

    /// The same rows as those of another matrix.
    package func renumbered(matrix: Int) -> RowBlock { reindexed(matrix: matrix, rows: rows, keys: 0..<keys) }

    /// The same rows under other indices, with a range of the keys.
    func reindexed(matrix: Int, rows: Range<Int>, keys: Range<Int>) -> RowBlock {
        let start = keys.lowerBound
        return RowBlock(
            matrix: matrix, rows: rows, keys: keys.count,
            weights: UnsafeBufferPointer(rebasing: weights[min(start, weights.count)...]),
            masks: masks.map { UnsafeBufferPointer(rebasing: $0[min(start, weights.count)...]) }, stride: stride,
            emptyRows: emptyRows)
    }
}
