/// The lines of a table that are comments: they begin with `#` or `%`, as `numpy.savetxt` and MATLAB write them.
///
/// A token may begin so too (`##ing`, `%`). Such a line is a row where the other rows have labels, it has as many cells as
/// they have, and the cells after the first are numbers; where its first cell is a word for a missing number (`#N/A`); or where
/// it is the first one, no space follows the mark, and it has a label for each column.
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
        /// Whether the first cell is a word for a missing number, such as `#N/A`.
        var firstIsMissing = false
    }

    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - path: for errors.
    /// - Returns: the comments and the separator.
    static func find(_ bytes: [UInt8], path: String) -> (comments: Set<Int>, separator: CSVScanner.Separator) {
        guard let (start, named) = namedSeparator(bytes) else { return marked(bytes, path: path) }
        return (marked(bytes, path: path, named).comments.union([start]), named)
    }

    /// The separator that Excel writes in a first line of its own (`sep=;`), and the offset of that line.
    private static func namedSeparator(_ bytes: [UInt8]) -> (start: Int, separator: CSVScanner.Separator)? {
        let start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        let line = bytes[start...].prefix { $0 != CSVScanner.newline && $0 != CSVScanner.carriageReturn }
        guard line.count == 5, let last = line.last,
            String(decoding: line.dropLast(), as: UTF8.self).lowercased() == "sep="
        else { return nil }
        return (start, .character(last))
    }

    private static func marked(
        _ bytes: [UInt8], path: String, _ named: CSVScanner.Separator? = nil
    ) -> (comments: Set<Int>, separator: CSVScanner.Separator) {
        let lines = markedLines(bytes)
        guard !lines.isEmpty else { return ([], named ?? .likely(bytes, path: path)) }
        // The line that names the separator is no row either.
        var comments = Set(lines.flatMap { [$0.start, $0.mark] })
        if named != nil { comments.insert(bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0) }
        let separator = named ?? .likely(bytes, path: path, comments: comments)
        var scanner = CSVScanner(bytes, path: path, separator: separator, comments: comments)
        let first = scanner.isAtEnd ? nil : row(&scanner)
        guard let first else {
            // Nothing but such lines: they are the table.
            return ([], named ?? .likely(bytes, path: path))
        }
        let second = scanner.isAtEnd ? nil : row(&scanner)
        let example = second ?? first
        // The labels of all rows begin with a mark.
        let isHeaderAlone = second == nil && first.numbers == 0 && first.cells > 1
        let firstLine = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        for line in lines {
            let end =
                bytes[line.mark...].firstIndex { $0 == CSVScanner.newline || $0 == CSVScanner.carriageReturn }
                ?? bytes.count
            var scanner = CSVScanner(bytes, path: path, separator: separator, range: line.start..<end)
            guard let marked = row(&scanner), scanner.isAtEnd, marked.cells == example.cells,
                marked.cells > 1 || marked.firstIsMissing
            else {
                continue
            }
            let isRow =
                (example.firstIsText || isHeaderAlone || marked.firstIsMissing) && marked.numbers == marked.cells - 1
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
