/// The dimensions of a row-major tensor: none negative, and their product fits in `Int`.
public struct Shape: Hashable, Sendable {
    /// The dimensions, outermost first. An empty list is a scalar.
    public let dimensions: [Int]
    /// The number of elements: the product of the dimensions, 1 for a scalar.
    public let count: Int

    /// - Throws: `TensorError.negativeDimension`, or `TensorError.shapeTooLarge` when the product overflows.
    public init(_ dimensions: [Int]) throws(TensorError) {
        var count = 1
        var hasZero = false
        for dimension in dimensions {
            guard dimension >= 0 else { throw .negativeDimension(shape: dimensions) }
            hasZero = hasZero || dimension == 0
            // A zero makes the product zero, yet the other factors must still be countable: strides use them.
            let (product, overflow) = count.multipliedReportingOverflow(by: max(dimension, 1))
            guard !overflow else { throw .shapeTooLarge(shape: dimensions) }
            count = product
        }
        self.dimensions = dimensions
        self.count = hasZero ? 0 : count
    }

    /// The number of axes.
    public var rank: Int { dimensions.count }

    /// The size of an axis.
    ///
    /// - Precondition: the axis exists.
    public subscript(axis: Int) -> Int { dimensions[axis] }

    /// The distance, in elements, between neighbours along each axis.
    public var strides: [Int] {
        var strides = [Int](repeating: 1, count: rank)
        for axis in stride(from: rank - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * max(dimensions[axis + 1], 1)
        }
        return strides
    }

    /// The row-major position of the element at one index per axis.
    ///
    /// - Precondition: as many indices as axes, each inside its axis.
    func offset(of indices: [Int]) -> Int {
        precondition(indices.count == rank, "\(indices.count) indices for \(self)")
        var offset = 0
        for (axis, index) in indices.enumerated() {
            precondition(index >= 0 && index < dimensions[axis], "index \(indices) is outside \(self)")
            offset = offset * dimensions[axis] + index
        }
        return offset
    }

    /// The shape without its leading axis, and the range of the elements at `index` of that axis.
    ///
    /// - Precondition: there is a leading axis and `index` is inside it.
    func slice(_ index: Int) -> (rest: Shape, elements: Range<Int>) {
        precondition(rank > 0, "a scalar has no slices")
        precondition(index >= 0 && index < dimensions[0], "slice \(index) is outside \(self)")
        guard let rest = try? Shape(Array(dimensions.dropFirst())) else {
            preconditionFailure("a part of \(self) is too large")
        }
        return (rest, index * rest.count..<(index + 1) * rest.count)
    }

    /// Dimensions as NumPy prints a shape, also those of no valid shape.
    package static func text(_ dimensions: [Int]) -> String {
        let list = dimensions.map(String.init).joined(separator: ", ")
        return dimensions.count == 1 ? "(\(list),)" : "(\(list))"
    }
}

extension Shape: CustomStringConvertible {
    /// As NumPy prints it: `(2, 10)`, `(3,)`, `()`.
    public var description: String { Shape.text(dimensions) }
}
