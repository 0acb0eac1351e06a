import Tensors

/// A part of a tensor: one index on each of some leading axes, and optionally a range of the axis after them.
struct TensorPart: Sendable {
    let shape: Shape
    let indices: [Int]
    let rows: Range<Int>?
    /// The elements of the part in row-major order, where they are contiguous.
    let elements: Range<Int>

    /// Nil when the part is not inside the tensor.
    init?(of whole: Shape, leading indices: [Int], rows: Range<Int>? = nil) {
        guard indices.count <= whole.rank, zip(indices, whole.dimensions).allSatisfy({ $0 >= 0 && $0 < $1 })
        else { return nil }
        var dimensions = Array(whole.dimensions.dropFirst(indices.count))
        // Neither sum nor product can overflow: all are at most the product of the dimensions, which `Shape` checked.
        var position = zip(indices, whole.dimensions).reduce(0) { $0 * $1.1 + $1.0 }
        if let rows {
            guard let dimension = dimensions.first, rows.lowerBound >= 0, rows.upperBound <= dimension
            else { return nil }
            position = position * dimension + rows.lowerBound
            dimensions[0] = rows.count
        }
        guard let shape = try? Shape(dimensions) else { return nil }
        let step = dimensions.dropFirst(rows == nil ? 0 : 1).reduce(1, *)
        self.shape = shape
        self.indices = indices
        self.rows = rows
        elements = shape.count == 0 ? 0..<0 : position * step..<position * step + shape.count
    }

    /// Whether this is all of the tensor.
    func isWhole(of shape: Shape) -> Bool { elements.count == shape.count }
}
