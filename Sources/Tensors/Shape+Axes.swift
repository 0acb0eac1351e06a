// Removing, replacing, reordering, merging or adding axes of a valid shape gives a valid shape.
extension Shape {
    /// The shape without one axis.
    func removing(axis: Int) -> Shape {
        var rest = dimensions
        rest.remove(at: axis)
        return Shape(valid: rest)
    }

    /// The shape with another size of one axis.
    ///
    /// - Precondition: the product of the sizes still fits in `Int`.
    func replacing(axis: Int, by size: Int) -> Shape {
        var changed = dimensions
        changed[axis] = size
        return Shape(valid: changed)
    }

    /// The axes in another order: axis i of the result is axis `order[i]` of this shape.
    func permuted(_ order: [Int]) -> Shape { Shape(valid: order.map { dimensions[$0] }) }

    /// (a, b, ...) as (a b, ...).
    func mergingLeadingAxes() -> Shape { Shape(valid: [dimensions[0] * dimensions[1]] + dimensions[2...]) }

    /// (a, ...) as (1, a, ...).
    func addingLeadingAxis() -> Shape { Shape(valid: [1] + dimensions) }

    private init(valid dimensions: [Int]) {
        do {
            try self.init(dimensions)
        } catch {
            preconditionFailure("\(error)")
        }
    }
}
