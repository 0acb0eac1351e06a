/// What is known of a cell of the first row.
struct CSVCellFacts {
    let value: TableValue
    let isQuoted: Bool
    /// Whether it is a number that stands in quotes because a separator is in it: the quotes do not make it a label.
    let needsQuotes: Bool
    let isEmpty: Bool
    /// Whether it is text that was meant as a number, such as `1,234`.
    let isNearNumber: Bool
    /// The value of digits only.
    let integer: Int?

    init(_ scanner: CSVScanner, _ cell: CSVScanner.Cell) {
        value = scanner.value(of: cell)
        isNearNumber = value == .text && LocalNumber.isNearNumber(scanner.bytes[cell.range])
        isQuoted = cell.isQuoted
        if case .character(let byte) = scanner.separator, case .number = value {
            needsQuotes = cell.isQuoted && scanner.bytes[cell.range].contains(byte)
        } else {
            needsQuotes = false
        }
        isEmpty = cell.range.isEmpty
        integer = Self.integer(scanner.bytes, cell.range)
    }

    /// Whether it is a number that is not written as a whole one: labels are not.
    var isFraction: Bool {
        if case .number(let number) = value { !number.isNaN && integer == nil } else { false }
    }

    var isNumber: Bool { if case .number = value { true } else { false } }

    static func integer(_ bytes: [UInt8], _ cell: Range<Int>) -> Int? {
        var range = cell
        while let first = range.first, CSVScanner.isSpace(bytes[first]) { range.removeFirst() }
        while let last = range.last, CSVScanner.isSpace(bytes[last]) { range.removeLast() }
        guard !range.isEmpty, range.count <= 18, bytes[range].allSatisfy(DecimalNumber.isDigit) else { return nil }
        return bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
