/// Makes large matrices small by value, before they are coloured: a lone peak stays visible at every size.
struct Pooling {
    /// Each drawn cell is the maximum of `factor` by `factor` cells.
    let factor: Int

    /// A drawn cell: NaN if any of its cells is NaN, masked if all of them are, else the largest value.
    func pooled(_ panel: Panel) -> (values: [Float], kinds: [CellKind]) {
        let rows = (panel.rows + factor - 1) / factor
        let columns = (panel.columns + factor - 1) / factor
        var values = [Float](repeating: -.infinity, count: rows * columns)
        var kinds = [CellKind](repeating: .masked, count: rows * columns)
        panel.values.elements.withUnsafeBufferPointer { elements in
            for row in 0..<panel.rows {
                let start = row / factor * columns
                for column in 0..<panel.columns {
                    let source = row * panel.columns + column
                    if let masked = panel.masked, masked[source] { continue }
                    let target = start + column / factor
                    let value = elements[source]
                    if value.isNaN {
                        kinds[target] = .notANumber
                    } else if kinds[target] != .notANumber {
                        kinds[target] = .value
                        if value > values[target] { values[target] = value }
                    }
                }
            }
        }
        return (values, kinds)
    }
}
