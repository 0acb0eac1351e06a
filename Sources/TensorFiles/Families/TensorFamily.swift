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

    /// The series of families whose names differ in one number only, by increasing number.
    ///
    /// - Parameters:
    ///   - families: the families, at least one.
    ///   - piece: the index of the number among the pieces of a name.
    /// - Returns: nil when two have the same number, when one is too large to count with, or when the families are series
    ///   already and the two numbers are not those of layers and heads.
    init?(_ families: [TensorFamily], piece: Int) {
        guard let first = families.first, families.allSatisfy({ $0.axes == first.axes }) else { return nil }
        let name = NumberedName(first.name)
        let numbers = families.compactMap { NumberedName($0.name).number(piece) }
        guard numbers.count == families.count, Set(numbers).count == numbers.count else { return nil }
        let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
        let members = order.map { families[$0] }
        let axisName = name.axis(piece)
        let axis = NameNumbers.Axis(
            name: axisName, numbers: order.map { numbers[$0] },
            texts: axisName == NumberedName.model ? members.map { NumberedName($0.name).word(piece) } : nil)
        self.name = name.starring(piece)
        guard let inner = first.axes.first else {
            axes = [axis]
            tensors = members.flatMap(\.tensors)
            return
        }
        switch (first.axes.count, axis.name, inner.name) {
        case (1, "layer", "head"):
            axes = [axis, inner]
            tensors = members.flatMap(\.tensors)
        case (1, "head", "layer"):
            axes = [inner, axis]
            tensors = first.tensors.indices.flatMap { index in members.map { $0.tensors[index] } }
        default: return nil
        }
    }

    /// The tensors as few families as their names allow, in the order of their first tensors.
    static func families(of tensors: [StoredTensor]) -> [TensorFamily] {
        joined(joined(tensors.map(TensorFamily.init)))
    }

    /// What makes families a series.
    private struct SeriesKey: Hashable {
        let name: String
        let piece: Int
        let axis: String?
        let shape: [Int]
        let type: ElementType
    }

    /// Joins families whose names differ in one number: layers before others, and longer series before shorter ones.
    private static func joined(_ families: [TensorFamily]) -> [TensorFamily] {
        var series: [SeriesKey: [Int]] = [:]
        for (index, family) in families.enumerated() {
            guard let tensor = family.tensors.first else { continue }
            let name = NumberedName(family.name)
            for piece in name.numbers {
                let key = SeriesKey(
                    name: name.starring(piece), piece: piece, axis: name.axis(piece), shape: tensor.shape.dimensions,
                    type: tensor.elementType)
                series[key, default: []].append(index)
            }
        }
        func rank(_ key: SeriesKey, _ members: [Int]) -> (Int, Int, Int, Int) {
            (key.axis == "layer" ? 0 : 1, -members.count, members[0], -key.piece)
        }
        let longest = series.filter { $0.value.count > 1 }.sorted { rank($0.key, $0.value) < rank($1.key, $1.value) }
        var joined: [(first: Int, family: TensorFamily)] = []
        var isTaken = [Bool](repeating: false, count: families.count)
        for (key, members) in longest {
            let rest = members.filter { !isTaken[$0] }
            guard rest.count > 1, let family = TensorFamily(rest.map { families[$0] }, piece: key.piece) else {
                continue
            }
            for index in rest { isTaken[index] = true }
            joined.append((rest[0], family))
        }
        for (index, family) in families.enumerated() where !isTaken[index] { joined.append((index, family)) }
        return joined.sorted { $0.first < $1.first }.map(\.family)
    }
}

extension TensorFamily {
    /// Whether the family is one tensor that is not stacked.
    var isSingle: Bool { axes.isEmpty }

    /// Name, element type and shape of the stack; nil for a family without tensors.
    var summary: TensorSummary? {
        guard let first = tensors.first, let shape = try? Shape(axes.map(\.numbers.count) + first.shape.dimensions)
        else { return nil }
        return TensorSummary(name: name, elementType: first.elementType, shape: shape)
    }

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
