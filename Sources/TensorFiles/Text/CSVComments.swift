/// The lines of a table that are comments: they begin with `#` or `%`, as `numpy.savetxt` and MATLAB write them.
///
/// A token may begin so too (`##ing`, `%`). Such a line is a row where the other rows have labels, it has as many cells as
/// they have, and the cells after the first are numbers; or where it is the first one, no space follows the mark, and it has a
/// label for each column.
struct CSVComments {
    /// The offsets of lines to skip.
    private(set) var offsets: Set<Int> = []

    /// A line that begins with a mark.
    private struct Line {
        let start: Int
        let mark: Int
    }

    /// A row in short.
    private struct Row {
        var cells = 0
        /// Of the cells after the first.
        var numbers = 0
        var firstIsText = false
    }

    /// - Parameters:
    ///   - separator: what stands between cells; nil to find it.
    /// - Returns: the comments and the separator.
    static func find(_ bytes: [UInt8], path: String) -> (comments: Set<Int>, separator: CSVScanner.Separator) {
        let lines = markedLines(bytes)
        guard !lines.isEmpty else { return ([], .likely(bytes, path: path)) }
        var comments = Set(lines.flatMap { [$0.start, $0.mark] })
        let separator = CSVScanner.Separator.likely(bytes, path: path, comments: comments)
        var scanner = CSVScanner(bytes, path: path, separator: separator, comments: comments)
        let first = scanner.isAtEnd ? nil : row(&scanner)
        guard let first else {
            // Nothing but such lines: they are the table.
            return ([], .likely(bytes, path: path))
        }
        let second = scanner.isAtEnd ? nil : row(&scanner)
        let example = second ?? first
        let firstLine = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        for line in lines {
            let end =
                bytes[line.mark...].firstIndex { $0 == CSVScanner.newline || $0 == CSVScanner.carriageReturn }
                ?? bytes.count
            var scanner = CSVScanner(bytes, path: path, separator: separator, range: line.start..<end)
            guard let marked = row(&scanner), scanner.isAtEnd, marked.cells == example.cells, marked.cells > 1 else {
                continue
            }
            let isRow = example.firstIsText && marked.numbers == marked.cells - 1
            let isSpaced = line.mark + 1 < end && CSVScanner.isSpace(bytes[line.mark + 1])
            let isHeader = line.start == firstLine && !isSpaced && marked.numbers == 0 && example.numbers > 0
            if isRow || isHeader { comments.subtract([line.start, line.mark]) }
        }
        return (comments, separator)
    }

    private static func row(_ scanner: inout CSVScanner) -> Row? {
        var row = Row()
        while true {
            guard let cell = try? scanner.next() else { return nil }
            row.cells += 1
            let value = TableValue(
                scanner.bytes, cell.range, decimalComma: scanner.separator.allowsDecimalComma)
            if row.cells == 1 {
                row.firstIsText = value == .text || cell.isQuoted
            } else if value != .text {
                row.numbers += 1
            }
            if cell.endsRow { return row }
        }
    }

    private static func markedLines(_ bytes: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        while start < bytes.count {
            let mark = bytes[start...].firstIndex { !CSVScanner.isSpace($0) } ?? bytes.count
            if mark < bytes.count, bytes[mark] == UInt8(ascii: "#") || bytes[mark] == UInt8(ascii: "%") {
                lines.append(Line(start: start, mark: mark))
            }
            let end = bytes[mark...].firstIndex { $0 == CSVScanner.newline || $0 == CSVScanner.carriageReturn }
            start = (end ?? bytes.count) + 1
        }
        return lines
    }
}
