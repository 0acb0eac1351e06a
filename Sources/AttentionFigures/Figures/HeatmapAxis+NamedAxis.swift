import Heatmaps
import Tensors

extension HeatmapAxis {
    /// An axis of queries or keys, labelled by the texts of its tokens, or by its positions if it has no tokens.
    init(_ axis: NamedAxis, texts: [String]?, label: String) {
        self.init(label: label, labels: texts.map { .tokens($0) } ?? AxisLabels(axis.positions))
        positionName = axis.name
    }
}

extension AxisLabels {
    /// Positions as labels. Consecutive positions are numbers, of which the layout may show every n-th only.
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

extension HeatmapAxis {
    /// Sets the label of the axis. Descriptions call a position "query" or "key" if the label is "Queries" or "Keys".
    public mutating func rename(_ label: String?) {
        self.label = label
        positionName = label == "Queries" ? "query" : label == "Keys" ? "key" : nil
    }
}
