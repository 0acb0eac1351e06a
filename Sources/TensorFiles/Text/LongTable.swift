import Tensors

/// Collects the weights of a table with one weight a row: columns for query, key and weight, and optionally layer, batch and
/// head.
///
/// Positions are numbers or words. The weights that no row gives are NaN.
struct LongTable {
    private let columns: LongTableColumns
    private let path: String
    private var axes: [(role: LongTableColumns.Role, axis: LongTableAxis)]
    private var weights: [Float] = []
    private var missingCount = 0

    /// The most cells for each row of the table: positions that meet in few rows would need a huge tensor.
    private static let cellsPerRow = 4096
    private static let cellLimit = 1 << 28

    init(_ columns: LongTableColumns, path: String) {
        self.columns = columns
        self.path = path
        let roles: [(LongTableColumns.Role, String)] = [
            (.layer, "layer"), (.batch, "batch"), (.head, "head"), (.query, "query"), (.key, "key"),
        ]
        axes = roles.filter { columns.indices[$0.0] != nil }.map { ($0.0, LongTableAxis(name: $0.1)) }
    }

    /// Adds a row.
    ///
    /// - Parameters:
    ///   - weight: the weight; nil for one that is missing.
    ///   - text: the text of a column.
    mutating func add(_ weight: Float?, _ text: (Int) throws(TensorFileError) -> String) throws(TensorFileError) {
        for index in axes.indices {
            let role = axes[index].role
            guard let column = columns.indices[role] else { continue }
            axes[index].axis.add(try text(column))
            let token: LongTableColumns.Role? = role == .query ? .queryToken : role == .key ? .keyToken : nil
            if let token, let column = columns.indices[token] { axes[index].axis.addToken(try text(column)) }
        }
        if weight == nil { missingCount += 1 }
        weights.append(weight ?? .nan)
    }

    /// The tensor of all rows, with the words of queries and keys as tokens.
    ///
    /// - Parameter place: the place of a row, for error messages.
    /// - Throws: `TensorFileError.malformed` for a weight that is given twice, and for few rows of many positions.
    func content(place: (Int) -> String) throws(TensorFileError) -> TensorFileContent {
        let resolved = axes.map { $0.axis.resolved(fillsGaps: $0.role == .query || $0.role == .key) }
        var count = 1
        for (axis, _) in resolved {
            let (product, overflow) = count.multipliedReportingOverflow(by: axis.positions.count)
            guard !overflow, product <= Self.cellLimit, product / Self.cellsPerRow <= weights.count else {
                let sizes = resolved.map { "\($0.axis.positions.count)" }.joined(separator: " x ")
                throw .malformed(
                    path: path, place: "table of \(weights.count) rows", expected: "most weights of its positions",
                    found: "\(sizes) positions", advice: "save the weights as an array with numpy.save")
            }
            count = product
        }
        var numbers = [Float](repeating: .nan, count: count)
        var rows = [Int32](repeating: -1, count: count)
        for (row, weight) in weights.enumerated() {
            var cell = 0
            for ((_, axis), (named, indices)) in zip(axes, resolved) {
                cell = cell * named.positions.count + indices[Int(axis.codes[row])]
            }
            guard rows[cell] < 0 else {
                throw .malformed(
                    path: path, place: place(row), expected: "each weight once",
                    found: "the same positions as in \(place(Int(rows[cell]))) (\(positions(row)))",
                    advice: "words that occur several times need their positions (0, 1, 2, ...) instead")
            }
            rows[cell] = Int32(truncatingIfNeeded: row)
            numbers[cell] = weight
        }
        return try content(numbers, resolved.map(\.axis), missing: count - weights.count)
    }

    private func content(
        _ numbers: [Float], _ axes: [NamedAxis], missing: Int
    ) throws(TensorFileError) -> TensorFileContent {
        var content = TensorFileContent()
        let plain = axes.map { axis in
            ["query", "key"].contains(axis.name) ? NamedAxis(name: axis.name, positions: axis.positions) : axis
        }
        content.tensors = [
            try StoredTensor(
                name: stem(path), dimensions: axes.map(\.positions.count), numbers: numbers, axes: plain, path: path)
        ]
        for (name, axis) in [(LabelNames.x, "key"), (LabelNames.y, "query")] {
            guard let labels = axes.first(where: { $0.name == axis })?.labels else { continue }
            content.labels.append(StoredLabels(name: name, tokens: labels))
        }
        content.readingNotes.append(
            .longTable(
                query: columns.name(.query), key: columns.name(.key), weight: columns.name(.weight), missing: missing,
                ignored: columns.ignored))
        if missingCount > 0 { content.readingNotes.append(.missingCells(count: missingCount)) }
        return content
    }

    /// The positions of a row, in words.
    private func positions(_ row: Int) -> String {
        axes.map { "\($0.axis.name) \(quoted($0.axis.texts[Int($0.axis.codes[row])]))" }.joined(separator: ", ")
    }

    /// Reads the rows after the first.
    ///
    /// - Throws: `TensorFileError.malformed`, naming row and column.
    static func read(
        _ scanner: CSVScanner, _ columns: LongTableColumns, decimalComma: Bool
    ) throws(TensorFileError) -> TensorFileContent {
        var scanner = scanner
        var table = LongTable(columns, path: scanner.path)
        let weightColumn = columns.indices[.weight] ?? 0
        try scanner.skipRow()
        /// The numbers of the rows, where comments come between them.
        var rows: [Int32] = []
        while !scanner.isAtEnd {
            let row = scanner.row
            var cells: [CSVScanner.Cell] = []
            repeat { cells.append(try scanner.next()) } while cells.last?.endsRow == false
            guard cells.count == columns.names.count else {
                throw .malformed(
                    path: scanner.path, place: "row \(row)", expected: "\(columns.names.count) cells, as in row 1",
                    found: "\(cells.count)", advice: "give every row as many cells")
            }
            let weight: Float?
            let cell = cells[weightColumn]
            switch scanner.value(of: cell, decimalComma: decimalComma) {
            case .number(let number): weight = number
            case .missing: weight = nil
            case .text, .truth:
                throw .malformed(
                    path: scanner.path, place: "row \(row), column \(weightColumn + 1)", expected: "a number",
                    found: quoted(String(decoding: scanner.bytes[cell.range].prefix(60), as: UTF8.self)), advice: nil)
            }
            try table.add(weight) { column throws(TensorFileError) in
                try scanner.text(of: cells[column], row: row, column: column + 1)
            }
            rows.append(Int32(truncatingIfNeeded: row))
        }
        return try table.content { "row \(rows[$0])" }
    }
}
