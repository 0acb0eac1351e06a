/// Numbers as people and spreadsheets write them: with percent signs, decimal commas, U+2212 as minus, and thousands
/// separators where those cannot be taken for decimal points.
enum LocalNumber {
    /// The longest text that is worth a look.
    private static let longest = 64
    private static let noBreakSpaces = "\u{A0}\u{202F}\u{2009}"
    /// Characters between groups of three digits.
    private static let groupMarks = "'\u{2019}" + noBreakSpaces

    /// The number; nil for other text and for numbers without any of these.
    ///
    /// - Parameter decimalComma: whether a comma may stand for the decimal point.
    static func float(_ cell: ArraySlice<UInt8>, decimalComma: Bool) -> Float? {
        guard cell.count <= longest, cell.contains(where: { DecimalNumber.isDigit($0) }) else { return nil }
        var text = Array(String(decoding: cell, as: UTF8.self).unicodeScalars.map(Character.init))
        func trim() {
            while let last = text.last, isSpace(last) { text.removeLast() }
            while let first = text.first, isSpace(first) { text.removeFirst() }
        }
        trim()
        let isPercent = text.last == "%"
        if isPercent { text.removeLast() }
        trim()
        text = text.map { $0 == "\u{2212}" ? "-" : $0 }
        guard let first = text.first, first.isASCII, first.isNumber || "+-.,".contains(first) else { return nil }
        if let comma = text.firstIndex(of: ","), let point = text.firstIndex(of: ".") {
            // Both: the one that occurs last is the decimal mark, and the other one stands between thousands.
            let mark: Character = comma < point ? "," : "."
            guard comma < point || decimalComma, let plain = ungrouped(text, mark) else { return nil }
            text = plain
        } else if let mark = text.first(where: { groupMarks.contains($0) }) {
            guard let plain = ungrouped(text, mark) else { return nil }
            text = plain
        }
        if let comma = text.firstIndex(of: ",") {
            guard decimalComma, comma > 0, comma + 1 < text.count, text[comma - 1].isNumber, text[comma + 1].isNumber
            else { return nil }
            text[comma] = "."
        }
        let bytes = Array(String(text).utf8)
        guard let number = DecimalNumber.float(bytes, bytes.indices) else { return nil }
        return isPercent ? Float(Double(number) / 100) : number
    }

    /// Whether the text is a whole number whose thousands are separated by the mark.
    static func isGrouped(_ cell: ArraySlice<UInt8>, by mark: Character) -> Bool {
        guard cell.count <= longest else { return false }
        let text = String(decoding: cell, as: UTF8.self).filter { !isSpace($0) }
        return text.contains(mark) && ungrouped(Array(text), mark) != nil
    }

    /// Whether text that is no number was meant as one: `1,234`, `1_000`, `0x1p-2`, `1.0D-3`, `0.5*`, and `-`, `.` or `?` for
    /// a missing one.
    static func isNearNumber(_ cell: ArraySlice<UInt8>) -> Bool {
        guard cell.count <= longest else { return false }
        // Most texts are words, which tables have in every row.
        if !cell.contains(where: DecimalNumber.isDigit), cell.contains(where: { isOrdinary($0) }) { return false }
        let text = String(decoding: cell, as: UTF8.self).lowercased().replacing("\u{2212}", with: "-")
        let trimmed = String(text.filter { !isSpace($0) })
        if ["-", ".", "?", "--", "\u{2013}", "\u{2014}"].contains(trimmed) { return true }
        var rest = Substring(trimmed)
        while let first = rest.first, "+-$\u{20AC}\u{A3}~<>=\u{2248}".contains(first) { rest.removeFirst() }
        guard rest.contains(where: isDigit) else { return false }
        if rest.hasPrefix("0x") { return rest.dropFirst(2).allSatisfy { $0.isHexDigit || ".p+-".contains($0) } }
        let digits = rest.prefix(while: isDigit)
        let tail = rest.dropFirst(digits.count)
        if tail.first == "." || tail.first == ",", tail.dropFirst().first.map(isDigit) == true {
            return tail.allSatisfy { !$0.isLetter || $0 == "e" || $0 == "d" }
        }
        guard !digits.isEmpty else { return false }
        if let mark = tail.first, mark == "e" || mark == "d" {
            return !tail.dropFirst().isEmpty && tail.dropFirst().allSatisfy { isDigit($0) || "+-".contains($0) }
        }
        return tail.allSatisfy { isDigit($0) || "_.,%*".contains($0) || groupMarks.contains($0) }
    }

    /// The number without the marks between its groups of three digits; nil where other groups are.
    private static func ungrouped(_ text: [Character], _ mark: Character) -> [Character]? {
        let start = text.first == "-" || text.first == "+" ? 1 : 0
        let end = text[start...].firstIndex { !isDigit($0) && $0 != mark } ?? text.count
        let groups = text[start..<end].split(separator: mark, omittingEmptySubsequences: false)
        guard groups.count > 1, let first = groups.first, (1...3).contains(first.count), first != ["0"],
            groups.dropFirst().allSatisfy({ $0.count == 3 }), !text[end...].contains(mark)
        else { return nil }
        return text[..<start] + groups.flatMap { $0 } + text[end...]
    }

    /// Whether a byte is of ASCII, and of none of the marks that stand for a missing number.
    private static func isOrdinary(_ byte: UInt8) -> Bool { byte < 0x80 && !" \t-.?".utf8.contains(byte) }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

    private static func isSpace(_ character: Character) -> Bool {
        character == " " || character == "\t" || noBreakSpaces.contains(character)
    }
}
