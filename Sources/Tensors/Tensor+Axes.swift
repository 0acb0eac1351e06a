extension Tensor {
    /// The given places along one axis, in the given order.
    ///
    /// - Precondition: the axis exists and the places are inside it.
    func taking(_ places: [Int], along axis: Int) -> Tensor {
        let size = shape[axis]
        let inner = shape.dimensions[(axis + 1)...].reduce(1, *)
        let outer = shape.dimensions[..<axis].reduce(1, *)
        precondition(places.allSatisfy { (0..<size).contains($0) }, "a place outside axis \(axis) of \(shape)")
        guard places != Array(0..<size) else { return self }
        var taken = [Float]()
        taken.reserveCapacity(outer * places.count * inner)
        for block in 0..<outer {
            for place in places {
                let start = (block * size + place) * inner
                taken.append(contentsOf: elements[start..<start + inner])
            }
        }
        return Tensor(shape: shape.replacing(axis: axis, by: places.count), elements: taken)
    }

    /// The same elements without an axis of one place.
    ///
    /// - Precondition: the axis has one place.
    func removing(axis: Int) -> Tensor {
        precondition(shape[axis] == 1, "axis \(axis) of \(shape) has more than one place")
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

// Shapes made from valid ones by leaving out, reordering, merging or adding single axes are valid.
extension Shape {
    func removing(axis: Int) -> Shape {
        var rest = dimensions
        rest.remove(at: axis)
        return Shape(valid: rest)
    }

    func replacing(axis: Int, by size: Int) -> Shape {
        var changed = dimensions
        changed[axis] = size
        return Shape(valid: changed)
    }

    func permuted(_ order: [Int]) -> Shape { Shape(valid: order.map { dimensions[$0] }) }

    func mergingLeadingAxes() -> Shape { Shape(valid: [dimensions[0] * dimensions[1]] + dimensions[2...]) }

    func addingLeadingAxis() -> Shape { Shape(valid: [1] + dimensions) }

    private init(valid dimensions: [Int]) {
        do {
            try self.init(dimensions)
        } catch {
            preconditionFailure("\(error)")
        }
    }
}
