/// A tensor whose axes have names and remember which positions of the original they hold.
public struct NamedTensor: Hashable, Sendable {
    public struct Axis: Hashable, Sendable {
        public let name: String
        /// The original position of each place along the axis.
        public let positions: [Int]
        /// What to call each place; nil where the name and the position say it.
        public var labels: [String]?

        public init(name: String, positions: [Int], labels: [String]? = nil) {
            self.name = name
            self.positions = positions
            self.labels = labels
        }
    }

    /// An axis that is gone: one position was chosen, or all were reduced to one.
    public struct Fixed: Hashable, Sendable {
        public let name: String
        /// The position chosen; nil when the axis was reduced.
        public let position: Int?
        /// How the axis was reduced; nil when a position was chosen.
        public let reduction: AxisReduction.Rule?

        init(name: String, position: Int? = nil, reduction: AxisReduction.Rule? = nil) {
            self.name = name
            self.position = position
            self.reduction = reduction
        }
    }

    public let tensor: Tensor
    public let axes: [Axis]
    /// In the order in which the axes were taken away.
    public internal(set) var fixed: [Fixed] = []

    /// - Throws: `AxisError` when there is not one name for each axis, or a name twice.
    public init(_ tensor: Tensor, axes names: [String]) throws(AxisError) {
        guard names.count == tensor.shape.rank else {
            throw .nameCount(names: names, shape: tensor.shape.dimensions)
        }
        for (index, name) in names.enumerated() where names[..<index].contains(name) { throw .duplicateName(name) }
        self.tensor = tensor
        axes = zip(names, tensor.shape.dimensions).map { Axis(name: $0, positions: Array(0..<$1)) }
    }

    /// A part of a larger tensor, each axis with the positions that it holds.
    ///
    /// - Throws: `AxisError.nameCount` unless the axes describe the shape.
    public init(_ tensor: Tensor, axes: [Axis], fixed: [Fixed] = []) throws(AxisError) {
        guard tensor.shape.dimensions == axes.map(\.positions.count) else {
            throw .nameCount(names: axes.map(\.name), shape: tensor.shape.dimensions)
        }
        self.init(valid: tensor, axes: axes, fixed: fixed)
    }

    init(valid tensor: Tensor, axes: [Axis], fixed: [Fixed]) {
        precondition(tensor.shape.dimensions == axes.map(\.positions.count), "axes and shape differ")
        self.tensor = tensor
        self.axes = axes
        self.fixed = fixed
    }

    /// The customary names of the axes of attention weights, by their number.
    ///
    /// - Throws: `AxisError.noCustomaryNames` below two and above five axes.
    public static func customaryAxes(shape: [Int]) throws(AxisError) -> [String] {
        let names = ["layer", "batch", "head", "query", "key"]
        switch shape.count {
        case 2: return Array(names[3...])
        case 3: return Array(names[2...])
        case 4: return ["layer", "head", "query", "key"]
        case 5: return names
        default: throw .noCustomaryNames(shape: shape)
        }
    }

    /// The place of an axis.
    ///
    /// - Throws: `AxisError.unknownAxis`.
    public func index(of name: String) throws(AxisError) -> Int {
        guard let index = axes.firstIndex(where: { $0.name == name }) else {
            throw .unknownAxis(name, known: axes.map(\.name))
        }
        return index
    }

    /// The chosen positions only.
    ///
    /// - Throws: `AxisError` when an axis is unknown or a position is outside it.
    public func selecting(_ selection: AxisSelection) throws(AxisError) -> NamedTensor {
        var current = self
        for (name, choice) in selection.choices {
            let index = try current.index(of: name)
            let axis = current.axes[index]
            let places = try AxisSelection.positions(choice, axis: name, size: axis.positions.count)
            let taken = current.tensor.taking(places, along: index)
            var axes = current.axes
            if case .position = choice {
                axes.remove(at: index)
                let fixed = current.fixed + [Fixed(name: name, position: axis.positions[places[0]])]
                current = NamedTensor(valid: taken.removing(axis: index), axes: axes, fixed: fixed)
            } else {
                axes[index] = Axis(
                    name: name, positions: places.map { axis.positions[$0] },
                    labels: axis.labels.map { labels in places.map { labels[$0] } })
                current = NamedTensor(valid: taken, axes: axes, fixed: current.fixed)
            }
        }
        return current
    }

    /// Without the axes of one place, except the named ones.
    public func droppingSingletons(except kept: [String]) -> NamedTensor {
        var current = self
        for axis in axes where axis.positions.count == 1 && !kept.contains(axis.name) {
            guard let index = current.axes.firstIndex(of: axis) else { continue }
            var axes = current.axes
            axes.remove(at: index)
            current = NamedTensor(valid: current.tensor.removing(axis: index), axes: axes, fixed: current.fixed)
        }
        return current
    }

    /// The same tensor with other names for the places along an axis.
    ///
    /// - Throws: `AxisError.unknownAxis`.
    /// - Precondition: there is one label for each place.
    public func labelling(_ name: String, _ labels: [String]) throws(AxisError) -> NamedTensor {
        let index = try index(of: name)
        precondition(labels.count == axes[index].positions.count, "\(labels.count) labels for axis \(name)")
        var axes = self.axes
        axes[index].labels = labels
        return NamedTensor(valid: tensor, axes: axes, fixed: fixed)
    }

    /// The same tensor under other values, such as a mask of it.
    ///
    /// - Precondition: `other` has the same shape.
    public func replacingValues(by other: Tensor) -> NamedTensor {
        NamedTensor(valid: other, axes: axes, fixed: fixed)
    }

    /// The same values with these axes last, in this order, and the others before them in their order.
    ///
    /// - Throws: `AxisError.unknownAxis`.
    public func movingToEnd(_ names: [String]) throws(AxisError) -> NamedTensor {
        var order: [Int] = []
        for name in names { order.append(try index(of: name)) }
        let permutation = axes.indices.filter { !order.contains($0) } + order
        guard permutation != Array(axes.indices) else { return self }
        return NamedTensor(valid: tensor.permuted(permutation), axes: permutation.map { axes[$0] }, fixed: fixed)
    }
}
