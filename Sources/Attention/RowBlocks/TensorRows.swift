import Tensors

/// The rows of a tensor of weights.
public struct TensorRows: WeightRows {
    public let axes: WeightAxes
    private let values: Tensor
    private let masked: BooleanTensor?

    /// - Parameters:
    ///   - values: (..., Q, K)
    ///   - masked: true where a key is masked, in the shape of the values; nil for no mask
    ///   - axes: the axes of the values
    /// - Precondition: `masked` and `axes` have the shape of the values.
    public init(_ values: Tensor, masked: BooleanTensor? = nil, axes: WeightAxes) {
        precondition(values.shape.dimensions == axes.dimensions, "\(values.shape) with axes of \(axes.dimensions)")
        precondition(masked.map { $0.shape == values.shape } ?? true, "a mask of another shape")
        self.values = values
        self.masked = masked
        self.axes = axes
    }

    public var canMask: Bool { masked != nil }

    public func memory(rows: Int) -> Int { 0 }

    public func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        let start = (matrix * axes.queryCount + rows.lowerBound) * axes.keyCount
        let range = start..<start + rows.count * axes.keyCount
        return try values.elements.withUnsafeBufferPointer { values in
            let weights = UnsafeBufferPointer(rebasing: values[range])
            guard let masked else {
                return try body(RowBlock(matrix: matrix, rows: rows, keys: axes.keyCount, weights: weights))
            }
            return try masked.elements.withUnsafeBufferPointer { masked in
                let masks = UnsafeBufferPointer(rebasing: masked[range])
                return try body(
                    RowBlock(
                        matrix: matrix, rows: rows, keys: axes.keyCount, weights: weights, masks: masks,
                        emptyRows: Self.emptyRows(masks, keys: axes.keyCount)))
            }
        }
    }

    /// The number of rows whose keys are all masked.
    private static func emptyRows(_ masks: UnsafeBufferPointer<Bool>, keys: Int) -> Int {
        guard keys > 0 else { return 0 }
        return stride(from: 0, to: masks.count, by: keys).count { !masks[$0..<$0 + keys].contains(false) }
    }
}
