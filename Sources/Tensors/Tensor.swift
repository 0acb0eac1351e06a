/// A row-major array of `Float` with a shape. A value: copies do not share changes.
///
/// This is no general tensor library; it holds what attention and heatmaps need.
public struct Tensor: Hashable, Sendable {
    public let shape: Shape
    /// The elements in row-major order; there are always `shape.count` of them.
    public private(set) var elements: [Float]

    /// - Throws: `TensorError` when the shape is invalid or does not ask for `elements.count` elements.
    public init(shape dimensions: [Int], elements: [Float]) throws(TensorError) {
        let shape = try Shape(dimensions)
        guard shape.count == elements.count else {
            throw .elementCountMismatch(shape: dimensions, expected: shape.count, found: elements.count)
        }
        self.shape = shape
        self.elements = elements
    }

    /// - Throws: `TensorError` when the shape is invalid.
    public init(repeating value: Float, shape dimensions: [Int]) throws(TensorError) {
        shape = try Shape(dimensions)
        elements = [Float](repeating: value, count: shape.count)
    }

    /// - Precondition: there are `shape.count` elements.
    package init(shape: Shape, elements: [Float]) {
        precondition(shape.count == elements.count, "\(elements.count) elements for \(shape)")
        self.shape = shape
        self.elements = elements
    }

    /// The element at one index per axis.
    ///
    /// - Precondition: as many indices as axes, each inside its axis.
    public subscript(indices: Int...) -> Float {
        get { elements[shape.offset(of: indices)] }
        set { elements[shape.offset(of: indices)] = newValue }
    }

    /// The sub-tensor at `index` of the leading axis, with one axis less.
    ///
    /// - Precondition: the tensor has an axis and `index` is inside it.
    public func slice(_ index: Int) -> Tensor {
        let (rest, range) = shape.slice(index)
        return Tensor(shape: rest, elements: Array(elements[range]))
    }

    /// The same elements under another shape.
    ///
    /// - Throws: `TensorError` when the shape asks for another number of elements.
    public func reshaped(_ dimensions: [Int]) throws(TensorError) -> Tensor {
        try Tensor(shape: dimensions, elements: elements)
    }

    /// The same elements as the only slice of a new leading axis.
    public func addingLeadingAxis() -> Tensor {
        Tensor(shape: shape.addingLeadingAxis(), elements: elements)
    }

    /// A tensor of the same shape whose elements are `transform` of this one's.
    public func map(_ transform: (Float) -> Float) -> Tensor {
        Tensor(shape: shape, elements: elements.map(transform))
    }
}

extension Tensor: CustomStringConvertible {
    /// The tensor as `print` shows it in PyTorch with its default options: four decimals, aligned, 80 columns, and only
    /// the ends of axes when there are more than 1000 elements.
    public var description: String {
        let opening = "tensor("
        if shape.count == 0 {
            return opening + (shape.rank == 1 ? "[])" : "[], size=\(Shape.text(shape.dimensions)))")
        }
        let text = TensorText(self).text(axis: 0, offset: 0, indent: opening.count)
        return opening + text + ")"
    }
}
