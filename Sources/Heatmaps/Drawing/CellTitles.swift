import Tensors

/// The titles of cells, which viewers of an SVG show at the pointer: the positions and the value.
struct CellTitles {
    let x: HeatmapAxis
    let y: HeatmapAxis
    /// The cells that are drawn.
    let grid: CellGrid
    let rule: PoolingRule
    /// The significant digits of the values.
    let digits: Int

    /// The largest number of cells with titles: with more of them browsers are slow to open the file.
    static let mostCells = 20_000

    /// One text for each drawn cell, row-major.
    func texts(_ values: [Float], _ kinds: [CellKind]) -> [String] {
        let queries = (0..<grid.rows).map { y.title(grid.queries(ofRow: $0), fallback: "row") }
        let keys = (0..<grid.columns).map { x.title(grid.keys(ofColumn: $0), fallback: "column") }
        return zip(values, kinds).enumerated().map { index, cell in
            let (row, column) = index.quotientAndRemainder(dividingBy: keys.count)
            return "\(queries[row]), \(keys[column]): \(text(cell.0, cell.1))"
        }
    }

    private func text(_ value: Float, _ kind: CellKind) -> String {
        switch kind {
        case .masked: "masked"
        case .notANumber: "NaN"
        case .value: (!grid.size.isOne ? "\(rule.rawValue) " : "") + NumberText.general(Double(value), digits: digits)
        }
    }
}

extension HeatmapAxis {
    /// Positions as the title of a cell names them: "key: the (1)" with its token, "key 1" without, "key 4–7" for several.
    fileprivate func title(_ positions: Range<Int>, fallback: String) -> String {
        let name = positionName(fallback)
        let span = span(positions)
        return span.tokens.map { "\(name): \($0) (\(span.positions))" } ?? "\(name) \(span.positions)"
    }
}
