import Tensors

extension HeatmapGrid {
    /// The same figure in larger cells.
    ///
    /// - Parameter size: the size of a cell; a multiple of the size of the cells of the panels.
    /// - Throws: `FigureError.emptyMatrix`, which a grid of panels excludes.
    func pooled(to size: CellSize) throws(FigureError) -> HeatmapGrid {
        let pooled = concurrentMap(panels.count) { index in panels[index].map { cells(of: $0, in: size) } }
        var figure = self
        figure.cellGrid = CellGrid(queries: cellGrid.queries, keys: cellGrid.keys, size: size)
        for (index, cells) in pooled.enumerated() {
            guard let panel = panels[index], let cells else { continue }
            figure.panels[index] = try panel.replacingCells(
                rows: figure.cellGrid.rows, columns: figure.cellGrid.columns, cells)
        }
        return figure
    }

    /// The cells of a panel pooled into cells of `size` positions. A cell of the panel counts in a mean as often as it has
    /// positions: the last of a row or column may have fewer.
    func cells(of panel: HeatmapPanel, in size: CellSize) -> CellAccumulator {
        var cells = CellAccumulator(
            poolingRule, size: size / cellGrid.size, columns: panel.columns, isMasked: panel.masked != nil,
            columnWeights: cellGrid.size.isOne
                ? nil : (0..<panel.columns).map { cellGrid.keys(ofColumn: $0).count })
        panel.values.elements.withUnsafeBufferPointer { elements in
            for row in 0..<panel.rows {
                let range = row * panel.columns..<(row + 1) * panel.columns
                let weight = cellGrid.queries(ofRow: row).count
                guard let masked = panel.masked else {
                    cells.add(UnsafeBufferPointer(rebasing: elements[range]), weight: weight)
                    continue
                }
                masked.withUnsafeBufferPointer { masked in
                    cells.add(
                        UnsafeBufferPointer(rebasing: elements[range]),
                        masked: UnsafeBufferPointer(rebasing: masked[range]), weight: weight)
                }
            }
        }
        cells.finish()
        return cells
    }
}

extension HeatmapPanel {
    /// The panel with other cells, with its title, colours and marginals.
    fileprivate func replacingCells(
        rows: Int, columns: Int, _ cells: CellAccumulator
    ) throws(FigureError) -> HeatmapPanel {
        let values: Tensor
        do throws(TensorError) {
            values = try Tensor(shape: [rows, columns], elements: cells.values)
        } catch {
            preconditionFailure("\(cells.values.count) cells for \(rows) rows of \(columns): \(error)")
        }
        var panel = try HeatmapPanel(values, masked: cells.masked.contains(true) ? cells.masked : nil, title: title)
        panel.colormap = colormap
        panel.marginals = marginals
        panel.cellTexts = cellTexts
        return panel
    }
}
