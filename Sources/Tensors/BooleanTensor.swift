/// A row-major array of truth values with a shape: which cells are masked, or which keys a query may attend to.
public struct BooleanTensor: Hashable, Sendable {
    public let shape: Shape
    /// The elements in row-major order; there are always `shape.count` of them.
    public let elements: [Bool]

    /// - Throws: `TensorError` when the shape is invalid or does not ask for `elements.count` elements.
    public init(shape dimensions: [Int], elements: [Bool]) throws(TensorError) {
        let shape = try Shape(dimensions)
        guard shape.count == elements.count else {
            throw .elementCountMismatch(shape: dimensions, expected: shape.count, found: elements.count)
        }
        self.init(shape: shape, elements: elements)
    }

    /// True where `tensor` is not zero: how files hold masks of 0 and 1. NaN counts as true, as in NumPy.
    public init(nonZeroIn tensor: Tensor) {
        self.init(shape: tensor.shape, elements: tensor.elements.map { $0 != 0 })
    }

    /// - Precondition: there are `shape.count` elements.
    package init(shape: Shape, elements: [Bool]) {
        precondition(shape.count == elements.count, "\(elements.count) elements for \(shape)")
        self.shape = shape
        self.elements = elements
    }

    /// The element at one index per axis.
    ///
    /// - Precondition: as many indices as axes, each inside its axis.
    public subscript(indices: Int...) -> Bool { elements[shape.offset(of: indices)] }

    /// The axes in another order: axis i of the result is axis `order[i]` of this tensor.
    ///
    /// - Precondition: `order` names each axis once.
    package func permuted(_ order: [Int]) -> BooleanTensor {
        BooleanTensor(shape: shape.permuted(order), elements: shape.permuting(elements, order))
    }

    /// The sub-tensor at `index` of the leading axis, with one axis less.
    ///
    /// - Precondition: the tensor has an axis and `index` is inside it.
    public func slice(_ index: Int) -> BooleanTensor {
        let (rest, range) = shape.slice(index)
        return BooleanTensor(shape: rest, elements: Array(elements[range]))
    }
}
