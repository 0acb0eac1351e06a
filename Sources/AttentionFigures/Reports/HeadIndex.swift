import Attention
import Tensors

/// The leading axes of weights, in whose row-major order the values of heads are listed.
public struct HeadIndex: Sendable {
    public let axes: [NamedAxis]
    /// The sizes of all axes.
    let shape: [Int]
    private let fixed: [FixedAxis]
    /// The numbers of the positions that those of each axis are compared with; nil where they are the same.
    private let partners: [[Int]?]

    /// - Parameters:
    ///   - weights: the axes of the weights.
    ///   - other: the axes of the weights that these are compared with, of the same sizes.
    public init(_ weights: WeightAxes, comparedWith other: WeightAxes? = nil) {
        axes = weights.leading
        partners = weights.leading.indices.map { index in
            guard let other, other.leading.indices.contains(index) else { return nil }
            let (own, partners) = (weights.leading[index].positions, other.leading[index].positions)
            return own.count == partners.count && own != partners ? partners : nil
        }
        fixed = weights.fixed
        shape = weights.dimensions
    }

    /// The numbers of the positions along each axis, by its name, also of one that a single position was chosen of; nil where
    /// all count from 0.
    var positions: [String: [Int]]? {
        let chosen = fixed.compactMap { axis in axis.position.map { (axis.name, [$0]) } }
        let all = axes.map { ($0.name, $0.positions) } + chosen
        guard !all.allSatisfy({ $0.1.elementsEqual(0..<$0.1.count) }) else { return nil }
        return Dictionary(all, uniquingKeysWith: { first, _ in first })
    }

    /// The axes with labels such as `0 − 1` where positions are compared with others.
    var comparedAxes: [NamedAxis] {
        zip(axes, partners).map { axis, partners in
            guard let partners else { return axis }
            var axis = axis
            axis.labels = zip(axis.positions, partners).map { "\($0) \u{2212} \($1)" }
            return axis
        }
    }

    /// The headers of the columns of `cells(_:)`: `layer`, or `layer` and `layer_b` where layers are compared with others.
    var header: [String] {
        zip(axes, partners).flatMap { axis, partners in
            partners == nil ? [axis.name] : [axis.name, "\(axis.name)_b"]
        }
    }

    /// The number of a head along each axis, as in the file.
    func cells(_ head: Int) -> [TextTable.Cell] {
        let indices = rowMajorIndex(head, sizes: axes.map(\.positions.count))
        return zip(indices, zip(axes, partners)).flatMap { index, pair in
            [pair.0.positions[index]] + (pair.1.map { [$0[index]] } ?? [])
        }
        .map { .count($0) }
    }

    /// The values of all heads as nested arrays.
    func nested<Value>(_ values: [Value]) -> NestedValues<Value> {
        NestedValues(shape: axes.map(\.positions.count), values: values)
    }
}
