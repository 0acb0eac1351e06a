/// The lines of a table that are comments: they begin with `#` or `%`, as `numpy.savetxt` and MATLAB write them.
///
/// A token may begin so too (`##ing`, `%`). Such a line is a row where the other rows have labels, it has as many cells as
/// they have, and the cells after the first are numbers; where its first cell is a word for a missing number (`#N/A`); or where
/// it is the first one, no space follows the mark, and it has a label for each column.
struct CSVComments {
    static let none = CSVComments(areSkipped: false)

    /// Whether lines that begin with a mark are skipped.
    private let areSkipped: Bool
    /// The offsets of the marks of lines that are rows all the same.
    private var rows: Set<Int> = []
    /// The offset of the line that names the separator.
    private var namingLine: Int?

    private init(areSkipped: Bool, namingLine: Int? = nil) {
        self.areSkipped = areSkipped
        self.namingLine = namingLine
    }

    /// Whether the line that begins here, or goes on after white space, is to be skipped.
    func skips(_ bytes: [UInt8], at position: Int) -> Bool {
        if position == namingLine { return true }
        guard areSkipped, let mark = Self.mark(bytes, from: position) else { return false }
        return !rows.contains(mark)
    }

    /// The offset of the mark that a line begins with; nil for another line.
    private static func mark(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < bytes.count, CSVScanner.isSpace(bytes[index]) { index += 1 }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "#") || bytes[index] == UInt8(ascii: "%") else {
            return nil
        }
        return index
    }

    /// A row in short.
    private struct Row {
        var cells = 0
        /// Of the cells after the first.
        var numbers = 0
        var firstIsText = false
        /// Whether the first cell is a word for a missing number, such as `#N/A`.
        var firstIsMissing = false
    }

    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - path: for errors.
    /// - Returns: the comments and the separator.
    static func find(_ bytes: [UInt8], path: String) -> (comments: CSVComments, separator: CSVScanner.Separator) {
        let named = namedSeparator(bytes)
        let none = CSVComments(areSkipped: false, namingLine: named?.start)
        func separator(_ comments: CSVComments) -> CSVScanner.Separator {
            named?.separator ?? .likely(bytes, path: path, comments: comments)
        }
        guard firstMark(bytes) != nil else { return (none, separator(none)) }
        var comments = CSVComments(areSkipped: true, namingLine: named?.start)
        let likely = separator(comments)
        var scanner = CSVScanner(bytes, path: path, separator: likely, comments: comments)
        guard let first = scanner.isAtEnd ? nil : row(&scanner) else {
            // Nothing but such lines: they are the table.
            return (none, separator(none))
        }
        let second = scanner.isAtEnd ? nil : row(&scanner)
        comments.rows = rows(bytes, path: path, likely, first, second)
        return (comments, likely)
    }

    /// The separator that Excel writes in a first line of its own (`sep=;`), and the offset of that line.
    private static func namedSeparator(_ bytes: [UInt8]) -> (start: Int, separator: CSVScanner.Separator)? {
        let start = start(of: bytes)
        let line = bytes[start...].prefix { $0 != CSVScanner.newline && $0 != CSVScanner.carriageReturn }
        guard line.count == 5, let last = line.last,
            String(decoding: line.dropLast(), as: UTF8.self).lowercased() == "sep="
        else { return nil }
        return (start, .character(last))
    }

    /// The marks of the lines that are rows.
    private static func rows(
        _ bytes: [UInt8], path: String, _ separator: CSVScanner.Separator, _ first: Row, _ second: Row?
    ) -> Set<Int> {
        let example = second ?? first
        // The labels of all rows begin with a mark.
        let isHeaderAlone = second == nil && first.numbers == 0 && first.cells > 1
        let firstLine = start(of: bytes)
        var rows: Set<Int> = []
        forEachMark(bytes) { start, mark, end in
            var scanner = CSVScanner(bytes, path: path, separator: separator, range: start..<end)
            guard let marked = row(&scanner), scanner.isAtEnd, marked.cells == example.cells,
                marked.cells > 1 || marked.firstIsMissing
            else { return true }
            let isRow =
                (example.firstIsText || isHeaderAlone || marked.firstIsMissing) && marked.numbers == marked.cells - 1
            let isSpaced = mark + 1 < end && CSVScanner.isSpace(bytes[mark + 1])
            let isHeader = start == firstLine && !isSpaced && marked.numbers == 0 && example.numbers > 0
            if isRow || isHeader { rows.insert(mark) }
            return true
        }
        return rows
    }

    private static func row(_ scanner: inout CSVScanner) -> Row? {
        var row = Row()
        while true {
            guard let cell = try? scanner.next() else { return nil }
            row.cells += 1
            let value = scanner.value(of: cell)
            if row.cells == 1 {
                row.firstIsText = value == .text || cell.isQuoted
                row.firstIsMissing = value == .missing && !cell.range.isEmpty
            } else if value != .text {
                row.numbers += 1
            }
            if cell.endsRow { return row }
        }
    }

    private static func start(of bytes: [UInt8]) -> Int {
        bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    }

    private static func firstMark(_ bytes: [UInt8]) -> Int? {
        var first: Int?
        forEachMark(bytes) { _, mark, _ in
            first = mark
            return false
        }
        return first
    }

    /// Calls `body` with the start, the mark and the end of each line that begins with a mark, until it says false.
    private static func forEachMark(_ bytes: [UInt8], _ body: (_ start: Int, _ mark: Int, _ end: Int) -> Bool) {
        var start = start(of: bytes)
        while start < bytes.count {
            let mark = mark(bytes, from: start)
            let end =
                bytes[(mark ?? start)...].firstIndex { $0 == CSVScanner.newline || $0 == CSVScanner.carriageReturn }
                ?? bytes.count
            if let mark, !body(start, mark, end) { return }
            start = end + 1
        }
    }
}
