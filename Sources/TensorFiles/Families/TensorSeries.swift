import Tensors

/// Tensors whose names differ in numbers, by their indices in a list: a file may have a million of them.
struct TensorSeries {
    /// The common name, with `*` for each number in which the names differ.
    let name: String
    /// The axes of these numbers.
    let axes: [NameNumbers.Axis]
    /// In row-major order of the numbers.
    let members: [Int]

    init(name: String, axes: [NameNumbers.Axis] = [], members: [Int]) {
        (self.name, self.axes, self.members) = (name, axes, members)
    }

    /// The series of series whose names differ in one number only, by increasing number.
    ///
    /// - Parameters:
    ///   - series: the series, at least one.
    ///   - piece: the index of the number among the pieces of a name.
    /// - Returns: nil when two have the same number, when one is too large to count with, or when they are series of several
    ///   already and the two numbers are not those of layers and heads.
    init?(_ series: [TensorSeries], piece: Int) {
        guard let first = series.first, series.allSatisfy({ $0.axes == first.axes }) else { return nil }
        let name = NumberedName(first.name)
        let numbers = series.compactMap { NumberedName($0.name).number(piece) }
        guard numbers.count == series.count else { return nil }
        let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
        guard zip(order, order.dropFirst()).allSatisfy({ numbers[$0] != numbers[$1] }) else { return nil }
        let axisName = name.axis(piece)
        let axis = NameNumbers.Axis(
            name: axisName, numbers: order.map { numbers[$0] },
            texts: axisName == NumberedName.model ? order.map { NumberedName(series[$0].name).word(piece) } : nil)
        self.name = name.starring(piece)
        guard let inner = first.axes.first else {
            axes = [axis]
            members = order.flatMap { series[$0].members }
            return
        }
        switch (first.axes.count, axis.name, inner.name) {
        case (1, "layer", "head"):
            axes = [axis, inner]
            members = order.flatMap { series[$0].members }
        case (1, "head", "layer"):
            axes = [inner, axis]
            members = first.members.indices.flatMap { index in order.map { series[$0].members[index] } }
        default: return nil
        }
    }

    /// The tensors as few series as their names allow, in the order of their first tensors.
    static func all(of tensors: [StoredTensor]) -> [TensorSeries] {
        let singles = tensors.enumerated().map { TensorSeries(name: $0.element.name, members: [$0.offset]) }
        let kinds = kinds(of: tensors)
        return joined(joined(singles, kinds), kinds)
    }

    /// Name, element type and shape of the stack; nil for a series without tensors.
    ///
    /// - Parameter tensors: those of which these are some.
    func summary(of tensors: [StoredTensor]) -> TensorSummary? {
        guard let first = members.first.map({ tensors[$0] }) else { return nil }
        if axes.isEmpty { return first.summary }
        guard let shape = try? Shape(axes.map(\.numbers.count) + first.shape.dimensions) else { return nil }
        return TensorSummary(name: name, elementType: first.elementType, shape: shape)
    }

    /// A number for each tensor, the same for tensors of the same shape and type.
    private static func kinds(of tensors: [StoredTensor]) -> [Int32] {
        struct Kind: Hashable {
            let shape: [Int]
            let type: ElementType
        }
        var numbers: [Kind: Int32] = [:]
        return tensors.map { tensor in
            let kind = Kind(shape: tensor.shape.dimensions, type: tensor.elementType)
            // No more kinds than tensors, which are fewer than 2^31 as their names are in memory.
            let next = Int32(truncatingIfNeeded: numbers.count)
            numbers[kind] = numbers[kind] ?? next
            return numbers[kind] ?? next
        }
    }

    /// What makes tensors a series.
    private struct Key: Hashable {
        let name: String
        let piece: Int
        let kind: Int32
    }

    /// Joins series whose names differ in one number: layers before others, and longer series before shorter ones.
    private static func joined(_ all: [TensorSeries], _ kinds: [Int32]) -> [TensorSeries] {
        /// The index of the first series of each key; once there is a second one, the complement of an index in `groups`.
        var known: [Key: Int] = [:]
        var groups: [(piece: Int, isLayer: Bool, members: [Int])] = []
        for (index, series) in all.enumerated() {
            guard let first = series.members.first else { continue }
            let name = NumberedName(series.name)
            for piece in name.numbers {
                let key = Key(name: name.starring(piece), piece: piece, kind: kinds[first])
                if let other = known[key], other < 0 {
                    groups[~other].members.append(index)
                } else if let other = known[key] {
                    known[key] = ~groups.count
                    groups.append((piece, name.axis(piece) == "layer", [other, index]))
                } else {
                    known[key] = index
                }
            }
        }
        known = [:]
        typealias Rank = (Int, Int, Int, Int)
        func rank(_ group: (piece: Int, isLayer: Bool, members: [Int])) -> Rank {
            (group.isLayer ? 0 : 1, -group.members.count, group.members[0], -group.piece)
        }
        groups.sort { rank($0) < rank($1) }
        var joined: [(first: Int, series: TensorSeries)] = []
        var isTaken = [Bool](repeating: false, count: all.count)
        for group in groups {
            let rest = group.members.filter { !isTaken[$0] }
            guard rest.count > 1, let series = TensorSeries(rest.map { all[$0] }, piece: group.piece) else { continue }
            for index in rest { isTaken[index] = true }
            joined.append((rest[0], series))
        }
        guard !joined.isEmpty else { return all }
        for (index, series) in all.enumerated() where !isTaken[index] { joined.append((index, series)) }
        return joined.sorted { $0.first < $1.first }.map(\.series)
    }
}
