/// What a cell of a table says: a number, a truth value, nothing, or text.
enum TableValue: Equatable, Sendable {
    case number(Float)
    case truth(Bool)
    /// Empty, or a word for a missing number such as `NA`.
    case missing
    case text

    /// The words for a missing number, in lower case, and Excel's errors, in English and German.
    private static let missingWords: Set<String> = [
        "na", "n/a", "#n/a", "#na", "<na>", "null", "none", "#nv", "#n/d", "#div/0!", "#value!", "#ref!", "#num!",
        "#name?", "#null!", "#wert!", "#zahl!", "#bezug!",
    ]
    private static let longestWord = missingWords.map(\.utf8.count).max() ?? 0

    /// Reads the bytes of a cell. White space around them does not count; `12.5 %` is 0.125.
    ///
    /// - Parameter decimalComma: whether a comma may stand for the decimal point.
    init(_ bytes: [UInt8], _ cell: Range<Int>, decimalComma: Bool) {
        func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var range = cell
        while let first = range.first, isSpace(bytes[first]) { range.removeFirst() }
        while let last = range.last, isSpace(bytes[last]) { range.removeLast() }
        guard !range.isEmpty else {
            self = .missing
            return
        }
        if let number = DecimalNumber.float(bytes, range) {
            self = .number(number)
            return
        }
        if let number = LocalNumber.float(bytes[range], decimalComma: decimalComma) {
            self = .number(number)
            return
        }
        guard range.count <= Self.longestWord else {
            self = .text
            return
        }
        switch String(decoding: bytes[range], as: UTF8.self).lowercased() {
        case "true": self = .truth(true)
        case "false": self = .truth(false)
        case let word: self = Self.missingWords.contains(word) ? .missing : .text
        }
    }
}

extension CSVScanner {
    /// What a cell says. In quotes a comma may be a decimal comma even where commas separate the cells, unless the cell looks
    /// like a number with thousands separators (`"1,234"`).
    ///
    /// - Parameter decimalComma: whether a comma may stand for the decimal point.
    func value(of cell: Cell, decimalComma: Bool = true) -> TableValue {
        let allowsComma =
            separator.allowsDecimalComma || cell.isQuoted && !LocalNumber.isGrouped(bytes[cell.range], by: ",")
        return TableValue(bytes, cell.range, decimalComma: decimalComma && allowsComma)
    }
}
