/// Texts for the cells of heatmaps, read from a file.
public struct CellTexts: Hashable, Sendable {
    /// The lengths of the axes, the columns last.
    public let dimensions: [Int]
    /// Row-major.
    public let texts: [String]

    /// Reads nested lists of texts, numbers and null from a `.json` file, and a matrix from any other: cells separated by
    /// commas, semicolons or tabs, as in CSV (RFC 4180). Numbers stay as they are written; null is an empty text.
    ///
    /// - Throws: `TensorFileError.malformed` naming the place, and for more than `FileLimits` allow, or what `ByteSource` throws.
    public init(contentsOf path: String) throws(TensorFileError) {
        let source = try ByteSource(path: path)
        let bytes = try source.contents(atMost: FileLimits.tokenBytes, of: "bytes of texts")
        let isJSON =
            source.path.lowercased().hasSuffix(".json") || bytes.first { $0 > UInt8(ascii: " ") } == UInt8(ascii: "[")
        try self.init(bytes, path: source.path, isJSON: isJSON)
    }

    init(_ bytes: [UInt8], path: String, isJSON: Bool) throws(TensorFileError) {
        if isJSON {
            var parser = JSONParser(
                bytes, path: path, advice: "write nested lists of texts, as in [[\"a\", \"b\"], [\"c\", \"\"]]")
            (dimensions, texts) = try parser.texts()
            try parser.end()
        } else {
            let separator: CSVScanner.Separator =
                path.lowercased().hasSuffix(".tsv")
                ? .character(UInt8(ascii: "\t")) : .likely(bytes, path: path, allowsWhiteSpace: false)
            (dimensions, texts) = try Self.matrix(CSVScanner(bytes, path: path, separator: separator))
        }
    }

    private static func matrix(
        _ start: CSVScanner
    ) throws(TensorFileError) -> (dimensions: [Int], texts: [String]) {
        var (scanner, texts, columns, row): (CSVScanner, [String], Int?, Int) = (start, [], nil, 0)
        while !scanner.isAtEnd {
            let cell = try scanner.next()
            guard let text = strictUTF8(scanner.bytes[cell.range]) else {
                throw .malformed(
                    path: scanner.path, place: "row \(row + 1)", expected: "UTF-8 text",
                    found: "the bytes \(scanner.bytes[cell.range].prefix(16).hexadecimal)",
                    advice: "save the file as UTF-8")
            }
            guard texts.count < FileLimits.tokens else { throw tooMany(path: scanner.path) }
            texts.append(cell.isQuoted ? text.replacing("\"\"", with: "\"") : text)
            guard cell.endsRow else { continue }
            row += 1
            let width = columns ?? texts.count
            guard texts.count == row * width else {
                throw .malformed(
                    path: scanner.path, place: "row \(row)", expected: "\(width) cells, as in the first row",
                    found: "\(texts.count - (row - 1) * width)", advice: nil)
            }
            columns = width
        }
        return ([row, columns ?? 0], texts)
    }

    fileprivate static func tooMany(path: String) -> TensorFileError {
        .malformed(
            path: path, place: "texts", expected: "at most \(FileLimits.tokens)", found: "more",
            advice: "more cells than these have no room for texts")
    }
}

extension JSONParser {
    /// Nested lists of texts, numbers and null, all lists of a level equally long.
    ///
    /// - Throws: `TensorFileError.malformed`.
    fileprivate mutating func texts() throws(TensorFileError) -> (dimensions: [Int], texts: [String]) {
        var texts: [String] = []
        var dimensions: [Int] = []
        try list(level: 0, &dimensions, &texts)
        return (dimensions, texts)
    }

    /// - Parameter dimensions: the lengths of the levels, outermost first; those not known yet are missing, or -1.
    private mutating func list(
        level: Int, _ dimensions: inout [Int], _ texts: inout [String]
    ) throws(TensorFileError) {
        if level == dimensions.count { dimensions.append(-1) }
        var count = 0
        try array("a list, as before it") { (parser) throws(TensorFileError) in
            count += 1
            if parser.next() == UInt8(ascii: "[") {
                guard level + 1 < dimensions.count || texts.isEmpty else { throw parser.malformed("a text") }
                try parser.list(level: level + 1, &dimensions, &texts)
            } else {
                guard level + 1 == dimensions.count else { throw parser.malformed("a list, as before it") }
                guard texts.count < FileLimits.tokens else { throw CellTexts.tooMany(path: parser.path) }
                texts.append(try parser.text())
            }
        }
        guard dimensions[level] < 0 || dimensions[level] == count else {
            throw malformed(
                "\(dimensions[level]) elements, as in the lists before it", found: "\(count)", at: position - 1)
        }
        dimensions[level] = count
    }

    private mutating func text() throws(TensorFileError) -> String {
        if next() == UInt8(ascii: "\"") { return try string("a text") }
        if acceptWord("null") { return "" }
        let start = position
        _ = try number("a text")
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}
