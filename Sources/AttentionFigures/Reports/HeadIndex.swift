import Attention
import Tensors

/// The leading axes of weights, in whose row-major order the values of heads are listed.
public struct HeadIndex: Sendable {
    public let axes: [NamedAxis]
    /// The sizes of all axes.
    let shape: [Int]
    private let fixed: [FixedAxis]

    public init(_ weights: WeightAxes) {
        axes = weights.leading
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

    /// The headers of the columns of `cells(_:)`.
    var header: [String] { axes.map(\.name) }

    /// The number of a head along each axis, as in the file.
    func cells(_ head: Int) -> [TextTable.Cell] {
        var (rest, cells) = (head, [TextTable.Cell]())
        for axis in axes.reversed() {
            cells.append(.count(axis.positions[rest % axis.positions.count]))
            rest /= axis.positions.count
        }
        return cells.reversed()
    }

    /// The values of all heads as nested arrays.
    func nested<Value>(_ values: [Value]) -> NestedValues<Value> {
        NestedValues(shape: axes.map(\.positions.count), values: values)
    }
}
