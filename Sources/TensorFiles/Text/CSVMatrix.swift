/// The numbers and labels of separated values.
struct CSVMatrix {
    private(set) var numbers: [Float] = []
    private(set) var rowCount = 0
    private(set) var columnLabels: [String]?
    private(set) var rowLabels: [String]?
    private(set) var missingCount = 0
    /// Whether the cells are truth values.
    private(set) var isBoolean = false
    private var scanner: CSVScanner
    private let layout: CSVLayout
    /// The places of the first number other than 0 and 1, the first truth value and the first missing cell.
    private var numberPlace, truthPlace, missingPlace: (row: Int, column: Int, text: String)?

    /// - Precondition: the layout is that of the rows of `scanner`.
    init(_ scanner: CSVScanner, _ layout: CSVLayout) {
        self.scanner = scanner
        self.layout = layout
    }

    var columnCount: Int { layout.hasRowLabels ? layout.width - 1 : layout.width }

    /// - Throws: `TensorFileError.malformed`, naming row and column.
    mutating func read() throws(TensorFileError) {
        if layout.hasRowLabels { rowLabels = [] }
        if layout.hasHeader {
            var labels: [String] = []
            try forEachCell(width: layout.hasShortHeader ? layout.width - 1 : layout.width) {
                (matrix, cell, row, column) throws(TensorFileError) in
                if column == 1, matrix.layout.hasRowLabels, !matrix.layout.hasShortHeader { return }
                labels.append(try matrix.scanner.text(of: cell, row: row, column: column))
            }
            columnLabels = labels
        }
        while !scanner.isAtEnd {
            try forEachCell(width: layout.width) { (matrix, cell, row, column) throws(TensorFileError) in
                if column == 1, matrix.layout.hasRowLabels {
                    let label = try matrix.scanner.text(of: cell, row: row, column: column)
                    matrix.rowLabels?.append(label)
                } else {
                    try matrix.add(cell, row: row, column: column)
                }
            }
            rowCount += 1
        }
        try checkTruth()
    }

    /// Calls `body` with the cells of the next row.
    private mutating func forEachCell(
        width: Int,
        _ body: (inout CSVMatrix, CSVScanner.Cell, _ row: Int, _ column: Int) throws(TensorFileError) -> Void
    ) throws(TensorFileError) {
        let row = scanner.row
        var column = 0
        while true {
            let cell = try scanner.next()
            column += 1
            if column <= width { try body(&self, cell, row, column) }
            if cell.endsRow { break }
        }
        let expected = layout.dropsLastColumn ? width + 1 : width
        guard column == expected else {
            throw .malformed(
                path: scanner.path, place: "row \(row)",
                expected: "\(expected) \(expected == 1 ? "cell" : "cells"), as in row 1",
                found: "\(column)",
                advice: "give every row as many cells")
        }
    }

    private mutating func add(_ cell: CSVScanner.Cell, row: Int, column: Int) throws(TensorFileError) {
        switch scanner.value(of: cell, decimalComma: layout.usesDecimalComma) {
        case .number(let number):
            if numberPlace == nil, number != 0, number != 1 { numberPlace = place(cell, row, column) }
            numbers.append(number)
        case .truth(let truth):
            if truthPlace == nil { truthPlace = place(cell, row, column) }
            numbers.append(truth ? 1 : 0)
        case .missing:
            if missingPlace == nil { missingPlace = place(cell, row, column) }
            missingCount += 1
            numbers.append(.nan)
        case .text:
            throw malformed(
                place(cell, row, column), expected: "a number",
                advice: LocalNumber.isNearNumber(scanner.bytes[cell.range])
                    ? "write numbers as 1234.5 or 1e-3, and nothing where one is missing; put labels that look like numbers "
                        + "in quotes and leave the corner empty"
                    : row == 1 || column == 1
                        ? "where labels look like numbers, put all labels in quotes and leave the corner empty"
                        : "write a number, or nothing where it is missing")
        }
    }

    /// Truth values are all or none of the cells; 0 and 1 may stand for them.
    private mutating func checkTruth() throws(TensorFileError) {
        guard let truthPlace else { return }
        isBoolean = true
        let advice = "write true or false in every cell, or numbers in all"
        if let numberPlace {
            let isEarlier = (numberPlace.row, numberPlace.column) < (truthPlace.row, truthPlace.column)
            throw isEarlier
                ? malformed(truthPlace, expected: "a number, as before it", advice: advice)
                : malformed(numberPlace, expected: "true or false, as before it", advice: advice)
        }
        if let missingPlace { throw malformed(missingPlace, expected: "true or false", advice: advice) }
    }

    private func place(_ cell: CSVScanner.Cell, _ row: Int, _ column: Int) -> (row: Int, column: Int, text: String) {
        (row, column, String(decoding: scanner.bytes[cell.range].prefix(60), as: UTF8.self))
    }

    private func malformed(
        _ place: (row: Int, column: Int, text: String), expected: String, advice: String
    ) -> TensorFileError {
        .malformed(
            path: scanner.path, place: "row \(place.row), column \(place.column)", expected: expected,
            found: place.text.isEmpty ? "an empty cell" : quoted(place.text), advice: advice)
    }
}

extension CSVScanner {
    /// The text of a cell, unchanged but for quotes that are written twice.
    ///
    /// - Throws: `TensorFileError.malformed` for bytes that are not UTF-8.
    func text(of cell: Cell, row: Int, column: Int) throws(TensorFileError) -> String {
        let bytes = bytes[cell.range]
        guard let text = strictUTF8(bytes) else {
            throw .malformed(
                path: path, place: "row \(row), column \(column)", expected: "UTF-8 text",
                found: "the bytes \(bytes.prefix(16).hexadecimal)", advice: "save the file as UTF-8")
        }
        return cell.isQuoted
            ? text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : text
    }
}
