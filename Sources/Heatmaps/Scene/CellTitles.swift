/// What each cell says when a reader points at it: its query, its key, and its value.
struct CellTitles {
    let x: Axis
    let y: Axis
    /// The shape (queries, keys) of the matrix before pooling.
    let rows: Int
    let columns: Int
    /// What a drawn cell stands for.
    let pooling: PositionsPerCell
    let rule: PositionPooling.Rule

    /// More titles than this would make a file that browsers are slow to open.
    static let mostCells = 20_000

    /// One text for each drawn cell, row-major.
    func texts(_ values: [Float], _ kinds: [CellKind]) -> [String] {
        let queries = CellTitles.places(y, name: y.positionName("row"), count: rows, pooling: pooling.queries)
        let keys = CellTitles.places(x, name: x.positionName("column"), count: columns, pooling: pooling.keys)
        return zip(values, kinds).enumerated().map { index, cell in
            let (row, column) = index.quotientAndRemainder(dividingBy: keys.count)
            return "\(queries[row]), \(keys[column]): \(text(cell.0, cell.1))"
        }
    }

    private func text(_ value: Float, _ kind: CellKind) -> String {
        switch kind {
        case .masked: "masked"
        case .notANumber: "NaN"
        case .value: (!pooling.isOne ? "\(rule.rawValue) " : "") + NumberText.general(Double(value))
        }
    }

    /// "key: the (1)" for a token, "key 1" for a number, "key 4–7" where cells are pooled.
    private static func places(_ axis: Axis, name: String, count: Int, pooling: Int) -> [String] {
        stride(from: 0, to: count, by: pooling).map { start in
            let span = axis.span(start..<min(start + pooling, count))
            return span.tokens.map { "\(name): \($0) (\(span.positions))" } ?? "\(name) \(span.positions)"
        }
    }
}
