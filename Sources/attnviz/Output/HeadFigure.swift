import Attention
import Heatmaps
import Tensors

/// Values of heads as heatmaps of layers by heads.
struct HeadFigure {
    /// The axes before queries and keys that have more than one place.
    private let axes: [NamedTensor.Axis]

    /// - Throws: `UsageError` when more than two axes have more than one place.
    init(_ places: HeadPlaces) throws {
        axes = places.axes.filter { $0.positions.count > 1 }
        guard axes.count <= 2 else {
            let names = axes.map { "\($0.name) (\($0.positions.count))" }.joined(separator: ", ")
            let name = axes.contains { $0.name == "batch" } ? "batch" : axes[0].name
            throw UsageError(
                "a heatmap of heads has two axes, and these are left: \(names); choose a position with --select "
                    + "\(name)=0, or use --reduce \(name)=mean")
        }
    }

    /// A lone axis of layers runs downwards, as the layers of a model of many heads do; others run across.
    private var rowAxis: NamedTensor.Axis? {
        axes.count == 2 || axes.first?.name == "layer" ? axes.first : nil
    }

    private var columnAxis: NamedTensor.Axis? { rowAxis == nil || axes.count == 2 ? axes.last : nil }

    /// What is drawn in words: a name and the range of its values for each panel.
    func description(_ panels: [(name: String, values: [Double])]) -> String {
        let places = [rowAxis, columnAxis].compactMap { $0 }.map { "\($0.positions.count) \($0.name)s" }
        let size = places.isEmpty ? "one head" : places.joined(separator: " by ")
        let ranges = panels.map { name, values in
            let finite = values.filter(\.isFinite)
            let ends = [finite.min(), finite.max()].compactMap { $0 }.map { DecimalText.general($0, digits: 4) }
            return "\(name) from \(ends.joined(separator: " to "))"
        }
        return "\(panels.count == 1 ? "Heatmap" : "\(panels.count) heatmaps") of \(size): "
            + ranges.joined(separator: "; ") + "."
    }

    /// One panel for each list of values, wrapped into rows of `columns`.
    func grid(_ panels: [(title: String?, values: [Double])], columns: Int) throws -> HeatmapGrid {
        let shape = [rowAxis?.positions.count ?? 1, columnAxis?.positions.count ?? 1]
        var drawn: [HeatmapPanel?] = try panels.map { title, values in
            try HeatmapPanel(Tensor(shape: shape, elements: values.map { Float($0) }), title: title)
        }
        let width = min(max(1, columns), drawn.count)
        while !drawn.count.isMultiple(of: width) { drawn.append(nil) }
        let rows = stride(from: 0, to: drawn.count, by: width).map { Array(drawn[$0..<$0 + width]) }
        var figure = try HeatmapGrid(panels: rows)
        figure.x = Self.axis(columnAxis)
        figure.y = Self.axis(rowAxis)
        return figure
    }

    private static func axis(_ axis: NamedTensor.Axis?) -> HeatmapAxis {
        guard let axis else { return HeatmapAxis(labels: .none) }
        return HeatmapAxis(
            label: axis.name.prefix(1).uppercased() + axis.name.dropFirst(), labels: AxisLabels(axis.positions))
    }
}

extension AxisLabels {
    /// Positions as labels: counted where they follow each other.
    init(_ positions: [Int]) {
        guard let first = positions.first, first != 0 || positions != Array(0..<positions.count) else {
            self = .indices
            return
        }
        self =
            positions == Array(first..<first + positions.count)
            ? .counted(from: first) : .tokens(positions.map(String.init))
    }
}

extension HeadMetric {
    /// What a figure calls it.
    var title: String {
        switch self {
        case .entropy: "Entropy"
        case .firstKey: "First key"
        case .diagonal: "Own token"
        case .previous: "Previous token"
        case .next: "Next token"
        case .meanDistance: "Mean distance"
        case .largestColumn: "Largest column"
        case .separators: "Separators"
        }
    }

    /// What its colorbar says.
    var label: String {
        switch self {
        case .entropy: "entropy in nats"
        case .meanDistance: "mean distance in tokens"
        default: "share of attention"
        }
    }
}
