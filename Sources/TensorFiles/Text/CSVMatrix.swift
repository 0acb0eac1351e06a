/// The numbers and labels of separated values.
struct CSVMatrix {
    private(set) var numbers: [Float] = []
    private(set) var rowCount = 0
    private(set) var columnLabels: [String]?
    private(set) var rowLabels: [String]?
    private var scanner: CSVScanner
    /// The number of cells of every row, labels included.
    private var width = 0

    init(_ scanner: CSVScanner) {
        self.scanner = scanner
    }

    var columnCount: Int { rowLabels == nil ? width : width - 1 }

    /// - Throws: `TensorFileError.malformed`, naming row and column.
    mutating func read() throws(TensorFileError) {
        guard !scanner.isAtEnd else {
            throw .malformed(
                path: scanner.path, place: "row 1", expected: "numbers", found: "no rows",
                advice: "write one row of the matrix a line")
        }
        var afterFirst = scanner
        let first = try CSVMatrix.row(&afterFirst)
        width = first.count
        var ahead = afterFirst
        let second = ahead.isAtEnd ? nil : try CSVMatrix.row(&ahead)
        // Cells in quotes are labels, unless numbers are quoted too.
        let quotesNumbers = (second ?? first).last?.isQuoted ?? false
        func isLabel(_ cell: CSVScanner.Cell) -> Bool {
            cell.isQuoted && !quotesNumbers || number(cell) == nil
        }
        let hasEmptyCorner = first.count > 1 && first.first.map { $0.range.isEmpty && !$0.isQuoted } ?? false
        let hasColumnLabels = hasEmptyCorner || first.dropFirst(first.count > 1 ? 1 : 0).allSatisfy(isLabel)
        let corner = (hasColumnLabels ? second : first)?.first
        let hasRowLabels = hasEmptyCorner || width > 1 && corner.map(isLabel) ?? false
        if hasRowLabels { rowLabels = [] }
        if hasColumnLabels {
            scanner = afterFirst
            var labels: [String] = []
            for (column, cell) in first.enumerated().dropFirst(hasRowLabels ? 1 : 0) {
                labels.append(try label(cell, row: 1, column: column + 1))
            }
            columnLabels = labels
        }
        while !scanner.isAtEnd { try readRow() }
    }

    private static func row(_ scanner: inout CSVScanner) throws(TensorFileError) -> [CSVScanner.Cell] {
        var cells: [CSVScanner.Cell] = []
        repeat { cells.append(try scanner.next()) } while cells.last?.endsRow == false
        return cells
    }

    private mutating func readRow() throws(TensorFileError) {
        let row = scanner.row
        var column = 0
        var isAtEnd = false
        while !isAtEnd {
            let cell = try scanner.next()
            column += 1
            isAtEnd = cell.endsRow
            if column == 1, rowLabels != nil {
                let label = try label(cell, row: row, column: column)
                rowLabels?.append(label)
            } else if column <= width {
                guard let number = number(cell) else { throw notANumber(cell, row: row, column: column) }
                numbers.append(number)
            }
        }
        guard column == width else {
            throw .malformed(
                path: scanner.path, place: "row \(row)", expected: "\(width) cells, as in row 1", found: "\(column)",
                advice: "give every row as many cells")
        }
        rowCount += 1
    }

    private func number(_ cell: CSVScanner.Cell) -> Float? {
        func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var range = cell.range
        while let first = range.first, isSpace(scanner.bytes[first]) { range.removeFirst() }
        while let last = range.last, isSpace(scanner.bytes[last]) { range.removeLast() }
        return DecimalNumber.float(scanner.bytes, range)
    }

    private func label(_ cell: CSVScanner.Cell, row: Int, column: Int) throws(TensorFileError) -> String {
        let bytes = scanner.bytes[cell.range]
        guard let text = strictUTF8(bytes) else {
            throw .malformed(
                path: scanner.path, place: "row \(row), column \(column)", expected: "UTF-8 text",
                found: "the bytes \(bytes.prefix(16).hexadecimal)", advice: "save the file as UTF-8")
        }
        return cell.isQuoted
            ? text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : text
    }

    private func notANumber(_ cell: CSVScanner.Cell, row: Int, column: Int) -> TensorFileError {
        .malformed(
            path: scanner.path, place: "row \(row), column \(column)", expected: "a number",
            found: cell.range.isEmpty
                ? "an empty cell" : quoted(String(decoding: scanner.bytes[cell.range].prefix(60), as: UTF8.self)),
            advice: cell.range.isEmpty
                ? "write nan for a missing number"
                : "where labels look like numbers, put all labels in quotes and leave the corner empty")
    }
}
