/// Reads tables of text (`.csv`, `.tsv`, `.txt`, `.dat`): a matrix of numbers, optionally with labels in the first row and the
/// first column, or a table with one weight a row (`LongTable`).
///
/// Cells are separated by commas, semicolons, tabs or white space, whichever makes the rows equally long. Lines that begin
/// with `#` or `%` are comments. `CSVLayout` finds the labels: the first row holds labels when its cells are text, or the
/// numbers 0, 1, 2, ... above numbers that are no integers; the first column likewise; an empty corner beside integers means
/// both. A number in quotes counts as text, unless the numbers of the matrix stand in quotes too. Empty cells, `NA` and
/// `null` are NaN.
enum CSVReader: TensorFileReader {
    static func read(_ source: ByteSource, _ options: ReadingOptions) throws(TensorFileError) -> TensorFileContent {
        let bytes = try utf8Bytes(source)
        let (comments, separator) = CSVComments.find(bytes, path: source.path)
        let scanner = CSVScanner(
            bytes, path: source.path, separator: separator, comments: comments, skipsEmptyLines: true)
        guard !scanner.isAtEnd else {
            throw .malformed(
                path: source.path, place: "row 1", expected: "numbers", found: "no rows",
                advice: "write one row of the matrix a line")
        }
        let survey = try CSVSurvey(scanner)
        if let columns = try LongTableColumns(scanner, survey) {
            return try LongTable.read(scanner, columns, decimalComma: survey.usesDecimalComma(hasHeader: true))
        }
        var start = scanner
        let corner = try start.text(of: start.next(), row: 1, column: 1)
        guard !survey.holdsOnlyText else {
            throw .unsupportedElements(path: source.path, tensor: nil, found: .words(corner))
        }
        let layout = CSVLayout(survey, corner: corner, isSpaced: separator == .whiteSpace)
        var matrix = CSVMatrix(scanner, layout)
        try matrix.read()
        var areTriples = false
        if layout.width == 3, !layout.hasRowLabels {
            areTriples = try LongTablePairs(scanner, columns: 3, skipsFirst: layout.hasHeader).areTriples
        }
        guard matrix.missingCount == 0 || matrix.missingCount < matrix.numbers.count else {
            throw .malformed(
                path: source.path, place: "table", expected: "numbers", found: "\(matrix.missingCount) empty cells",
                advice: nil)
        }
        var content = try content(matrix, layout, path: source.path)
        if areTriples { content.readingNotes.append(.possibleTriples(rows: matrix.rowCount)) }
        return content
    }

    private static func content(
        _ matrix: CSVMatrix, _ layout: CSVLayout, path: String
    ) throws(TensorFileError) -> TensorFileContent {
        var content = TensorFileContent()
        content.tensors = [
            try StoredTensor(
                name: stem(path), elementType: matrix.isBoolean ? .bool : .float32,
                dimensions: [matrix.rowCount, matrix.columnCount], numbers: matrix.numbers, path: path)
        ]
        if let labels = matrix.columnLabels {
            content.labels.append(StoredLabels(name: LabelNames.x, tokens: labels))
            if layout.isHeaderGuessed, let first = labels.first, let last = labels.last {
                content.readingNotes.append(.numberedColumns(first: first, last: last))
            }
        }
        if let labels = matrix.rowLabels {
            content.labels.append(StoredLabels(name: LabelNames.y, tokens: labels))
            if let rows = layout.guessedRows {
                content.readingNotes.append(
                    .numberedRows(first: "\(rows.lowerBound)", last: "\(rows.upperBound)"))
            }
        }
        if layout.dropsLastColumn { content.readingNotes.append(.emptyLastColumn) }
        if matrix.missingCount > 0 { content.readingNotes.append(.missingCells(count: matrix.missingCount)) }
        return content
    }
}
