import Tensors

extension HeatmapGrid {
    /// A figure of a tensor with named axes: a matrix has the axes `rowAxis` and `columnAxis`; one axis besides makes a row of
    /// panels, two make a grid whose rows are the first of them. Other axes of length 1 are dropped.
    ///
    /// Columns and rows are titled with the name and position of their axis ("Head 3"), and what was chosen or reduced away
    /// is the title of the figure ("Layer 0, head 2", "Layer 1, mean over heads").
    ///
    /// - Parameters:
    ///   - tensor: `rowAxis`, `columnAxis` and at most two more axes that are longer than 1.
    ///   - rowAxis: the name of the axis that runs downwards.
    ///   - columnAxis: the name of the axis that runs across.
    ///   - masked: not 0 where a cell is masked; the axes are those of `tensor`.
    ///   - columns: wraps a single axis of panels into rows of so many; nil does not wrap.
    /// - Throws: `FigureError.tooManyAxes` when more than two axes are left, `.missingAxis` without one of the two named,
    ///   `.emptyMatrix`, `.notAllowed` for less than 1 column.
    public init(
        _ tensor: NamedTensor, rowAxis: String, columnAxis: String, masked: NamedTensor? = nil, columns: Int? = nil
    ) throws(FigureError) {
        let ends = [rowAxis, columnAxis]
        let (arranged, panelAxes) = try HeatmapGrid.panels(tensor, ends)
        let values = arranged.mergingLeadingAxes()
        let masks = try masked.map { (mask) throws(FigureError) in try HeatmapGrid.panels(mask, ends).values }?
            .mergingLeadingAxes()
        if let columns { try FigureQuantity.panelColumns.check(Double(columns)) }
        // A single axis is cut into rows; two axes are rows and columns already.
        let count = values.shape[0]
        let isWrapped = panelAxes.count == 1 && (columns ?? count) < count
        let width = isWrapped ? columns ?? count : arranged.shape[1]
        var grid: [[HeatmapPanel?]] = []
        for start in stride(from: 0, to: count, by: max(1, width)) {
            var row: [HeatmapPanel?] = []
            for index in start..<start + width {
                guard index < count else {
                    row.append(nil)
                    continue
                }
                let mask = masks?.slice(index).elements.map { $0 != 0 }
                let title = isWrapped ? panelAxes[0].titles[index] : nil
                row.append(try HeatmapPanel(values.slice(index), masked: mask, title: title))
            }
            grid.append(row)
        }
        try self.init(panels: grid)
        if !isWrapped, let axis = panelAxes.last { titles.columns = axis.titles }
        if panelAxes.count == 2 { titles.rows = panelAxes[0].titles }
        titles.figure = HeatmapGrid.title(of: tensor.fixed)
    }

    /// The values with 4 axes, those of the matrices last, and the axes that panels are arranged along.
    private static func panels(
        _ tensor: NamedTensor, _ ends: [String]
    ) throws(FigureError) -> (values: Tensor, axes: [NamedTensor.Axis]) {
        let view: NamedTensor
        do {
            view = try tensor.movingToEnd(ends).droppingSingletons(except: ends)
        } catch {
            throw .missingAxis(axes: tensor.axes.map(\.name), needed: ends)
        }
        let axes = Array(view.axes.dropLast(2))
        guard axes.count <= 2 else {
            throw .tooManyAxes(names: axes.map(\.name), lengths: axes.map(\.positions.count))
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
