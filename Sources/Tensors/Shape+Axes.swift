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

    /// Elements of this shape, row-major, in the order that they have when the axes are permuted.
    ///
    /// - Precondition: `order` names each axis once.
    func permuting<Element>(_ elements: [Element], _ order: [Int]) -> [Element] {
        precondition(order.sorted() == Array(0..<rank), "\(order) is no order of the axes of \(self)")
        let result = permuted(order)
        let all = strides
        let strides = order.map { all[$0] }
        var permuted = [Element]()
        permuted.reserveCapacity(count)
        var index = [Int](repeating: 0, count: order.count)
        var offset = 0
        for _ in 0..<count {
            permuted.append(elements[offset])
            // The next index, counting the last axis fastest.
            for axis in order.indices.reversed() {
                index[axis] += 1
                offset += strides[axis]
                if index[axis] < result[axis] { break }
                offset -= index[axis] * strides[axis]
                index[axis] = 0
            }
        }
        return permuted
    }

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
