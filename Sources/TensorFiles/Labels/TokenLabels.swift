/// Reads the tokens that label the axes of a figure.
public enum TokenLabels {
    /// Reads a `.json` file, a list of strings, or text with one token a line.
    ///
    /// In text a final newline adds no token, CRLF ends a line like LF, an empty line is an empty token, and a byte
    /// order mark is dropped. Tokens are kept as they are otherwise, spaces included.
    ///
    /// - Throws: `TensorFileError.malformed` naming the line, or what `ByteSource` throws.
    public static func read(_ path: String) throws(TensorFileError) -> [String] {
        try read(ByteSource(path: path))
    }

    /// As `read(_:)`; the path of the source decides between JSON and text.
    ///
    /// - Throws: `TensorFileError.malformed`.
    public static func read(_ source: ByteSource) throws(TensorFileError) -> [String] {
        var bytes = try source.bytes(0..<source.count, of: "tokens")
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard source.path.lowercased().hasSuffix(".json") else { return try lines(bytes, path: source.path) }
        return try JSONText.decode(
            [String].self, from: bytes, path: source.path, place: "tokens", expected: "a JSON list of strings",
            advice: "write them as in [\"the\", \"cat\"]")
    }

    private static func lines(_ bytes: [UInt8], path: String) throws(TensorFileError) -> [String] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        var tokens: [String] = []
        tokens.reserveCapacity(lines.count)
        for line in lines {
            let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard let token = strictUTF8(content) else {
                throw .malformed(
                    path: path, place: "line \(tokens.count + 1)", expected: "UTF-8 text",
                    found: "the bytes \(content.prefix(16).hexadecimal)", advice: "save the file as UTF-8")
            }
            tokens.append(token)
        }
        return tokens
    }
}
