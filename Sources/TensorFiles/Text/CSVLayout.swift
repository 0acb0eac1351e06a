/// Which cells of a table are numbers, and which are labels.
struct CSVLayout {
    /// Whether the first row holds labels.
    private(set) var hasHeader = false
    /// Whether the first column holds labels.
    private(set) var hasRowLabels = false
    /// Whether the first row has a cell less than the others, as R writes it: there is no corner.
    private(set) var hasShortHeader = false
    /// Whether the labels of the first row are numbers that were not marked as labels.
    private(set) var isHeaderGuessed = false
    /// The numbers of the first column, where they were not marked as labels.
    private(set) var guessedRows: ClosedRange<Int>?
    /// Whether an empty last column is left out.
    let dropsLastColumn: Bool
    private(set) var usesDecimalComma: Bool = false
    let quotesNumbers: Bool
    /// The number of cells of each row after the header, the column left out not included.
    private(set) var width: Int
    private let survey: CSVSurvey
    /// The cells of the first row, and those after its first one, the column left out not included.
    private let first, rest: CSVCellCounts

    /// Names of the column of row numbers, as pandas and others write them, in lower case.
    private static let indexNames: Set<String> = [
        "index", "unnamed: 0", "query", "queries", "q", "token", "tokens", "target", "row", "rows", "word", "words",
        "id",
        "position", "pos",
    ]

    /// - Parameter corner: the text of the first cell.
    init(_ survey: CSVSurvey, corner: String, isSpaced: Bool) {
        self.survey = survey
        dropsLastColumn = survey.endsInSeparators
        quotesNumbers = survey.quotesNumbers
        first = dropsLastColumn ? survey.first.cellsButLast : survey.first.cells
        rest = dropsLastColumn ? survey.first.restButLast : survey.first.rest
        width = first.cells
        usesDecimalComma = survey.usesDecimalComma(hasHeader: true)
        if isShortHeader(survey, isSpaced: isSpaced) {
            width += 1
            (hasHeader, hasRowLabels, hasShortHeader) = (true, true, true)
            return
        }
        findHeader(isSpaced: isSpaced)
        usesDecimalComma = survey.usesDecimalComma(hasHeader: hasHeader)
        findRowLabels(corner: corner.lowercased())
    }

    private func isLabel(_ cell: CSVCellFacts) -> Bool {
        switch cell.value {
        case .text: true
        // "true" is a word where the table holds numbers.
        case .truth: survey.inner.truths == 0 && survey.inner.numbers > 0
        case .number: cell.isQuoted && !cell.needsQuotes && !quotesNumbers
        case .missing: cell.isQuoted && !cell.isEmpty && !quotesNumbers
        }
    }

    /// How many cells are labels, as `isLabel` says of one.
    private func labels(_ counts: CSVCellCounts) -> Int {
        counts.texts + truthLabels(counts) + numberLabels(counts) + (quotesNumbers ? 0 : counts.quotedWords)
    }

    private func truthLabels(_ counts: CSVCellCounts) -> Int {
        survey.inner.truths == 0 && survey.inner.numbers > 0 ? counts.truths : 0
    }

    private func numberLabels(_ counts: CSVCellCounts) -> Int {
        quotesNumbers ? 0 : counts.quotedNumbers - counts.neededQuotes
    }

    private func isShortHeader(_ survey: CSVSurvey, isSpaced: Bool) -> Bool {
        guard survey.secondWidth == first.cells + 1, survey.hasEqualRows, !survey.endsInSeparators else {
            return false
        }
        let areLabels = labels(first) == first.cells || first.integers == first.cells
        let hasIndex =
            isSpaced || survey.firstColumn.texts + survey.firstColumn.quotedNumbers == survey.firstColumn.cells
        return areLabels && hasIndex
    }

    /// - Parameter isSpaced: whether cells are separated by white space; such files have no header of numbers.
    private mutating func findHeader(isSpaced: Bool) {
        guard let corner = survey.first.corner else { return }
        // Where the only text is `1,234` and the like, it is a mistake in a row of numbers.
        if first.nearNumbers > 0, !corner.isEmpty, first.texts == first.nearNumbers, truthLabels(first) == 0 { return }
        guard rest.cells > 0 else {
            hasHeader = isLabel(corner)
            return
        }
        let labels = labels(rest)
        let isAllText = labels > 0 && rest.texts + truthLabels(rest) + numberLabels(rest) + rest.missing == rest.cells
        if isAllText {
            hasHeader = !corner.isFraction
        } else if corner.isEmpty {
            hasHeader = labels > 0 || isNumbered || firstColumnIsText
        } else if rest.integers == rest.cells {
            isHeaderGuessed = corner.integer == nil ? isNamedIndex(corner) : !isSpaced && isRunOfColumns
            hasHeader = isHeaderGuessed
        }
    }

