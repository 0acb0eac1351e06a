import Tensors

/// Where the heads of a tensor are: the axes before queries and keys, in whose row-major order values of heads stand.
struct HeadPlaces {
    let axes: [NamedTensor.Axis]

    /// - Parameter weights: with `query` and `key` last.
    init(of weights: NamedTensor) {
        axes = Array(weights.axes.dropLast(2))
    }

    /// The headings of `cells(_:)`.
    var header: [String] { axes.map(\.name) }

    /// The position of one head along each axis, as the file counts.
    func cells(_ place: Int) -> [TextTable.Cell] {
        var (rest, cells) = (place, [TextTable.Cell]())
        for axis in axes.reversed() {
            cells.append(.count(axis.positions[rest % axis.positions.count]))
            rest /= axis.positions.count
        }
        return cells.reversed()
    }

    /// The values of all heads, nested as the axes are.
    func nested<Value>(_ values: [Value]) -> NestedValues<Value> {
        NestedValues(shape: axes.map(\.positions.count), values: values)
    }
}
