/// The mean or maximum along one axis.
public struct AxisReduction: Hashable, Sendable {
    public enum Rule: String, CaseIterable, Sendable {
        case mean, max
    }

    public let axis: String
    public let rule: Rule

    public init(axis: String, rule: Rule) {
        self.axis = axis
        self.rule = rule
    }
}

extension NamedTensor {
    /// The mean or maximum along an axis, which is then gone. NaN anywhere makes NaN.
    ///
    /// - Throws: `AxisError.unknownAxis`, or `.nothingSelected` for an axis without places.
    public func reducing(_ reduction: AxisReduction) throws(AxisError) -> NamedTensor {
        let index = try index(of: reduction.axis)
        let count = axes[index].positions.count
        guard count > 0 else { throw .nothingSelected(axis: reduction.axis) }
        let inner = tensor.shape.dimensions[(index + 1)...].reduce(1, *)
        let outer = tensor.shape.dimensions[..<index].reduce(1, *)
        var reduced = [Float]()
        reduced.reserveCapacity(outer * inner)
        for block in 0..<outer {
            for place in 0..<inner {
                let values = (0..<count).lazy.map { tensor.elements[(block * count + $0) * inner + place] }
                switch reduction.rule {
                case .mean: reduced.append(Float(values.reduce(0.0) { $0 + Double($1) } / Double(count)))
                case .max: reduced.append(values.reduce(-.infinity) { $1.isNaN || $0.isNaN ? .nan : Swift.max($0, $1) })
                }
            }
        }
        var axes = self.axes
        axes.remove(at: index)
        let shape = tensor.shape.removing(axis: index)
        return NamedTensor(
            valid: Tensor(shape: shape, elements: reduced), axes: axes,
            fixed: fixed + [Fixed(name: reduction.axis, reduction: reduction.rule)])
    }
}
