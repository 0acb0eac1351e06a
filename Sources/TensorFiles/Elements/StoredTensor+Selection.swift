import Tensors

extension StoredTensor {
    /// The chosen positions along named axes. Of a row-major file only the matrices of the last two axes that are chosen are
    /// read: one head of a large file costs that head's bytes.
    ///
    /// - Throws: `AxisError` when the names do not fit the shape or a position is outside its axis; `TensorFileError` as
    ///   `read()`.
    public func read(_ selection: AxisSelection, axes names: [String]) throws -> NamedTensor {
        let leading = max(0, shape.rank - 2)
        guard names.count == shape.rank else {
            throw AxisError.nameCount(names: names, shape: shape.dimensions)
        }
        // The positions to read of each leading axis.
        var positions = shape.dimensions[..<leading].map { Array(0..<$0) }
        for (name, choice) in selection.choices {
            guard let axis = names.firstIndex(of: name) else { throw AxisError.unknownAxis(name, known: names) }
            guard axis < leading else { continue }
            positions[axis] = try AxisSelection.positions(choice, axis: name, size: shape[axis])
        }
        if positions == shape.dimensions[..<leading].map({ Array(0..<$0) }) {
            return try NamedTensor(read(), axes: names).selecting(selection)
        }
        var elements: [Float] = []
        var place = [Int](repeating: 0, count: leading)
        for _ in 0..<positions.reduce(1, { $0 * $1.count }) {
            elements += try read(leading: zip(positions, place).map { $0[$1] }).elements
            // The next place, counting the last axis fastest.
            for axis in place.indices.reversed() {
                place[axis] += 1
                if place[axis] < positions[axis].count { break }
                place[axis] = 0
            }
        }
        let dimensions = positions.map(\.count) + shape.dimensions[leading...]
        let part = try NamedTensor(
            Tensor(shape: dimensions, elements: elements),
            axes: zip(names, positions + shape.dimensions[leading...].map { Array(0..<$0) }).map {
                NamedTensor.Axis(name: $0, positions: $1)
            })
        return try part.selecting(selection.afterReading(leading: Set(names[..<leading])))
    }
}
