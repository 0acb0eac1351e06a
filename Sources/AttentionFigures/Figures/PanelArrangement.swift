import Attention
import Heatmaps
import Tensors

/// The arrangement of matrices as panels in rows and columns: one leading axis with several positions is a row, which may be
/// wrapped; two are rows and columns. Of three, the first two can be rows together.
struct PanelArrangement {
    let rows: Int
    let columns: Int
    /// The index of the matrix of each panel, row-major; nil for an empty cell of the grid.
    let matrices: [Int?]
    private let panelAxes: [NamedAxis]
    /// The titles of the panels if they are wrapped; otherwise columns and rows have titles.
    let titles: [String]?
    private let fixed: [FixedAxis]
    /// The axes with a single position that is not the first, such as the only layer in a file.
    private let singles: [NamedAxis]

    /// - Parameters:
    ///   - axes: the axes of the weights.
    ///   - columns: the number of panels in a row, if they have a single axis; nil for all.
    ///   - joinsRows: whether the first two of three axes are rows together.
    /// - Throws: `FigureError.tooManyAxes` if more than two leading axes have several positions, `.invalidSize`, `.emptyMatrix`.
    init(_ axes: WeightAxes, columns: Int?, joinsRows: Bool = false) throws(FigureError) {
        let several = axes.leading.filter { $0.positions.count != 1 }
        panelAxes = joinsRows && several.count == 3 ? [several[0].joined(several[1]), several[2]] : several
        guard panelAxes.count <= 2 else {
            throw .tooManyAxes(names: panelAxes.map(\.name), lengths: panelAxes.map(\.positions.count))
        }
        guard axes.weightCount > 0 else { throw .emptyMatrix(shape: axes.dimensions) }
        if let columns { try FigureQuantity.panelColumns.check(Double(columns)) }
        let count = axes.matrixCount
        let isWrapped = panelAxes.count == 1 && (columns ?? count) < count
        titles = isWrapped ? panelAxes[0].titles : nil
        let width = isWrapped ? columns ?? count : panelAxes.last?.positions.count ?? 1
        self.columns = width
        rows = (count + width - 1) / width
        matrices = (0..<rows * width).map { $0 < count ? $0 : nil }
        fixed = axes.fixed
        singles = axes.leading.filter { $0.positions.count == 1 && $0.positions != [0] }
    }

    /// A figure with this arrangement and its titles.
    ///
    /// - Parameter panel: makes the panel of a matrix, with a title if it has one of its own.
    func grid(_ panel: (_ matrix: Int, _ title: String?) throws -> HeatmapPanel) throws -> HeatmapGrid {
        let panels = try matrices.map { matrix in try matrix.map { try panel($0, titles?[$0]) } }
        var grid = try HeatmapGrid(panels: (0..<rows).map { Array(panels[$0 * columns..<($0 + 1) * columns]) })
        if titles == nil, let axis = panelAxes.last { grid.titles.columns = axis.titles }
        if panelAxes.count == 2 { grid.titles.rows = panelAxes[0].titles }
        grid.titles.figure = figureTitle
        return grid
    }

    /// The axes without panels of their own, such as "Layer 0, head 2" or "Layer 1, mean over heads".
    private var figureTitle: String? {
        let single = singles.flatMap { axis in axis.titles.map { $0.prefix(1).lowercased() + $0.dropFirst() } }
        let parts =
            single
            + fixed.map { axis in
                if let position = axis.position { return "\(axis.name) \(position)" }
                return "\(axis.reduction == .max ? "maximum" : "mean") over \(axis.name)s"
            }
        let text = parts.joined(separator: ", ")
        return text.isEmpty ? nil : text.prefix(1).uppercased() + text.dropFirst()
    }
}

extension NamedAxis {
    /// An axis with a position for each pair of positions of this axis and another.
    fileprivate func joined(_ inner: NamedAxis) -> NamedAxis {
        let titles = titles.flatMap { title in
            inner.titles.map { "\(title), \($0.prefix(1).lowercased() + $0.dropFirst())" }
        }
        return NamedAxis(name: name, positions: Array(titles.indices), labels: titles)
    }

    /// The titles of the positions: their labels, or "Head 0", "Head 1", ...
    var titles: [String] {
        labels ?? positions.map { "\(name.prefix(1).uppercased() + name.dropFirst()) \($0)" }
    }
}
