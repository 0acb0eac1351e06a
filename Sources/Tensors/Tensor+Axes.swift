extension Tensor {
    /// The given positions along one axis, in the given order, as `numpy.take`.
    ///
    /// - Precondition: the axis exists and the positions are inside it.
    func taking(_ positions: [Int], along axis: Int) -> Tensor {
        let size = shape[axis]
        let inner = shape.dimensions[(axis + 1)...].reduce(1, *)
        let outer = shape.dimensions[..<axis].reduce(1, *)
        precondition(positions.allSatisfy { (0..<size).contains($0) }, "a position outside axis \(axis) of \(shape)")
        guard positions != Array(0..<size) else { return self }
        var taken = [Float]()
        taken.reserveCapacity(outer * positions.count * inner)
        for block in 0..<outer {
            for position in positions {
                let start = (block * size + position) * inner
                taken.append(contentsOf: elements[start..<start + inner])
            }
        }
        return Tensor(shape: shape.replacing(axis: axis, by: positions.count), elements: taken)
    }

    /// The same elements without an axis of size 1.
    ///
    /// - Precondition: the axis exists and has size 1.
    func removing(axis: Int) -> Tensor {
        precondition(shape[axis] == 1, "axis \(axis) of \(shape) has not size 1")
        return Tensor(shape: shape.removing(axis: axis), elements: elements)
    }

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
        precondition(order.sorted() == Array(0..<shape.rank), "\(order) is no order of the axes of \(shape)")
        let result = shape.permuted(order)
        let strides = order.map { shape.strides[$0] }
        var permuted = [Float]()
        permuted.reserveCapacity(shape.count)
        var index = [Int](repeating: 0, count: order.count)
        var offset = 0
        for _ in 0..<shape.count {
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
        return Tensor(shape: result, elements: permuted)
    }
}
