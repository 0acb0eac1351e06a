import Tensors

extension HeatmapGrid {
    /// A figure of weights with named axes: one axis besides `query` and `key` makes a row of panels, two make a grid
    /// whose rows are the first of them. Axes of one place are dropped.
    ///
    /// Columns and rows are titled with the name and position of their axis ("Head 3"), and what was chosen or reduced away
    /// is the title of the figure ("Layer 0, head 2", "Layer 1, mean over heads").
    ///
    /// - Parameters:
    ///   - weights: `query`, `key` and at most two more axes of more than one place.
    ///   - masked: not 0 where a cell is masked; the axes are those of the weights.
    ///   - columns: wraps a single axis of panels into rows of so many; nil does not wrap.
    /// - Throws: `FigureError.tooManyAxes` when more than two axes are left, `.missingAxis` without `query` or `key`.
    public init(_ weights: NamedTensor, masked: NamedTensor? = nil, columns: Int? = nil) throws(FigureError) {
        let (arranged, panelAxes) = try HeatmapGrid.panels(weights)
        let values = arranged.mergingLeadingAxes()
        let masks = try masked.map { (mask) throws(FigureError) in try HeatmapGrid.panels(mask).values }?
            .mergingLeadingAxes()
        if let columns, columns < 1 {
            throw .invalidSize(name: "number of columns", value: Double(columns), allowed: "at least 1")
        }
        // A single axis is cut into rows; two axes are rows and columns already.
        let places = values.shape[0]
        let isWrapped = panelAxes.count == 1 && (columns ?? places) < places
        let width = isWrapped ? columns ?? places : arranged.shape[1]
        var grid: [[Panel?]] = []
        for start in stride(from: 0, to: places, by: max(1, width)) {
            var row: [Panel?] = []
            for place in start..<start + width {
                guard place < places else {
                    row.append(nil)
                    continue
                }
                let mask = masks?.slice(place).elements.map { $0 != 0 }
                let title = isWrapped ? panelAxes[0].titles[place] : nil
                row.append(try Panel(values.slice(place), masked: mask, title: title))
            }
            grid.append(row)
        }
        try self.init(panels: grid)
        if !isWrapped, let axis = panelAxes.last { titles.columns = axis.titles }
        if panelAxes.count == 2 { titles.rows = panelAxes[0].titles }
        titles.figure = HeatmapGrid.title(of: weights.fixed)
    }

    /// The values as (rows, columns, queries, keys), and the axes that panels are arranged along.
    private static func panels(
        _ weights: NamedTensor
    ) throws(FigureError) -> (values: Tensor, axes: [NamedTensor.Axis]) {
        let ends = ["query", "key"]
        let view: NamedTensor
        do {
            view = try weights.movingToEnd(ends).droppingSingletons(except: ends)
        } catch {
            throw .missingAxis(axes: weights.axes.map(\.name), needed: ends)
        }
        let axes = Array(view.axes.dropLast(2))
        guard axes.count <= 2 else {
            throw .tooManyAxes(axes: axes.map { "\($0.name) (\($0.positions.count))" })
        }
        guard view.tensor.shape.count > 0 else { throw .emptyMatrix(shape: view.tensor.shape.dimensions) }
        var values = view.tensor
        while values.shape.rank < 4 { values = values.addingLeadingAxis() }
        return (values, axes)
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
        labels ?? positions.map { "\(name.prefix(1).uppercased() + name.dropFirst()) \($0)" }
    }
}
