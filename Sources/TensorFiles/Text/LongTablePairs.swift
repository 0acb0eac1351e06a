/// What the columns of a table hold, from which columns of queries, keys and weights are told.
struct LongTablePairs {
    private var columns: [CSVCellCounts]
    private let rowCount: Int
    /// Whether the first two columns are whole numbers, and no row repeats the two of another row.
    private(set) var areUnique = true

    /// Reads the rows after the first, or all.
    ///
    /// - Parameters:
    ///   - columns: the number of columns; rows of another length make no pairs.
    ///   - skipsFirst: whether the first row holds names.
    /// - Throws: `TensorFileError.malformed` for bad quotes.
    init(_ scanner: CSVScanner, columns count: Int, skipsFirst: Bool = true) throws(TensorFileError) {
        var scanner = scanner
        var columns = [CSVCellCounts](repeating: CSVCellCounts(), count: count)
        var rowCount = 0
        var pairs: Set<SIMD2<Int>> = []
        if skipsFirst { try scanner.skipRow() }
        while !scanner.isAtEnd {
            var pair: [Int] = []
            var column = 0
            while true {
                let cell = try scanner.next()
                let facts = CSVCellFacts(scanner, cell)
                if column < count { columns[column].add(facts, bytes: scanner.bytes, cell.range) }
                if column < 2, let integer = facts.integer { pair.append(integer) }
                column += 1
                if cell.endsRow { break }
            }
            rowCount += 1
            if areUnique {
                areUnique = pair.count == 2 && column == count && pairs.insert(SIMD2(pair[0], pair[1])).inserted
            }
        }
        self.columns = columns
        self.rowCount = rowCount
    }

    /// Whether three columns without names look like query, key and weight.
    var areTriples: Bool {
        areUnique && rowCount > 2 && columns.count == 3 && columns[2].fractions > 0 && columns[2].texts == 0
    }

    /// Whether a column holds numbers and no text.
    func holdsNumbers(_ column: Int) -> Bool {
        columns.indices.contains(column) && columns[column].numbers > 0 && columns[column].texts == 0
    }

    /// Whether both columns hold whole numbers or words, one in each row.
    func holdsPositions(_ first: Int, _ second: Int) -> Bool {
        [first, second].allSatisfy { column in
            guard columns.indices.contains(column) else { return false }
            let counts = columns[column]
            return counts.missing == 0 && (counts.integers == rowCount || counts.texts > 0 && counts.fractions == 0)
        }
    }
}
