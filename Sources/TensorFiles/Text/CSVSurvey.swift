/// One pass over a table, from which its header and its labels are found.
struct CSVSurvey {
    private(set) var first = CSVFirstRow()
    private(set) var rowCount = 0
    /// The number of cells of the second row.
    private(set) var secondWidth: Int?
    /// Whether all rows after the first have as many cells as the second.
    private(set) var hasEqualRows = true
    /// Whether the cells after the first of each row after the first sum to 1, as weights do.
    private(set) var innerSumsToOne = true
    /// The first column, without the first row.
    private(set) var firstColumn = CSVCellCounts()
    /// The second column, without the first row.
    private(set) var secondColumn = CSVCellCounts()
    /// All but the first row and the first column.
    private(set) var inner = CSVCellCounts()
    /// The last column, without the first row.
    private(set) var lastColumn = CSVCellCounts()
    /// The number of rows whose last cell is empty.
    private var emptyEnds = 0
    /// The number of empty cells that do not end a row.
    private var emptyInner = 0

    /// - Throws: `TensorFileError.malformed` for bad quotes.
    init(_ scanner: CSVScanner) throws(TensorFileError) {
        var scanner = scanner
        while !scanner.isAtEnd { try readRow(&scanner) }
    }

    private mutating func readRow(_ scanner: inout CSVScanner) throws(TensorFileError) {
        var column = 0
        var sum: Float = 0
        while true {
            let cell = try scanner.next()
            let facts = CSVCellFacts(scanner, cell)
            if rowCount == 0 {
                first.add(facts, bytes: scanner.bytes, cell.range)
            } else {
                if column == 0 { firstColumn.add(facts, bytes: scanner.bytes, cell.range) }
                if column == 1 { secondColumn.add(facts, bytes: scanner.bytes, cell.range) }
                if column > 0 {
                    inner.add(facts, bytes: scanner.bytes, cell.range)
                    if case .number(let number) = facts.value { sum += number }
                }
                if cell.endsRow { lastColumn.add(facts, bytes: scanner.bytes, cell.range) }
            }
            if facts.isEmpty, !facts.isQuoted {
                if cell.endsRow { emptyEnds += 1 } else if rowCount > 0 || column > 0 { emptyInner += 1 }
            }
            column += 1
            if cell.endsRow { break }
        }
        if rowCount == 1 { secondWidth = column }
        if rowCount > 0 {
            if column != secondWidth { hasEqualRows = false }
            if !(abs(sum - 1) <= 0.01) { innerSumsToOne = false }
        }
        rowCount += 1
    }

    /// Whether every row ends in a separator, after which nothing comes.
    var endsInSeparators: Bool { rowCount > 1 && first.cells.cells > 1 && emptyEnds == rowCount && emptyInner == 0 }

    /// Whether rows of text hold no number at all.
    var holdsOnlyText: Bool {
        let parts = [first.cells, firstColumn, inner]
        return rowCount > 1 && parts.allSatisfy { $0.numbers == 0 && $0.truths == 0 } && parts.contains { $0.texts > 0 }
    }

    /// Whether numbers stand in quotes, so that quotes do not mark labels.
    var quotesNumbers: Bool {
        rowCount == 1
            ? first.last.map { $0.isQuoted && $0.isNumber } ?? false
            : first.cells.cells == 1 ? firstColumn.quotedNumbers > 0 : inner.quotedNumbers > 0
    }

    /// Whether decimal commas are used, and no decimal points.
    ///
    /// - Parameter hasHeader: whether the first row holds labels.
    func usesDecimalComma(hasHeader: Bool) -> Bool {
        let parts = hasHeader ? [firstColumn, inner] : [first.cells, firstColumn, inner]
        return parts.contains { $0.commas > 0 } && parts.allSatisfy { $0.points == 0 }
    }
}
