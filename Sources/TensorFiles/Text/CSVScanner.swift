/// Splits separated values (RFC 4180) into cells, one after the other. Rows end in LF, CRLF or CR.
///
/// With white space between the cells, spaces around rows and empty lines mean nothing, as for `numpy.loadtxt`.
struct CSVScanner {
    /// What stands between two cells.
    enum Separator: Hashable {
        case character(UInt8)
        /// Any number of spaces and tabs.
        case whiteSpace
    }

    struct Cell {
        /// The content, without the quotes around it.
        let range: Range<Int>
        let isQuoted: Bool
        let endsRow: Bool
    }

    let bytes: [UInt8]
    let path: String
    let separator: Separator
    /// The lines to skip.
    let comments: CSVComments
    private let skipsEmptyLines: Bool
    /// The row and column of the next cell, counted from 1. Comments count as rows.
    private(set) var row = 1
    private(set) var column = 1
    /// The offset of the next cell.
    private(set) var position: Int
    /// The end of the last row; empty lines after it are ignored.
    private let end: Int
    private var endsInSeparator = false

    /// - Parameters:
    ///   - range: the part to read; nil for all bytes after a byte order mark.
    ///   - comments: the lines to skip.
    ///   - skipsEmptyLines: whether lines without any character are no rows.
    init(
        _ bytes: [UInt8], path: String, separator: Separator, range: Range<Int>? = nil, comments: CSVComments = .none,
        skipsEmptyLines: Bool = false
    ) {
        self.skipsEmptyLines = skipsEmptyLines || separator == .whiteSpace
        self.bytes = bytes
        self.path = path
        self.separator = separator
        self.comments = comments
        let range = range ?? (bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0)..<bytes.count
        position = range.lowerBound
        let isSpaced = separator == .whiteSpace
        let last = bytes[range].lastIndex { byte in
            byte != CSVScanner.newline && byte != CSVScanner.carriageReturn && !(isSpaced && CSVScanner.isSpace(byte))
        }
        end = (last ?? range.lowerBound - 1) + 1
        startRow()
    }

    var isAtEnd: Bool { position >= end && !endsInSeparator }

    /// The next cell.
    ///
    /// - Precondition: not at the end.
    /// - Throws: `TensorFileError.malformed` for quotes that do not end, or that text follows.
    mutating func next() throws(TensorFileError) -> Cell {
        let isQuoted = position < end && bytes[position] == CSVScanner.quote
        let range = isQuoted ? try quotedContent() : plainContent()
        if separator == .whiteSpace { skipSpaces() }
        let isLast = position >= end
        let endsRow = isLast || isNewline(position)
        if separator != .whiteSpace {
            endsInSeparator = !isLast && !endsRow && position + 1 == end
            if !isLast, !endsRow { position += 1 }
        }
        column += 1
        if endsRow {
            skipNewline()
            startRow()
        }
        return Cell(range: range, isQuoted: isQuoted, endsRow: endsRow)
    }

    /// Moves to the next row.
    ///
    /// - Throws: as `next()`.
    mutating func skipRow() throws(TensorFileError) {
        while !isAtEnd, try !next().endsRow {}
    }

    private mutating func startRow() {
        column = 1
        if separator == .whiteSpace { skipSpaces() }
        while position < end, comments.skips(bytes, at: position) || skipsEmptyLines && isEmptyLine {
            while position < end, !isNewline(position) { position += 1 }
            skipNewline()
            if separator == .whiteSpace { skipSpaces() }
        }
    }

    /// Whether the line from here on holds nothing but spaces, of which a tab between cells is none.
    private var isEmptyLine: Bool {
        guard separator != .whiteSpace else { return isNewline(position) }
        var index = position
        while index < end, bytes[index] == UInt8(ascii: " ") { index += 1 }
        return index < end && isNewline(index)
    }

    private mutating func skipSpaces() {
        while position < end, CSVScanner.isSpace(bytes[position]) { position += 1 }
    }

    private mutating func skipNewline() {
        if position < end {
            let isPair =
                bytes[position] == CSVScanner.carriageReturn && position + 1 < end
                && bytes[position + 1] == CSVScanner.newline
            position += isPair ? 2 : 1
        }
        row += 1
    }

    private func endsCell(_ index: Int) -> Bool {
        switch separator {
        case .character(let byte): bytes[index] == byte || isNewline(index)
        case .whiteSpace: CSVScanner.isSpace(bytes[index]) || isNewline(index)
        }
    }

    private mutating func plainContent() -> Range<Int> {
        let start = position
        while position < end, !endsCell(position) { position += 1 }
        return start..<position
    }

    private mutating func quotedContent() throws(TensorFileError) -> Range<Int> {
        let start = position + 1
        position = start
        while true {
            guard position < end, let mark = bytes[position..<end].firstIndex(of: CSVScanner.quote) else {
                throw malformed("quotes that end", found: "the end of the file")
            }
            position = mark + 1
            // Two quotes stand for one.
            guard position < end, bytes[position] == CSVScanner.quote else { break }
            position += 1
        }
        guard position >= end || endsCell(position) else {
            throw malformed(
                "the end of the cell after its closing quote", found: quoted(text(position..<min(position + 24, end))))
        }
        return start..<position - 1
    }

    private func isNewline(_ index: Int) -> Bool {
        bytes[index] == CSVScanner.newline || bytes[index] == CSVScanner.carriageReturn
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// An error about the next cell.
    private func malformed(_ expected: String, found: String) -> TensorFileError {
        .malformed(
            path: path, place: "row \(row), column \(column)", expected: expected, found: found,
            advice: "write a quote inside quotes twice")
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    private static let quote = UInt8(ascii: "\"")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
}
