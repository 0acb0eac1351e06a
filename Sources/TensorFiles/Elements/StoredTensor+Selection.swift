import Tensors

extension StoredTensor {
    /// The chosen positions along named axes. Of a row-major file only the matrices of the last two axes that are chosen are
    /// read: one head of a large file costs that head's bytes.
    ///
    /// - Throws: `AxisError` when the names do not fit the shape or a position is outside its axis; `TensorFileError` as
    ///   `read()`.
    public func read(_ selection: AxisSelection, axes names: [String]) throws -> NamedTensor {
        let chosen = try ChosenMatrices(selection, axes: names, shape: shape)
        if chosen.isAll { return try NamedTensor(read(), axes: names).selecting(selection) }
        var elements: [Float] = []
        for indices in chosen.indices { elements += try read(leading: indices).elements }
        let last = zip(names, shape.dimensions).dropFirst(chosen.axes.count)
        let axes = chosen.axes + last.map { NamedTensor.Axis(name: $0, positions: Array(0..<$1)) }
        let part = try Tensor(shape: axes.map(\.positions.count), elements: elements)
        return try NamedTensor(part, axes: axes).selecting(chosen.rest)
    }
}
