extension CSVScanner.Separator {
    /// In the order in which they are taken when several fit equally well.
    private static let candidates: [CSVScanner.Separator] = [
        .character(UInt8(ascii: "\t")), .character(UInt8(ascii: ";")), .character(UInt8(ascii: ",")),
        .character(UInt8(ascii: "|")), .whiteSpace,
    ]
    static let comma = CSVScanner.Separator.character(UInt8(ascii: ","))

    /// Whether a comma in a cell may be a decimal comma.
    var allowsDecimalComma: Bool { self != .comma }

    /// The separator that makes most of the first rows equally long and their cells numbers; a comma when none does.
    ///
    /// - Parameters:
    ///   - comments: the lines that are no rows.
    ///   - allowsWhiteSpace: false for cells of text, in which spaces stand.
    static func likely(
        _ bytes: [UInt8], path: String, comments: CSVComments = .none, allowsWhiteSpace: Bool = true
    ) -> CSVScanner.Separator {
        let sample = sampleRange(bytes)
        var best: (separator: CSVScanner.Separator, score: Double) = (.comma, 0)
        for candidate in candidates where allowsWhiteSpace || candidate != .whiteSpace {
            let score = fit(
                CSVScanner(
                    bytes, path: path, separator: candidate, range: sample, comments: comments, skipsEmptyLines: true))
            if score > best.score { best = (candidate, score) }
        }
        return best.separator
    }

    /// Grows with the share of rows of the most frequent length and with the share of their cells that are numbers; 0 for rows
    /// of one cell.
    private static func fit(_ scanner: CSVScanner) -> Double {
        var scanner = scanner
        var rows: [(cells: Int, numbers: Int)] = []
        while !scanner.isAtEnd, rows.count < sampleRows {
            var row = (cells: 0, numbers: 0)
            var isAtEnd = false
            while !isAtEnd {
                guard let cell = try? scanner.next() else { return 0 }
                isAtEnd = cell.endsRow
                let isNumber = scanner.value(of: cell) != .text
                row = (row.cells + 1, row.numbers + (isNumber ? 1 : 0))
            }
            rows.append(row)
        }
        let lengths = Dictionary(grouping: rows.filter { $0.cells > 1 }, by: \.cells)
        guard let common = lengths.values.max(by: { ($0.count, $0[0].cells) < ($1.count, $1[0].cells) }) else {
            return 0
        }
        let cells = common.reduce(0) { $0 + $1.cells }
        let numbers = common.reduce(0) { $0 + $1.numbers }
        // Rows of one length count more than numbers: a decimal comma parts numbers too. A table of words has a separator.
        let share = Double(common.count) / Double(rows.count)
        return share * share * share * (Double(numbers) / Double(cells) + 0.1)
    }

    private static let sampleRows = 100
    private static let sampleLength = 1 << 16

    /// The first 64 KiB up to the end of a line, and at least two lines.
    private static func sampleRange(_ bytes: [UInt8]) -> Range<Int> {
        let start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        func lineEnd(from index: Int) -> Int {
            bytes[index...].firstIndex { $0 == CSVScanner.newline || $0 == CSVScanner.carriageReturn } ?? bytes.count
        }
        let first = lineEnd(from: start)
        let second = first < bytes.count ? lineEnd(from: first + 1) : first
        let limit = min(bytes.count, start + sampleLength)
        return start..<max(second, lineEnd(from: limit))
    }
}