    private var firstColumnIsText: Bool {
        let column = survey.firstColumn
        return column.texts > 0 && column.numbers == 0 && column.truths == 0
    }

    /// Whether the cells after an empty corner are integers that are labels: 0, 1, 2, ... in most cases, and any others that
    /// differ.
    private var isNumbered: Bool {
        guard rest.integers == rest.cells, survey.rowCount > 1 else { return false }
        return survey.first.integersDiffer || survey.inner.fractions > 0
    }

    /// Whether all numbers in the rows after the first are written with a point, as pandas writes them.
    private func areFractions(_ counts: CSVCellCounts...) -> Bool {
        counts.contains { $0.fractions > 0 } && counts.allSatisfy { $0.integers == 0 }
    }

    /// Whether the integers after a corner of text are the header of a table whose first column has labels or numbers.
    ///
    /// 0, 1 above numbers written 0.5, 0.5 is a header. `the,1,0` above `cat,0.5,0.5` is a row.
    private func isNamedIndex(_ corner: CSVCellFacts) -> Bool {
        guard isLabel(corner), survey.rowCount > 1, survey.first.integersDiffer else { return false }
        let isConsecutive = rest.run != nil
        // Text above a column of numbers names it.
        if survey.firstColumn.texts == 0, survey.firstColumn.numbers > 0 { return isConsecutive }
        if areFractions(survey.inner) { return isConsecutive || rest.largestInteger > 1 && survey.inner.areShares }
        return rest.cells > 2 && isConsecutive && survey.inner.fractions > 0
    }

    /// Whether the first row is 0, 1, 2, ... above numbers that are no integers, as pandas writes it without an index.
    private var isRunOfColumns: Bool {
        guard survey.rowCount > 1, first.run?.lowerBound == 0 else { return false }
        return areFractions(survey.firstColumn, survey.inner)
            || first.cells > 2 && survey.firstColumn.fractions + survey.inner.fractions > 0
    }

    private mutating func findRowLabels(corner: String) {
        guard width > 1, let cornerCell = survey.first.corner else { return }
        // An empty text in quotes is the corner only where labels stand below it: it may be the label of a column.
        if hasHeader, cornerCell.isEmpty, !cornerCell.isQuoted || quotesNumbers {
            hasRowLabels = true
            return
        }
        let column = survey.firstColumn
        let isOwn = !hasHeader
        let labels = column.quotedNumbers - column.neededQuotes + column.quotedWords
        let words =
            column.texts - (hasHeader && cornerCell.isEmpty ? 0 : column.nearNumbers) + (quotesNumbers ? 0 : labels)
            + (isOwn && isLabel(cornerCell) && !cornerCell.isNearNumber ? 1 : 0)
        let fractions =
            column.fractions - (quotesNumbers ? 0 : column.quotedNumbers - column.neededQuotes)
            + (isOwn && cornerCell.isFraction ? 1 : 0)
        if words > 0 {
            // A word among numbers is a mistake, a number among words a token.
            hasRowLabels = words > fractions
            return
        }
        guard areFractions(survey.inner) || isHeaderGuessed && hasHeader else { return }
        if hasHeader {
            guard isLabel(cornerCell), let run = column.run, run.lowerBound <= 1 else { return }
            guard Self.indexNames.contains(corner) || run.count > 2 || survey.innerSumsToOne || isHeaderGuessed else {
                return
            }
            guessedRows = run
        } else {
            // Without a header: 0, 1, 2, ... before numbers that are no integers.
            guard let start = cornerCell.integer, start <= 1, let run = column.run, run.lowerBound == start + 1,
                rest.integers == 0, survey.rowCount > 2 || survey.innerSumsToOne
            else { return }
            guessedRows = start...run.upperBound
        }
        hasRowLabels = true
    }
}
