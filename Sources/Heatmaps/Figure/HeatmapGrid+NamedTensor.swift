import Tensors

extension HeatmapGrid {
    /// A figure of weights with named axes: one axis besides `query` and `key` makes a row of panels, two make a grid
    /// whose rows are the first of them. Axes of one place are dropped.
    ///
    /// Columns and rows are titled with the name and position of their axis ("Head 3"), and what was chosen or reduced away
    /// is the title of the figure ("Layer 0, head 2", "Layer 1, mean over heads").
    ///
    /// - Parameter columns: wraps a single axis of panels into rows of so many; nil does not wrap.
    /// - Throws: `FigureError.tooManyAxes` when more than two axes are left, `.missingAxis` without `query` or `key`.
    public init(_ weights: NamedTensor, columns: Int? = nil) throws(FigureError) {
        let ends = ["query", "key"]
        let view: NamedTensor
        do {
            view = try weights.movingToEnd(ends).droppingSingletons(except: ends)
        } catch {
            throw .missingAxis(axes: weights.axes.map(\.name), needed: ends)
        }
        let panelAxes = Array(view.axes.dropLast(2))
        guard panelAxes.count <= 2 else {
            throw .tooManyAxes(axes: panelAxes.map { ($0.name, $0.positions.count) }.map { "\($0.0) (\($0.1))" })
        }
        var flat = view.tensor
        // Every rank becomes (rows, columns, queries, keys).
        while flat.shape.rank < 4 { flat = flat.addingLeadingAxis() }
        if let columns, panelAxes.count == 1, columns < flat.shape[1] {
            guard columns > 0 else {
                throw .invalidSize(name: "number of columns", value: Double(columns), allowed: "at least 1")
            }
            try self.init(wrapping: flat.slice(0), axis: panelAxes[0], columns: columns)
        } else {
            try self.init(matrices: flat)
            if let axis = panelAxes.last { titles.columns = axis.titles }
            if panelAxes.count == 2 { titles.rows = panelAxes[0].titles }
        }
        titles.figure = HeatmapGrid.title(of: view.fixed)
    }

    /// Panels of one axis in rows of `columns`; each has its own title.
    private init(wrapping tensor: Tensor, axis: NamedTensor.Axis, columns: Int) throws(FigureError) {
        var grid: [[Panel?]] = []
        for start in stride(from: 0, to: tensor.shape[0], by: columns) {
            var row: [Panel?] = []
            for index in start..<start + columns {
                row.append(index < tensor.shape[0] ? try Panel(tensor.slice(index), title: axis.titles[index]) : nil)
            }
            grid.append(row)
        }
        try self.init(panels: grid)
    }

    /// "Layer 0, head 2", "Layer 1, mean over heads".
    private static func title(of fixed: [NamedTensor.Fixed]) -> String? {
        let parts = fixed.map { axis in
            if let position = axis.position { return "\(axis.name) \(position)" }
            return "\(axis.reduction == .max ? "maximum" : "mean") over \(axis.name)s"
        }
        let text = parts.joined(separator: ", ")
        return text.isEmpty ? nil : text.prefix(1).uppercased() + text.dropFirst()
    }
}

extension NamedTensor.Axis {
    /// "Head 0", "Head 1", ...
    fileprivate var titles: [String] {
        positions.map { "\(name.prefix(1).uppercased() + name.dropFirst()) \($0)" }
    }
}
