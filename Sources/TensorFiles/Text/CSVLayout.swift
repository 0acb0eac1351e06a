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
    private let first: [CSVCellFacts]

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
        first = dropsLastColumn ? survey.first.dropLast() : survey.first
        width = first.count
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

    private func isShortHeader(_ survey: CSVSurvey, isSpaced: Bool) -> Bool {
        guard survey.secondWidth == survey.first.count + 1, survey.hasEqualRows, !survey.endsInSeparators else {
            return false
        }
        let areLabels = first.allSatisfy(isLabel) || first.allSatisfy { $0.integer != nil }
        let hasIndex =
            isSpaced || survey.firstColumn.texts + survey.firstColumn.quotedNumbers == survey.firstColumn.cells
        return areLabels && hasIndex
    }

    /// - Parameter isSpaced: whether cells are separated by white space; such files have no header of numbers.
    private mutating func findHeader(isSpaced: Bool) {
        // Where the only text is `1,234` and the like, it is a mistake in a row of numbers.
        if first.contains(where: \.isNearNumber), first.first?.isEmpty == false,
            !first.contains(where: { isLabel($0) && !$0.isNearNumber && !$0.isNumber && $0.value != .missing })
        {
            return
        }
        let rest = first.dropFirst()
        guard let corner = first.first, !rest.isEmpty else {
            hasHeader = first.first.map(isLabel) ?? false
            return
        }
        let labels = rest.count(where: isLabel)
        let isAllText = labels > 0 && rest.allSatisfy { isLabel($0) || $0.value == .missing }
        if isAllText {
            hasHeader = !corner.isFraction
        } else if corner.isEmpty {
            hasHeader = labels > 0 || isNumbered(rest) || firstColumnIsText
        } else if rest.allSatisfy({ $0.integer != nil }) {
            isHeaderGuessed = corner.integer == nil ? isNamedIndex(rest, corner) : !isSpaced && isRunOfColumns(first)
            hasHeader = isHeaderGuessed
        }
    }

    private var firstColumnIsText: Bool {
        let column = survey.firstColumn
        return column.texts > 0 && column.numbers == 0 && column.truths == 0
    }

    /// Whether integers beside an empty corner are labels: 0, 1, 2, ... in most cases, and any others that differ.
    private func isNumbered(_ rest: ArraySlice<CSVCellFacts>) -> Bool {
        let integers = rest.compactMap(\.integer)
        guard integers.count == rest.count, survey.rowCount > 1 else { return false }
        return Set(integers).count == integers.count || survey.inner.fractions > 0
    }

    /// Whether all numbers in the rows after the first are written with a point, as pandas writes them.
    private func areFractions(_ counts: CSVCellCounts...) -> Bool {
        counts.contains { $0.fractions > 0 } && counts.allSatisfy { $0.integers == 0 }
    }

    /// Whether the integers after a corner of text are the header of a table whose first column has labels or numbers.
    ///
    /// 0, 1 above numbers written 0.5, 0.5 is a header. `the,1,0` above `cat,0.5,0.5` is a row.
    private func isNamedIndex(_ rest: ArraySlice<CSVCellFacts>, _ corner: CSVCellFacts) -> Bool {
        let integers = rest.compactMap(\.integer)
        guard isLabel(corner), survey.rowCount > 1, Set(integers).count == integers.count else { return false }
        // Text above a column of numbers names it.
        if survey.firstColumn.texts == 0, survey.firstColumn.numbers > 0 { return isConsecutive(integers) }
        if areFractions(survey.inner) {
            return isConsecutive(integers) || (integers.max() ?? 0) > 1 && survey.inner.areShares
        }
        return integers.count > 2 && isConsecutive(integers) && survey.inner.fractions > 0
    }

    /// Whether the first row is 0, 1, 2, ... above numbers that are no integers, as pandas writes it without an index.
    private func isRunOfColumns(_ row: [CSVCellFacts]) -> Bool {
        let integers = row.compactMap(\.integer)
        guard survey.rowCount > 1, integers.count == row.count, isConsecutive(integers) else { return false }
        return areFractions(survey.firstColumn, survey.inner)
            || integers.count > 2 && survey.firstColumn.fractions + survey.inner.fractions > 0
    }

    private func isConsecutive(_ integers: [Int]) -> Bool {
        zip(integers, integers.dropFirst()).allSatisfy { $1 == $0 + 1 }
    }

    private mutating func findRowLabels(corner: String) {
        guard width > 1, let cornerCell = first.first else { return }
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
                first.dropFirst().allSatisfy({ $0.integer == nil }), survey.rowCount > 2 || survey.innerSumsToOne
            else { return }
            guessedRows = start...run.upperBound
        }
        hasRowLabels = true
    }
}
