/// Splits separated values (RFC 4180) into cells, one after the other. Rows end in LF or CRLF.
struct CSVScanner {
    struct Cell {
        /// The content, without the quotes around it.
        let range: Range<Int>
        let isQuoted: Bool
        let endsRow: Bool
    }

    let bytes: [UInt8]
    let path: String
    let separator: UInt8
    /// The row and column of the next cell, counted from 1.
    private(set) var row = 1
    private(set) var column = 1
    private var position: Int
    /// The end of the last row; empty lines after it are ignored.
    private let end: Int
    private var endsInSeparator = false

    /// - Parameter separator: nil for the most frequent of comma, semicolon and tab in the first row.
    init(_ bytes: [UInt8], path: String, separator: UInt8?) {
        self.bytes = bytes
        self.path = path
        position = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        end =
            (bytes[position...].lastIndex { $0 != CSVScanner.newline && $0 != CSVScanner.carriageReturn } ?? position
                - 1) + 1
        self.separator = separator ?? CSVScanner.likelySeparator(bytes[position..<end])
    }

    var isAtEnd: Bool { position >= end && !endsInSeparator }

    /// The next cell.
    ///
    /// - Precondition: not at the end.
    /// - Throws: `TensorFileError.malformed` for quotes that do not end, or that text follows.
    mutating func next() throws(TensorFileError) -> Cell {
        let isQuoted = position < end && bytes[position] == CSVScanner.quote
        let range = isQuoted ? try quotedContent() : plainContent()
        let isLast = position >= end
        let endsRow = isLast || bytes[position] != separator
        endsInSeparator = !isLast && !endsRow && position + 1 == end
        if !isLast { position += bytes[position] == CSVScanner.carriageReturn ? 2 : 1 }
        (row, column) = endsRow ? (row + 1, 1) : (row, column + 1)
        return Cell(range: range, isQuoted: isQuoted, endsRow: endsRow)
    }

    private mutating func plainContent() -> Range<Int> {
        let start = position
        while position < end, bytes[position] != separator, !isNewline(position) { position += 1 }
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
        guard position >= end || bytes[position] == separator || isNewline(position) else {
            throw malformed(
                "the end of the cell after its closing quote", found: quoted(text(position..<min(position + 24, end))))
        }
        return start..<position - 1
    }

    private func isNewline(_ index: Int) -> Bool {
        bytes[index] == CSVScanner.newline
            || bytes[index] == CSVScanner.carriageReturn && index + 1 < end && bytes[index + 1] == CSVScanner.newline
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// An error about the next cell.
    private func malformed(_ expected: String, found: String) -> TensorFileError {
        .malformed(
            path: path, place: "row \(row), column \(column)", expected: expected, found: found,
            advice: "write a quote inside quotes twice")
    }

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private static func likelySeparator(_ bytes: ArraySlice<UInt8>) -> UInt8 {
        let candidates = [",", ";", "\t"].map { UInt8(ascii: $0) }
        var counts = [0, 0, 0]
        var isInQuotes = false
        for byte in bytes {
            if byte == quote { isInQuotes.toggle() }
            if isInQuotes { continue }
            if byte == newline { break }
            if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        // The first one when several are equally frequent.
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
    }
}
