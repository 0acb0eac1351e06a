extension Tensor {
    /// The two leading axes as one: (a, b, ...) becomes (a b, ...).
    ///
    /// - Precondition: there are at least two axes.
    public func mergingLeadingAxes() -> Tensor {
        precondition(shape.rank >= 2, "\(shape) has no two axes")
        return Tensor(shape: shape.mergingLeadingAxes(), elements: elements)
    }

    /// The axes in another order: axis i of the result is axis `order[i]` of this tensor.
    ///
    /// - Precondition: `order` names each axis once.
    public func permuted(_ order: [Int]) -> Tensor {
        Tensor(shape: shape.permuted(order), elements: shape.permuting(elements, order))
    }
}
