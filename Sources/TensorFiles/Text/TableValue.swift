/// What a cell of a table says: a number, a truth value, nothing, or text.
enum TableValue: Equatable, Sendable {
    case number(Float)
    case truth(Bool)
    /// Empty, or a word for a missing number such as `NA`.
    case missing
    case text

    /// The words for a missing number, in lower case.
    private static let missingWords: Set<String> = ["na", "n/a", "#n/a", "<na>", "null", "none"]

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
        if let number = Self.number(bytes, range, decimalComma: decimalComma) {
            self = .number(number)
            return
        }
        // The longest word is "false".
        guard range.count <= 5 else {
            self = .text
            return
        }
        switch String(decoding: bytes[range], as: UTF8.self).lowercased() {
        case "true": self = .truth(true)
        case "false": self = .truth(false)
        case let word: self = Self.missingWords.contains(word) ? .missing : .text
        }
    }

    /// A number with a percent sign or a decimal comma; nil for other text.
    private static func number(_ bytes: [UInt8], _ cell: Range<Int>, decimalComma: Bool) -> Float? {
        // The longest number that has these and is worth a second look.
        guard cell.count <= 64, let first = bytes[cell].first, let last = bytes[cell].last else { return nil }
        let isPercent = last == UInt8(ascii: "%")
        guard isPercent || decimalComma, DecimalNumber.isDigit(first) || "+-.,".utf8.contains(first) else { return nil }
        var digits = Array(bytes[cell].dropLast(isPercent ? 1 : 0))
        while digits.last == UInt8(ascii: " ") { digits.removeLast() }
        if decimalComma, let comma = digits.firstIndex(of: UInt8(ascii: ",")) {
            guard !digits.contains(UInt8(ascii: ".")), comma > digits.startIndex, comma + 1 < digits.endIndex,
                DecimalNumber.isDigit(digits[comma - 1]), DecimalNumber.isDigit(digits[comma + 1])
            else { return nil }
            digits[comma] = UInt8(ascii: ".")
        }
        guard let number = DecimalNumber.float(digits, digits.indices) else { return nil }
        return isPercent ? Float(Double(number) / 100) : number
    }
}
