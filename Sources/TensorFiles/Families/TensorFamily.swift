import Tensors

/// Tensors of one shape and type whose names differ in one number, or in the numbers of layer and head; or a single tensor.
struct TensorFamily {
    /// The common name, with `*` for each number in which the names differ.
    let name: String
    /// The axes of these numbers.
    let axes: [NameNumbers.Axis]
    /// In row-major order of the numbers.
    let tensors: [StoredTensor]

    init(_ tensor: StoredTensor) {
        (name, axes, tensors) = (tensor.name, [], [tensor])
    }

    init(_ series: TensorSeries, of tensors: [StoredTensor]) {
        (name, axes, self.tensors) = (series.name, series.axes, series.members.map { tensors[$0] })
    }

    /// The tensors as few families as their names allow, in the order of their first tensors.
    static func families(of tensors: [StoredTensor]) -> [TensorFamily] {
        TensorSeries.all(of: tensors).map { TensorFamily($0, of: tensors) }
    }

    /// The family as a series of one: the only layer that was saved.
    ///
    /// - Parameter piece: the index of its number among the pieces of the name.
    func alone(piece: Int) -> TensorFamily? {
        let series = TensorSeries(name: name, axes: axes, members: Array(tensors.indices))
        return TensorSeries([series], piece: piece).map { TensorFamily($0, of: tensors) }
    }
}

extension TensorFamily {
    /// Whether the family is one tensor that is not stacked.
    var isSingle: Bool { axes.isEmpty }

    /// What the numbers in the names say.
    var numbers: NameNumbers {
        let name = NumberedName(name)
        var positions: [NameNumbers.Position] = []
        for piece in name.numbers {
            guard let axis = name.axis(piece), axis != NumberedName.model, let number = name.number(piece),
                !axes.contains(where: { $0.name == axis }), !positions.contains(where: { $0.axis == axis })
            else { continue }
            positions.append(NameNumbers.Position(axis: axis, number: number))
        }
        return NameNumbers(axes: axes, positions: positions)
    }

    /// The tensors as one, stacked along an axis for each number in which their names differ.
    ///
    /// - Throws: `TensorFileError.tooManyAxes`, `.badShape` when the stack would be too large.
    func stack(path: String) throws(TensorFileError) -> StoredTensor? {
        guard let first = tensors.first else { return nil }
        var level = tensors
        for axis in axes.reversed() {
            let width = max(1, axis.numbers.count)
            var stacks: [StoredTensor] = []
            for start in stride(from: 0, to: level.count, by: width) {
                let members = Array(level[start..<min(start + width, level.count)])
                stacks.append(
                    try StoredTensor(name: name, stacking: members, like: members.first ?? first, path: path))
            }
            level = stacks
        }
        var stack = level.first
        stack?.numbers = numbers
        return stack
    }
}
