import Attention
import Heatmaps
import Tensors

/// Heatmaps of a value for each head, with layers as rows and heads as columns.
struct HeadFigure {
    /// The leading axes with several positions.
    private let axes: [NamedAxis]
    private let showsLabels: Bool

    /// - Parameters:
    ///   - leading: the axes before queries and keys.
    ///   - showsLabels: whether positions with labels such as `0 − 1` have these rather than their numbers.
    /// - Throws: `WeightsError.tooManyHeadAxes` if more than two of them have several positions.
    init(_ leading: [NamedAxis], showsLabels: Bool = false) throws {
        self.showsLabels = showsLabels
        axes = leading.filter { $0.positions.count > 1 }
        guard axes.count <= 2 else {
            throw WeightsError.tooManyHeadAxes(axes.map { ($0.name, $0.positions.count) })
        }
    }

    /// The axis of the rows. If there is only one axis, layers are rows, as they are in figures of layers by heads; other axes
    /// are columns.
    private var rowAxis: NamedAxis? {
        axes.count == 2 || axes.first?.name == "layer" ? axes.first : nil
    }

    private var columnAxis: NamedAxis? { rowAxis == nil || axes.count == 2 ? axes.last : nil }

    /// The description of the figure: the name and the range of values of each panel.
    func description(_ panels: [(name: String, values: [Double])]) -> String {
        let sizes = [rowAxis, columnAxis].compactMap { $0 }.map { "\($0.positions.count) \($0.name)s" }
        let size = sizes.isEmpty ? "one head" : sizes.joined(separator: " by ")
        let ranges = panels.map { name, values in
            let finite = values.filter(\.isFinite)
            let ends = [finite.min(), finite.max()].compactMap { $0 }.map { DecimalText.general($0, digits: 4) }
            return "\(name) from \(ends.joined(separator: " to "))"
        }
        return "\(panels.count == 1 ? "Heatmap" : "\(panels.count) heatmaps") of \(size): "
            + ranges.joined(separator: "; ") + "."
    }

    /// A figure with one panel for each array of values, which has one value per head, row-major.
    ///
    /// - Parameters:
    ///   - panels: the titles and values of the panels.
    ///   - columns: the number of panels in a row.
    /// - Throws: `FigureError`.
    func grid(_ panels: [(title: String?, values: [Double])], columns: Int) throws -> HeatmapGrid {
        let shape = [rowAxis?.positions.count ?? 1, columnAxis?.positions.count ?? 1]
        var drawn: [HeatmapPanel?] = try panels.map { title, values in
            try HeatmapPanel(Tensor(shape: shape, elements: values.map { Float($0) }), title: title)
        }
        let width = min(max(1, columns), drawn.count)
        while !drawn.count.isMultiple(of: width) { drawn.append(nil) }
        let rows = stride(from: 0, to: drawn.count, by: width).map { Array(drawn[$0..<$0 + width]) }
        var figure = try HeatmapGrid(panels: rows)
        figure.x = axis(columnAxis)
        figure.y = axis(rowAxis)
        return figure
    }

    private func axis(_ axis: NamedAxis?) -> HeatmapAxis {
        guard let axis else { return HeatmapAxis(labels: .none) }
        return HeatmapAxis(
            label: axis.name.prefix(1).uppercased() + axis.name.dropFirst(),
            labels: (showsLabels ? axis.labels : nil).map(AxisLabels.tokens) ?? AxisLabels(axis.positions))
    }
}

extension HeadMetric {
    /// The name of the metric in figures.
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

    /// The label of the colorbar.
    var label: String {
        switch self {
        case .entropy: "entropy in nats"
        case .meanDistance: "mean distance in tokens"
        default: "share of attention"
        }
    }
}
