import Tensors

/// The matrices (last two axes) of a tensor that a selection chooses, in row-major order of the leading axes.
public struct ChosenMatrices: Sendable {
    /// One index on each leading axis, for each matrix.
    public let indices: [[Int]]
    /// The leading axes with their chosen positions.
    public let axes: [NamedTensor.Axis]
    /// The choices that remain for the last two axes, once only these matrices have been read.
    public let rest: AxisSelection
    /// Whether the selection chooses every matrix, in order.
    let isAll: Bool

    /// - Throws: `AxisError` when the names do not fit the shape or a position is outside its axis.
    public init(_ selection: AxisSelection, axes names: [String], shape: Shape) throws(AxisError) {
        let leading = max(0, shape.rank - 2)
        guard names.count == shape.rank else { throw .nameCount(names: names, shape: shape.dimensions) }
        let all = shape.dimensions[..<leading].map { Array(0..<$0) }
        var positions = all
        for (name, choice) in selection.choices {
            guard let axis = names.firstIndex(of: name) else { throw .unknownAxis(name, known: names) }
            guard axis < leading else { continue }
            positions[axis] = try AxisSelection.positions(choice, axis: name, size: shape[axis])
        }
        // Row-major: the last axis varies fastest.
        indices = positions.reduce([[]]) { lists, positions in
            lists.flatMap { list in positions.map { list + [$0] } }
        }
        axes = zip(names, positions).map { NamedTensor.Axis(name: $0, positions: $1) }
        isAll = positions == all
        rest = isAll ? selection : selection.afterReading(leading: Set(names[..<leading]))
    }
}
